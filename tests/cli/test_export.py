"""A clip handed over to editing programs, read back by OpenTimelineIO itself."""

from pathlib import Path

import opentimelineio as otio
from stories import Clipmaker

TINY = ("--profile", "tiny", "--subtitle-profile", "tiny")


def test_a_timeline_is_read_back(clipmaker: Clipmaker, story: Path, tmp_path: Path) -> None:
    master = tmp_path / "master.mp4"
    master.write_bytes(b"x")
    done = clipmaker("export", story, "--clip", master, *TINY)
    assert (done.code, "4 shots, 1 subtitles" in done.out) == (0, True), done.err
    timeline = otio.adapters.read_from_file(str(story.parent / "tiny-story.otio"))
    pictures, *sounds = timeline.tracks
    assert pictures.duration().to_frames() == 90
    title, footage, *_ = pictures
    assert title.metadata["clipmaker"]["texts"]["text"] == "A headline with emphasis"
    assert title.media_reference.target_url == master.resolve().as_uri()
    assert footage.media_reference.target_url == (story.parent / "interview.mp4").as_uri()
    assert footage.metadata["clipmaker"]["credit"] == "Synthetic"
    assert footage.source_range.duration.to_seconds() == 1
    there, used = footage.media_reference.available_range, footage.source_range
    assert there.start_time <= used.start_time
    assert used.end_time_exclusive() <= there.end_time_exclusive()
    roles = {clip.metadata["clipmaker"]["role"] for track in sounds for clip in track.find_clips()}
    assert "voice" in roles
    marked = [one for one in timeline.tracks.markers if "subtitle" in one.metadata["clipmaker"]]
    assert [(one.name, one.color) for one in marked] == [("They said it was training", "RED")]
    start = footage.transformed_time_range(footage.trimmed_range(), timeline.tracks).start_time
    assert marked[0].marked_range.start_time > start


def test_what_cannot_be_written_or_is_not_there_is_said(clipmaker: Clipmaker, story: Path) -> None:
    missing = clipmaker("export", story, "--clip", "nowhere.mp4", *TINY)
    assert (missing.code, "there is no such file" in missing.err) == (3, True)
    other = clipmaker("export", story, "--out", "clip.xml", *TINY)
    assert (other.code, "does not end in .otio" in other.err) == (2, True)
