"""The contact sheet: one picture of a whole bulletin, with what became of every story."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.bulletin.model import Bulletin
from clipmaker.bulletin.outcome import SETTLED, StoryResult, StoryState
from clipmaker.bulletin.report import CONTACT_SHEET
from clipmaker.machine.stamps import stamp
from clipmaker.machine.writing import write_whole
from clipmaker.publish.place import writing

if TYPE_CHECKING:
    from PIL import Image

_QUALITY = 88
_MOST = 60
"""Stories on one sheet; the report has them all."""


def write_contact_sheet(
    bulletin: Bulletin, results: Sequence[StoryResult], folder: Path, before: str
) -> str:
    """Paint the sheet and write it into a folder, unless it would be the one that lies there.

    Args:
        bulletin: the bulletin.
        results: what became of its stories.
        folder: where the sheet lies.
        before: what this function returned when that was painted, "" for not known.

    Returns:
        What the sheet shows, as a digest.

    Raises:
        ClipmakerError: it cannot be painted or written.
    """
    shown = _digest(bulletin, results)
    file = folder / CONTACT_SHEET
    if shown == before and file.is_file():
        return shown
    from clipmaker.brand.load import load_brand
    from clipmaker.paint.contact import Cell, contact_sheet
    from clipmaker.paint.page import Page
    from clipmaker.profile.load import load_delivery

    page = Page(brand=load_brand("news-60"), profile=load_delivery("news-60"), language="en")
    cells = [
        Cell(
            name=_name(result),
            state=_state(result),
            note=_note(result),
            good=result.state in SETTLED,
            bad=result.state is StoryState.FAILED,
            image=_cover(result),
        )
        for result in results[:_MOST]
    ]
    day = f"{bulletin.date.day} {bulletin.date:%B %Y}" if bulletin.date else ""
    more = f"and {len(results) - _MOST} more" if len(results) > _MOST else ""
    sheet = contact_sheet(cells, page, bulletin.name.replace("-", " "), day, more)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    with writing(folder, "there is no contact sheet"):
        write_whole(file, out.getvalue(), within=folder)
    return shown


def _digest(bulletin: Bulletin, results: Sequence[StoryResult]) -> str:
    told = [
        (
            _name(result),
            _state(result),
            _note(result),
            stamp(file) if (file := _file(result)) else 0,
        )
        for result in results
    ]
    text = json.dumps([bulletin.name, str(bulletin.date), told])
    return hashlib.sha256(text.encode()).hexdigest()


def _file(result: StoryResult) -> Path | None:
    return result.clip.folder / "cover.jpg" if result.clip else None


def _cover(result: StoryResult) -> Image.Image | None:
    """Return the cover of a story's clip, no larger than it is shown."""
    from clipmaker.media.pictures import read_cover
    from clipmaker.paint.storyboard import THUMB

    file = _file(result)
    if file is None or not file.is_file():
        return None
    size = THUMB[0] * 2, THUMB[1] * 2
    image = read_cover(file, *size)
    image.thumbnail(size)
    return image


def _name(result: StoryResult) -> str:
    return (result.clip.slug if result.clip else result.item.name).replace("-", " ")


def _state(result: StoryResult) -> str:
    if result.clip and result.state in SETTLED:
        kind = "draft" if result.clip.draft else "final"
        return f"{kind}, late" if result.late else kind
    return result.state.value


def _note(result: StoryResult) -> str:
    if result.failure:
        first, *others = result.failure.message.splitlines()
        more = f" (and {len(others)} more)" if others else ""
        return f"{result.failure.stage}: {first}{more}"
    if result.clip and result.clip.draft and result.clip.waiting:
        count = result.clip.waiting
        return f"{count} subtitle{'s' if count > 1 else ''} to review"
    return result.why
