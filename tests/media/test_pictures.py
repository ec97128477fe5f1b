"""Pictures from strangers: only what is promised is opened, within bounds, and called by name."""

import os
import stat
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipmaker.errors import MediaError
from clipmaker.media import pictures
from clipmaker.media.bounds import MAX_SHAPE, check_size
from clipmaker.media.pictures import check_photo, read_layer, read_photo
from clipmaker.media.probe import probe

POSTSCRIPT = (
    b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 200 200\n%%EndComments\nshowpage\n%%EOF\n"
)


def refusal(file: Path) -> str:
    """The line with which a photo is refused, without its name."""
    said = set()
    for opened in (check_photo, read_photo, read_layer):
        with pytest.raises(MediaError) as caught:
            opened(file)
        assert "\n" not in caught.value.message
        said.add(caught.value.message.removeprefix(f"{file}: "))
    (one,) = said
    return one


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def flat_png(file: Path, width: int, height: int, *, colour: int, bits: int, row: int) -> Path:
    """Write a PNG of nothing but zeros, whose rows have so many bytes."""
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    rows = zlib.compress(bytes((row + 1) * height), 1)
    file.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
    return file


def test_postscript_starts_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pillow hands PostScript, whatever it is called, to the ``gs`` of the PATH."""
    started = tmp_path / "started"
    program = tmp_path / "bin" / "gs"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ntouch {started}\nexit 1\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    for name, content in {
        "photo.jpg": POSTSCRIPT,
        "photo.png": b"\xc5\xd0\xd3\xc6" + struct.pack("<II", 32, len(POSTSCRIPT)) + POSTSCRIPT,
    }.items():
        file = tmp_path / name
        file.write_bytes(content)
        assert refusal(file).startswith("this is a PostScript document (EPS): save it as JPEG")
    assert not started.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\0\0\0\x1cftypavif\0\0\0\0" + bytes(90), "a HEIC or AVIF picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0" + bytes(90), "a HEIC or AVIF picture"),
        (b"BLP2\1\0\0\0\1\0\0\0" + bytes(90), "this kind of picture is not read here"),
        (b"qoif\0\0\1\0\0\0\1\0\3\0" + bytes(90), "this kind of picture is not read here"),
        (b"8BPS\0\1" + bytes(90), "this kind of picture is not read here"),
        (b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(90), "a JPEG 2000 or JPEG XL picture"),
        # SPIDER has no signature: 27 numbers that agree with one another.
        (struct.pack(">27f", *([1.0] * 27)) + bytes(900), "not a video, sound or picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a drawing (SVG)"),
        (b"\0\0\0\x18ftypisom\0\0\0\0" + bytes(90), "video or sound, not a picture"),
        (b"RIFF\x24\0\0\0WAVEfmt " + bytes(90), "video or sound, not a picture"),
    ],
)
def test_what_is_not_promised_is_not_opened(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(content)
    assert said in refusal(file)


def test_damaged_pictures_of_other_kinds_crash_nothing(shared_dir: Path) -> None:
    for file in sorted((shared_dir / "cases" / "fuzz").glob("crash_*.jpg")):
        assert "picture" in refusal(file)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF"])
def test_the_promised_formats_under_any_name(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "photo.bin"
    Image.new("RGB", (40, 30), (200, 30, 30)).save(file, kind)
    assert check_photo(file) == (40, 30)
    red, green, blue = np.asarray(read_photo(file))[15, 20]
    assert red > 180
    assert max(green, blue) < 60


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF"])
def test_damage_is_told_in_one_line_whatever_the_decoder_makes_of_it(
    tmp_path: Path, kind: str
) -> None:
    whole = tmp_path / "whole"
    noise = np.random.default_rng(60).integers(0, 256, (48, 64, 3), np.uint8)
    Image.fromarray(noise).save(whole, kind)
    content, file = whole.read_bytes(), tmp_path / "photo"
    dice = np.random.default_rng(28)
    for _ in range(80):
        damaged = bytearray(content[: dice.integers(4, len(content) + 1)])
        for place in dice.integers(3, len(damaged), dice.integers(1, 6)):
            damaged[place] = dice.integers(256)
        file.write_bytes(damaged)
        for opened in (check_photo, read_photo):
            try:
                opened(file)
            except MediaError as error:
                assert "\n" not in error.message


def test_samples_and_transparency_of_every_kind_of_png(tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    grey16 = np.full((20, 30), 40_000, np.uint16)
    Image.fromarray(grey16).save(file)
    assert np.asarray(read_photo(file))[0, 0].tolist() == [40_000 // 257] * 3
    Image.new("RGB", (30, 20), (9, 9, 9)).save(file, transparency=(9, 9, 9))
    assert np.asarray(read_photo(file))[0, 0].tolist() == [255, 255, 255]
    Image.new("LA", (30, 20), (0, 0)).save(file)
    assert np.asarray(read_photo(file))[0, 0].tolist() == [255, 255, 255]
    Image.new("1", (30, 20), 1).save(file)
    assert np.asarray(read_photo(file))[0, 0].tolist() == [255, 255, 255]


def test_colours_that_are_not_read_are_named(tmp_path: Path) -> None:
    file = tmp_path / "photo.tif"
    Image.new("LAB", (30, 20)).save(file)
    assert refusal(file) == "the picture keeps its colours in a way that is not read here (LAB)"


def test_a_large_photo_is_kept_smaller_and_stands_upright(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "PIXELS_KEPT", 10_000)
    file = tmp_path / "photo.jpg"
    half = Image.new("RGB", (400, 300), "black")
    half.paste("white", (0, 0, 200, 300))
    exif = Image.Exif()
    exif[0x0112] = 6
    for name in ("photo.jpg", "photo.png", "photo.tif"):
        file = tmp_path / name
        half.save(file, exif=exif)
        assert check_photo(file) == (300, 400)
        photo = read_photo(file)
        assert photo.width * photo.height <= 10_000
        assert photo.width / photo.height == pytest.approx(3 / 4, rel=0.03)
        pixels = np.asarray(photo.convert("L"))
        assert pixels[2].mean() > 240
        assert pixels[-2].mean() < 15


@pytest.mark.parametrize(
    ("width", "height"), [(30_000, 4_100), (11_000, 11_000), (65_000, 60_000), (1, 130_000_000)]
)
def test_sizes_are_refused_by_their_numbers_before_anything_is_decoded(
    tmp_path: Path, width: int, height: int
) -> None:
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    file = tmp_path / "photo.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b""))
    assert refusal(file) == (
        f"the picture is too large: {width}x{height} pixels, more than 120 million in all"
    )


def test_a_webp_is_held_to_less_since_it_is_composed_three_times(tmp_path: Path) -> None:
    file = tmp_path / "photo.webp"
    sides = struct.pack("<I", 9_999)[:3] + struct.pack("<I", 5_999)[:3]
    file.write_bytes(b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + sides + bytes(40))
    assert "10000x6000 pixels, more than 50 million" in refusal(file)


@pytest.mark.slow
def test_three_enormous_photos_at_once_fit_the_memory(tmp_path: Path) -> None:
    """Each is 120 million pixels in some kilobytes; decoded beside each other they took 2 GB."""
    file = flat_png(tmp_path / "photo.png", 10_900, 11_000, colour=0, bits=1, row=1363)
    code = (
        "import sys\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "from pathlib import Path\nfrom clipmaker.media.pictures import read_photo\n"
        "with ThreadPoolExecutor(3) as pool:\n"
        "    list(pool.map(read_photo, [Path(sys.argv[1])] * 3))\n"
        # Not ru_maxrss: a started process keeps the peak of the one that started it.
        "status = Path('/proc/self/status').read_text()\n"
        "print(int(status.split('VmHWM:')[1].split()[0]) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 900


def test_a_picture_of_the_largest_size_can_be_footage(tmp_path: Path) -> None:
    """FFmpeg counts rows that it rounds up, so that its own limit is met before ours."""
    file = flat_png(tmp_path / "a.png", 7070, 7070, colour=0, bits=1, row=884)
    video = probe(file).video
    assert video is not None
    assert (video.width_px, video.height_px) == (7070, 7070)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((1, 1), "1x1 pixels, fewer than 8 to a side"),
        ((2, 2), "2x2 pixels, fewer than 8 to a side"),
        ((8192, 2), "8192x2 pixels, fewer than 8 to a side"),
        ((8, 200), f"8x200 pixels: a strip more than {MAX_SHAPE} times as long"),
        ((8192, 400), f"8192x400 pixels: a strip more than {MAX_SHAPE} times as long"),
        ((8193, 4000), "8193x4000 pixels, more than 8192 to a side"),
        ((7080, 7080), "7080x7080 pixels, more than 8192 to a side or 50 million in all"),
    ],
)
def test_pictures_that_cannot_be_shown_are_refused_with_their_size(
    tmp_path: Path, size: tuple[int, int], said: str
) -> None:
    file = flat_png(tmp_path / "a.png", *size, colour=0, bits=8, row=size[0])
    with pytest.raises(MediaError) as caught:
        probe(file)
    assert said in caught.value.message
    check_size(file, 8192, 6103)


def test_films_with_transparency_are_held_to_less(tmp_path: Path) -> None:
    """An animated GIF of some kilobytes took 2.3 GB, since it is composed at its own size."""
    file = tmp_path / "a.gif"
    frames = [Image.new("P", (5000, 4000), number) for number in range(2)]
    frames[0].save(file, save_all=True, append_images=frames[1:])
    with pytest.raises(MediaError, match="5000x4000 pixels and may be transparent; such footage"):
        probe(file)
    flat_png(tmp_path / "a.png", 5000, 4000, colour=0, bits=1, row=625)
    assert probe(tmp_path / "a.png").video is not None


def test_pictures_are_opened_in_one_place(root: Path) -> None:
    callers = [
        file.relative_to(root).as_posix()
        for file in sorted((root / "clipmaker").rglob("*.py"))
        if "Image.open(" in file.read_text(encoding="utf-8")
    ]
    assert callers == ["clipmaker/media/pictures.py"]


def test_pillow_says_nothing_on_the_screen_about_large_pictures(
    tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    file = flat_png(tmp_path / "a.png", 10_000, 9_000, colour=0, bits=1, row=1250)
    assert check_photo(file) == (10_000, 9_000)
    assert not [one for one in recwarn if "bomb" in str(one.message).lower()]
