"""A strict gate counts no approval that was given unseen."""

from clipmaker.cues.model import Cue, Status
from clipmaker.cues.reviewing.gate import ShownCue, held
from clipmaker.profile.load import load_subtitles


def test_wholesale_does_not_count() -> None:
    seen = Cue(
        id="c1",
        start_ms=0,
        end_ms=4000,
        source="훈련",
        text="It was training",
        status=Status.APPROVED,
        approved_by="Anna Kim",
    )
    unseen = Cue(
        id="c2",
        start_ms=4000,
        end_ms=8000,
        source="훈련",
        text="It was training",
        status=Status.APPROVED,
        approved_by="Anna Kim",
        wholesale=True,
    )
    cues = [ShownCue(footage="a.mp4", cue=one, shown_ms=4000) for one in (seen, unseen)]
    profile = load_subtitles("house")
    assert held(cues, profile) == ()
    assert [one.cue.id for one in held(cues, profile, strict=True)] == ["c2"]
