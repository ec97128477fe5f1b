"""The link ``latest`` beside the versions of a clip: a help for people, which may be refused.

Nothing in the program reads it. So a disk without links, or somebody's own folder of that name,
costs a note and never a clip.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from pathlib import Path

LATEST = "latest"


def point_to(clip_dir: Path, version: Path) -> str:
    """Make ``latest`` name a version beside it, replacing what it named before in one step.

    A real folder of that name, as syncing or unzipping leaves it, is replaced where it is a copy
    of a version that is there, and else left alone, and so is a file.

    Returns:
        Why it does not name the version, "" when it does.
    """
    link = clip_dir / LATEST
    try:
        if link.is_symlink():
            if link.readlink() == Path(version.name):
                return ""
        elif link.is_dir():
            if not _is_copy(link, clip_dir):
                return (
                    f"{link} is a folder of its own, not a link, and stays as it is: the newest "
                    f"version is {version}"
                )
            aside = clip_dir / f".{LATEST}-{os.getpid()}"
            link.rename(aside)
            shutil.rmtree(aside, ignore_errors=True)
        elif link.exists():
            return (
                f"{link} is a file of somebody's own, not a link, and stays as it is: the newest "
                f"version is {version}"
            )
        _point(link, version.name)
    except OSError as error:
        return (
            f"{link} cannot be made to name {version.name}, which is published all the same: "
            f"{error.strerror}"
        )
    return ""


def _point(link: Path, name: str) -> None:
    fresh = link.with_name(f".{link.name}-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(name, target_is_directory=True)
    try:
        fresh.replace(link)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _is_copy(folder: Path, clip_dir: Path) -> bool:
    """Whether a folder holds just what a version beside it holds."""
    names = sorted(path.name for path in folder.iterdir())
    for version in clip_dir.glob("v*"):
        if version.is_dir() and names == sorted(path.name for path in version.iterdir()):
            _, other, failed = filecmp.cmpfiles(folder, version, names, shallow=False)
            if not other and not failed:
                return True
    return False
