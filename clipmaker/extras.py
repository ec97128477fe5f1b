"""How an optional part of the program is installed, as a command that works where it runs.

No index has the program, so the command names the checkout or the file that it came from.
"""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit


def install_line(extras: Sequence[str]) -> str:
    """Return the command that installs optional parts into the Python that runs."""
    wanted = f"[{','.join(extras)}]"
    python = shlex.quote(sys.executable or "python3")
    if source := _source():
        return f"{python} -m pip install {shlex.quote(str(source) + wanted)}"
    return f"{python} -m pip install {shlex.quote(f'clipmaker{wanted}')}"


def _source() -> Path | None:
    """Return the checkout that runs, or the folder or file that it was installed from."""
    from importlib.metadata import PackageNotFoundError, distribution

    beside = Path(__file__).resolve().parents[1]
    if (beside / "pyproject.toml").is_file():
        return beside
    try:
        told = distribution("clipmaker").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    url = json.loads(told).get("url", "") if told else ""
    parts = urlsplit(url)
    source = Path(unquote(parts.path)) if parts.scheme == "file" else None
    return source if source is not None and source.exists() else None
