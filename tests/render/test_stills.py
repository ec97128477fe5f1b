"""Cover and thumbs are kept by what they show."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from clipmaker.make.decide import decide
from clipmaker.make.gather import Sources
from clipmaker.media import stills as media_stills
from clipmaker.media.light import unpacked
from clipmaker.publish import stills as kept_stills
from clipmaker.publish.stills import Stills
from clipmaker.render.encode import encode_pictures
from clipmaker.render.segment import Rendered
from clipmaker.render.store import Store, sha256

pytestmark = pytest.mark.slow


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many frames were decoded, call by call."""
    counts: list[int] = []

    def counted(places: Sequence[tuple[Path, int]], rate: object) -> object:
        counts.append(len(places))
        return media_stills.read_each(places, rate)

    monkeypatch.setattr(kept_stills, "read_each", counted)
    return counts


def piece(story: Path, file: Path, grey: int) -> tuple[Rendered, Stills]:
    """Return a first segment that shows one grey for twelve frames, and its stills."""
    plan = decide(Sources(story=story, profile="tiny"), None).plan
    profile = plan.look.profile
    luma, size = profile.width_px * profile.height_px, profile.width_px * profile.height_px * 3 // 2
    picture = bytes([grey]) * luma + bytes([128]) * (size - luma)
    light = encode_pictures([picture] * 12, file, profile, doing="grey")
    rendered = Rendered(
        segment=replace(plan.segments[0], frames=12),
        file=file,
        digest=sha256(file),
        texts=(),
        light=unpacked(light),
        motion=None,
        strayed=0.0,
        reused=False,
        reason="",
    )
    store = Store(file.parent / "store")
    page = np.full((profile.height_px, profile.width_px, 3), grey, np.uint8)
    return rendered, Stills([rendered], profile.rate, store, file.parent, lambda _: page)


def test_what_was_kept_is_not_decoded_again(
    tiny_story: Path, tmp_path: Path, reads: list[int]
) -> None:
    _, stills = piece(tiny_story, tmp_path / "a.mp4", 90)
    first = stills.cover_and_thumbs(5, [5, 9])
    _, again = piece(tiny_story, tmp_path / "a.mp4", 90)
    second = again.cover_and_thumbs(5, [9, 5])
    assert first[0] == second[0]
    assert all(np.array_equal(first[1][n], second[1][n]) for n in (5, 9))
    assert reads == [2, 0]


def test_other_bytes_under_the_same_key_have_stills_of_their_own(
    tiny_story: Path, tmp_path: Path
) -> None:
    """A piece that was made of footage replaced meanwhile is dropped; its stills must not stay."""
    dark, stills = piece(tiny_story, tmp_path / "dark.mp4", 40)
    wrong = stills.cover_and_thumbs(5, [5])
    light, anew = piece(tiny_story, tmp_path / "light.mp4", 200)
    right = anew.cover_and_thumbs(5, [5])
    assert dark.segment.key == light.segment.key
    assert wrong[0] != right[0]
    assert right[1][5].mean() > wrong[1][5].mean() + 100
