"""What a machine makes bytes with; compared before a worker is given anything."""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from clipmaker import __version__
from clipmaker.resources import assets_dir
from clipmaker.text.fonts import families
from clipmaker.tools.ffmpeg import ffmpeg_version


@dataclass(frozen=True, kw_only=True)
class WorkerKit:
    """Versions of everything that decides a segment's bytes, each as a line for people.

    Attributes:
        clipmaker: version of the program and a digest over its code and its words.
        ffmpeg: version line of its FFmpeg.
        encoder: version of the library that encodes pictures.
        fonts: digest over all font files and the engine that sets text.
        painting: versions of the libraries that paint.
        python: version of Python, without the last part.
    """

    clipmaker: str
    ffmpeg: str
    encoder: str
    fonts: str
    painting: str
    python: str

    def differences(self, other: WorkerKit) -> str:
        """Return what another kit has otherwise, "" for nothing."""
        return "; ".join(
            f"its {f.name} is “{theirs}”, here it is “{ours}”"
            for f in fields(self)
            if (theirs := getattr(other, f.name)) != (ours := getattr(self, f.name))
        )


def own_kit() -> WorkerKit:
    """Return the kit of this process.

    Raises:
        MissingToolError: there is no FFmpeg here.
    """
    from clipmaker.paint.versions import painting_versions
    from clipmaker.render.encode import encoder_version
    from clipmaker.text.engine import font_digest

    return WorkerKit(
        clipmaker=f"{__version__}, code {_code_digest()[:12]}",
        ffmpeg=ffmpeg_version(),
        encoder=encoder_version(),
        fonts=font_digest(*families())[:12],
        painting=painting_versions(),
        python=".".join(platform.python_version_tuple()[:2]),
    )


@cache
def _code_digest() -> str:
    """Return a digest over the program's modules and the data that it reads while it renders."""
    package = Path(__file__).resolve().parents[1]
    data = (assets_dir() / name for name in ("fonts", "text", "words"))
    files = [*package.rglob("*.py"), *(f for folder in data for f in folder.rglob("*.toml"))]
    state = hashlib.sha256()
    for file in sorted(files, key=lambda f: (f.name, str(f))):
        state.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return state.hexdigest()
