"""Whether a file that is to be written lies where it seems to, or a link leads out of its place."""

from __future__ import annotations

from pathlib import Path

from clipmaker.errors import DiskError


def inside(path: Path, place: Path) -> Path:
    """Return where a path leads; links may lead to other places inside its own, and no further.

    The place itself may be reached by links: where it is, is up to the user.

    Args:
        path: what is to be written; it need not be there, and links may lead to nothing.
        place: the folder that it must stay in.

    Raises:
        DiskError: a link leads out of the place; it is named.
    """
    root, there = place.resolve(), path.resolve()
    if there == root or root in there.parents:
        return there
    link = next((one for one in (*reversed(path.parents), path) if _leads_out(one, root)), path)
    raise DiskError(
        f"{link} is a link that leads out of {place}, to {link.resolve()}: nothing was written",
        remedy="Remove the link, or put what it names into its place.",
    )


def _leads_out(path: Path, root: Path) -> bool:
    """Whether a path is a link in the place, or below it, that leads elsewhere."""
    if not path.is_symlink():
        return False
    there, lies = path.resolve(), path.parent.resolve()
    return (lies == root or root in lies.parents) and root not in (there, *there.parents)
