#!/usr/bin/env python3
"""Gets the TypeScript that checks the desk's JavaScript: once, beside the Python that runs this."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1] / "typescript"


class NoNodeError(Exception):
    """There is no npm on this machine."""


def compiler() -> Path:
    """Return the compiler of the version that is asked for; it is installed when it is not there.

    Raises:
        NoNodeError: there is no npm.
        RuntimeError: npm cannot install it; the message is npm's.
    """
    wanted = json.loads((PROJECT / "package.json").read_text(encoding="utf-8"))
    version = wanted["devDependencies"]["typescript"]
    home = Path(sys.prefix) / f"typescript-{version}"
    found = home / "node_modules" / "typescript" / "bin" / "tsc"
    if found.is_file():
        return found
    npm = shutil.which("npm")
    if npm is None:
        raise NoNodeError("without npm the types of the desk's JavaScript are not checked")
    # Several test processes may begin at once: each installs aside, the first one stays.
    with tempfile.TemporaryDirectory(dir=home.parent) as aside:
        shutil.copy(PROJECT / "package.json", aside)
        args = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]
        done = subprocess.run(args, cwd=aside, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"TypeScript {version} cannot be installed:\n{done.stderr[-2000:]}")
        if not home.exists():
            Path(aside).rename(home)
            Path(aside).mkdir()
    return found


if __name__ == "__main__":
    try:
        print(compiler())
    except NoNodeError as error:
        sys.exit(str(error))
