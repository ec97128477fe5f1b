"""The strip of ring, number, bar and mark."""

from fractions import Fraction

import numpy as np
import pytest
from PIL import Image

from clipmaker.errors import MediaError
from clipmaker.paint.chrome import VARIANTS, ChromeStrip
from clipmaker.paint.digits import Digits
from clipmaker.paint.ring import sector
from clipmaker.paint.styles import Role, style

from .looks import FULL, TINY, page, profile


def bar_share(strip: ChromeStrip, frame: int) -> float:
    row = strip.frame(frame)[1].astype(int)
    return float((row[:, 0] - row[:, 2] > 100).mean())


def test_it_ticks_once_a_second_and_then_stands():
    strip = ChromeStrip(page(FULL))
    shown = [strip.stamp(i) for i in range(300, 420)]
    changes = [i for i in range(1, 120) if shown[i] is not shown[i - 1]]
    assert changes == [s + i for s in (0, 30, 60, 90) for i in range(1, 11)]
    assert all(s.alpha.shape == (240, 1080) for s in shown)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_cover_has_the_mark_alone_where_the_ring_would_stand(language):
    on = page(FULL, language=language)
    counting, alone = (ChromeStrip(on, "footage", counting=how) for how in (True, False))
    assert alone.windows == ()
    assert alone.stamp(0) is alone.stamp(900)
    ink = alone.frame(0)[..., 3]
    assert (ink[:100] == 0).all(), "a bar"
    columns = np.flatnonzero((ink > 200).any(axis=0))
    edge = 1080 - columns[-1] if language == "ar" else columns[0]
    assert 116 <= edge <= 126
    assert (ink > 200).sum() < (counting.frame(0)[..., 3] > 200).sum()


def test_the_bar_fills_with_the_clip():
    strip = ChromeStrip(page(FULL))
    for second in (0, 1, 2, 30, 59):
        held = strip.frame(second * 30 + 20)
        assert held is strip.frame(second * 30 + 25)
        assert bar_share(strip, second * 30 + 20) == pytest.approx(second / 60, abs=0.002)
    shares = [bar_share(strip, 600 + i) for i in range(12)]
    assert shares == sorted(shares)


def test_nothing_moves_outside_its_windows():
    strip = ChromeStrip(page(FULL), "footage")
    before = strip.frame(329)
    for frame in range(330, 345):
        now = strip.frame(frame)
        patched = before.copy()
        for window in strip.windows:
            patched[window.rows, window.columns] = now[window.rows, window.columns]
        assert (patched == now).all()
        before = now


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(30000, 1001)])
def test_seconds_are_the_clips_own(rate):
    given = profile(270, round(3 * rate), rate)
    strip = ChromeStrip(page(given))
    held = {id(strip.stamp(i)) for i in range(given.frames)}
    assert len(held) >= 3
    assert bar_share(strip, given.frames - 1) == pytest.approx(2 / 3, abs=0.02)


def test_frames_outside_the_clip_are_refused():
    strip = ChromeStrip(page())
    for frame in (-1, TINY.frames):
        with pytest.raises(ValueError, match="outside"):
            strip.frame(frame)
    with pytest.raises(ValueError, match="variant"):
        ChromeStrip(page(), "loud")


@pytest.mark.parametrize("variant", VARIANTS)
def test_planes_are_the_frame_for_ffmpeg(variant):
    strip = ChromeStrip(page(), variant)
    height, width, _ = strip.frame(40).shape
    assert len(strip.planes(40)) == height * width * 5 // 2
    assert strip.planes(41 if variant == "none" else 45) is strip.planes(59)
    alpha = np.frombuffer(strip.planes(40), np.uint8)[-height * width :]
    assert (alpha.reshape(height, width) == strip.frame(40)[..., 3]).all()
    assert alpha.any() == (variant != "none")


@pytest.mark.parametrize("behind", [(11, 15, 25), (87, 87, 87)])
def test_the_mark_is_legible(behind):
    strip = ChromeStrip(page(FULL), "footage")
    boxes = strip.texts(np.full((1920, 1080, 3), behind, np.uint8))
    assert [box.text for box in boxes] == ["NEWS IN", "60 SECONDS"]
    assert all(box.contrast > 4.5 and not box.must_read for box in boxes)
    assert len({box.left_px for box in boxes} | {224}) <= 2


def test_the_shadow_helps_over_white():
    white = np.full((1920, 1080, 3), 255, np.uint8)
    plain = ChromeStrip(page(FULL)).texts(white)
    shaded = ChromeStrip(page(FULL), "footage").texts(white)
    assert plain[0].contrast == pytest.approx(1)
    assert shaded[0].contrast > plain[0].contrast


def test_a_logo_replaces_the_wordmark(tmp_path):
    file = tmp_path / "logo.png"
    Image.new("RGBA", (400, 100), (0, 200, 0, 255)).save(file)
    strip = ChromeStrip(page(FULL, logo=file))
    green = (strip.frame(0)[..., :3] == (0, 200, 0)).all(axis=-1)
    rows, columns = np.flatnonzero(green.any(axis=1)), np.flatnonzero(green.any(axis=0))
    assert (columns[0], rows[-1] - rows[0] + 1) == (224, 64)
    assert strip.texts(np.zeros((1920, 1080, 3), np.uint8)) == ()


def test_a_broken_logo_is_named(tmp_path):
    file = tmp_path / "logo.png"
    file.write_bytes(b"no picture")
    with pytest.raises(MediaError, match=r"logo\.png"):
        ChromeStrip(page(logo=file))


def test_digits_stand_still_while_others_roll():
    digits = Digits(style(page(FULL), Role.NAME, 60, colour="#FFFFFF"))
    canvases = []
    for number in (58, 51, 11):
        ring = ChromeStrip(page(FULL)).stamp(0)
        canvas = type(ring)(np.zeros((120, 120, 3), np.uint8), np.zeros((120, 120), np.uint8))
        digits.lay(canvas, number)
        canvases.append(canvas.alpha.astype(int))
    left_half = slice(0, 58)
    assert (canvases[0][:, left_half] == canvases[1][:, left_half]).all()
    assert (canvases[0] != canvases[1]).any()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0])
def test_a_sector_covers_its_share(share):
    assert sector(200, share).mean() == pytest.approx(share, abs=0.01)
