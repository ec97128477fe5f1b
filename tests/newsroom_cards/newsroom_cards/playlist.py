"""A playlist as a playout server reads it: the video is copied, and its name is appended."""

from __future__ import annotations

import shutil
from pathlib import Path

from clipmaker.errors import DiskError

CONTRACT = 1


def deliver(clip: Path, place: str) -> str:
    """Copy a clip's video to the playlist's folder and append its name to the playlist."""
    folder = Path(place)
    if not folder.is_dir():
        raise DiskError(f"{folder}: the playout server is not there", remedy="Mount it.")
    video = next(clip.glob("*.mp4"))
    name = f"{video.stem}-{clip.name}.mp4"
    shutil.copyfile(video, folder / f".{name}")
    (folder / f".{name}").rename(folder / name)
    with (folder / "playlist.m3u").open("a", encoding="utf-8") as playlist:
        playlist.write(f"{name}\n")
    return str(folder / name)
