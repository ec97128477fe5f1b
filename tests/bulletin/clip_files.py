"""Everything that lies in an output folder, compared to the byte."""

import hashlib
from pathlib import Path


def clip_files(output: Path) -> dict[str, str]:
    """Return the digest of every file of every clip, also hidden ones; links by what they name."""
    found = {}
    for path in sorted(output.rglob("*")):
        place = str(path.relative_to(output))
        if place.startswith("bulletins"):
            continue
        if path.is_symlink():
            found[place] = f"-> {path.readlink()}"
        elif path.is_file():
            found[place] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def hidden(folder: Path) -> list[str]:
    """Return what should not be there: anything hidden but the lock."""
    return [str(p) for p in folder.rglob(".*") if p.name != ".lock"]
