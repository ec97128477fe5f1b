"""A browser to drive: Debian's chromium where it is installed, Playwright's own elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, sync_playwright

_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]


class NoBrowserError(Exception):
    """There is no browser on this machine."""


@contextmanager
def browser() -> Iterator[Browser]:
    """Run a browser while the block runs.

    Raises:
        NoBrowserError: there is none.
    """
    with sync_playwright() as playwright:
        try:
            found = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
                args=_QUIET,
            )
        except Error as error:
            raise NoBrowserError(str(error).splitlines()[0]) from error
        try:
            yield found
        finally:
            found.close()
