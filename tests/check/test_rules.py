"""Every delivery rule breaks when its fact is off, and only that rule."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from clipmaker.check.boxes import BoxFacts
from clipmaker.check.flashes import Flashes
from clipmaker.check.model import Verdict
from clipmaker.check.packets import PacketFacts
from clipmaker.check.picture import PictureFinding, TextFinding, compare, judge_texts
from clipmaker.check.report import as_data, as_lines
from clipmaker.check.rules import RULES, Subject, check
from clipmaker.media.motion import PictureMotion
from clipmaker.paint.page import TextBox
from clipmaker.profile.load import load_delivery
from clipmaker.tools.loudness import LoudnessReading

PROFILE = load_delivery("news-60")
GOOD = Subject(
    packets=PacketFacts(
        video_codec="h264",
        video_profile="High",
        width_px=1080,
        height_px=1920,
        pixel_format="yuv420p",
        rate=Fraction(30),
        frames=1800,
        even=True,
        duration_s=Fraction(60),
        colour=("bt709", "bt709", "bt709", "tv"),
        audio_codec="aac",
        audio_profile="LC",
        audio_rate_hz=48_000,
        audio_channels=2,
        audio_start_s=Fraction(0),
        audio_end_s=Fraction(2812 * 1024, 48_000),
        bytes=6_000_000,
    ),
    boxes=BoxFacts(index_first=True, edit_lists=0),
    loudness=LoudnessReading(
        integrated_lufs=-14.2, range_lu=6.0, true_peak_dbtp=-1.2, silences_s=()
    ),
    pictures=(PictureFinding(segment="footage 3", frames=60),),
    texts=(TextFinding(text="Headline", inside=True, readable=True, contrast=12.0),),
    flashes=Flashes(3, 12.0),
)


def packets(**changed: object) -> Callable[[Subject], Subject]:
    return lambda s: replace(s, packets=replace(s.packets, **changed))


def loud(**changed: object) -> Callable[[Subject], Subject]:
    return lambda s: replace(s, loudness=replace(s.loudness, **changed))


BROKEN = {
    "frames": packets(frames=1799),
    "duration": packets(duration_s=Fraction(60_001, 1000)),
    "timestamps": packets(even=False),
    "picture_size": packets(width_px=1920, height_px=1080),
    "video_codec": packets(video_profile="Main"),
    "colour_tags": packets(colour=("unknown", "bt709", "bt709", "tv")),
    "audio_codec": packets(audio_channels=1),
    "sound_length": packets(audio_end_s=Fraction(601, 10)),
    "edit_list": lambda s: replace(s, boxes=replace(s.boxes, edit_lists=1)),
    "faststart": lambda s: replace(s, boxes=replace(s.boxes, index_first=False)),
    "file_size": packets(bytes=100_000_001),
    "loudness": loud(integrated_lufs=-14.6),
    "true_peak": loud(true_peak_dbtp=-0.9),
    "silence": loud(silences_s=((12.0, 14.0),)),
    "footage_picture": lambda s: replace(
        s, pictures=(PictureFinding(segment="f", frames=60, message="f: 3 frames are black"),)
    ),
    "flashes": lambda s: replace(s, flashes=Flashes(4, 12.0)),
    "safe_area": lambda s: replace(
        s, texts=(TextFinding(text="x", inside=False, readable=True, contrast=9.0),)
    ),
    "contrast": lambda s: replace(
        s, texts=(TextFinding(text="x", inside=True, readable=False, contrast=2.0),)
    ),
}


def test_a_good_clip_passes() -> None:
    report = check(GOOD, PROFILE)
    assert report.passed
    assert {r.verdict for r in report.results} == {Verdict.PASS}


def test_every_rule_has_a_way_to_break_it() -> None:
    assert set(BROKEN) == set(RULES)


@pytest.mark.parametrize("rule", BROKEN)
def test_a_rule_breaks_alone_and_shows_what_was_measured(rule: str) -> None:
    report = check(BROKEN[rule](GOOD), PROFILE)
    assert [r.rule for r in report.failed] == [rule]
    line = next(line for line in as_lines(report) if line.startswith("FAIL"))
    assert report.failed[0].measured in line
    assert report.failed[0].expected in line
    assert as_data(report)["passed"] is False


def test_what_only_the_maker_knows_is_unknown_and_never_passes() -> None:
    report = check(replace(GOOD, pictures=None, texts=None), PROFILE)
    unknown = {r.rule for r in report.results if r.verdict is Verdict.UNKNOWN}
    assert unknown == {"footage_picture", "safe_area", "contrast"}
    assert report.passed


@pytest.mark.parametrize(
    ("made", "source", "said"),
    [
        ([100] * 30, [100] * 30, ""),
        ([100] * 29 + [5], [100] * 30, "1 frames are black"),
        ([5] * 30, [8] * 30, ""),
    ],
)
def test_black_counts_only_where_the_source_is_not(
    made: list[float], source: list[float], said: str
) -> None:
    still = (0.5,) * 30
    one, other = (PictureMotion(luma=tuple(luma), change=still) for luma in (made, source))
    finding = compare("f", one, other, 0.5)
    assert said in finding.message
    assert bool(finding.message) == bool(said)


@pytest.mark.parametrize(("source_moves", "frozen"), [(True, True), (False, False)])
def test_frozen_counts_only_where_the_source_moves(source_moves: bool, frozen: bool) -> None:
    luma = (100.0,) * 40
    made = PictureMotion(luma=luma, change=(0.0,) * 40)
    source = PictureMotion(luma=luma, change=(2.0 if source_moves else 0.0,) * 40)
    assert ("frozen" in compare("f", made, source, 0.5).message) == frozen


def test_an_encoder_that_made_something_else_is_found_out() -> None:
    motion = PictureMotion(luma=(100.0,) * 40, change=(2.0,) * 40)
    assert not compare("f", motion, motion, 1.0).message
    assert "not what was made" in compare("f", motion, motion, 40.0).message


def box(left: int, top: int, right: int, bottom: int, **changed: object) -> TextBox:
    given = {"size_px": 68.0, "weight": 600, "contrast": 10.0} | changed
    return TextBox(
        text="x",
        left_px=left,
        top_px=top,
        right_px=right,
        bottom_px=bottom,
        colours=("#FFFFFF",),
        **given,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("one", "inside"),
    [
        (box(120, 288, 888, 400), True),
        (box(120, 288, 889 + 1, 400), False),
        (box(118, 300, 400, 400), False),
        (box(120, 700, 880, 900), False),
        (box(120, 700, 780, 1248), True),
        (box(120, 1200, 400, 1260), False),
        (box(40, 40, 400, 100, must_read=False), True),
    ],
)
def test_the_safe_area_is_a_union_of_rectangles(one: TextBox, inside: bool) -> None:
    (finding,) = judge_texts([one], PROFILE)
    assert finding.inside == inside


@pytest.mark.parametrize(
    ("size", "weight", "contrast", "readable"),
    [
        (68.0, 700, 3.1, True),
        (68.0, 400, 3.1, False),
        (40.0, 700, 3.1, False),
        (40.0, 700, 4.6, True),
        (68.0, 700, 2.9, False),
    ],
)
def test_contrast_follows_size_and_weight(
    size: float, weight: int, contrast: float, readable: bool
) -> None:
    one = box(130, 300, 400, 380, size_px=size, weight=weight, contrast=contrast)
    (finding,) = judge_texts([one], PROFILE)
    assert finding.readable == readable
