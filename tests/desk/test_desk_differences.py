"""Two versions: what differs comes first, and a final is not held against its own draft."""

import os
from pathlib import Path

from desk_help import CLIP, Browser, publish


def version(output: Path, name: str, text: str, key: str, at_s: int) -> None:
    cue = {
        "id": "c1",
        "text": text,
        "status": "approved",
        "approved_by": "Mara Lind",
        "approved_at": "",
        "edited_by": "",
        "flags": [],
        "start_ms": 0,
        "end_ms": 900,
    }
    segments = [
        {"start_frame": 0, "frames": 30, "key": "same"},
        {"start_frame": 30, "frames": 60, "key": key},
        {"start_frame": 90, "frames": 30, "key": key},
    ]
    folder = publish(
        output,
        "2025-01-13",
        "captured-soldier",
        name,
        speech=[{"footage": "a.mp4", "language": "ko", "cues": [cue]}],
        segments=segments,
    )
    os.utime(folder / "manifest.json", (at_s, at_s))


def test_words_and_pictures_that_differ_are_listed_before_the_players(
    browser: Browser, tmp_path: Path
) -> None:
    version(tmp_path / "output", "v1", "Was <b>", "one", 1000)
    version(tmp_path / "output", "v2", "Is now", "two", 2000)
    version(tmp_path / "output", "draft", "Is now", "two", 1500)
    page = browser.get(f"{CLIP}/compare").text
    assert page.index("What differs") < page.index("<video")
    assert "<td>Was &lt;b&gt;</td><td>Is now</td>" in page
    assert "Pictures, 0:01.000 to 0:04.000" in page
    assert 'data-at="1.0"' in page
    assert page.index(">v1</th>") < page.index(">v2</th>")
    same = browser.get(f"{CLIP}/compare?left=draft&right=v2").text
    assert "Nothing differs" in same
