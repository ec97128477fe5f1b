"""The contact sheet: one picture of a whole bulletin, with what became of every story."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from clipmaker.bulletin.model import Bulletin
from clipmaker.bulletin.outcome import Result, State
from clipmaker.bulletin.report import CONTACT_SHEET
from clipmaker.errors import ClipmakerError
from clipmaker.publish.place import writing
from clipmaker.whole_file import write_whole

_QUALITY = 88
_MOST = 120
"""Stories on one sheet; the report has them all."""


def write_contact_sheet(bulletin: Bulletin, results: Sequence[Result], folder: Path) -> None:
    """Paint the sheet and write it into a folder.

    Raises:
        ClipmakerError: it cannot be painted or written.
    """
    from PIL import Image

    from clipmaker.brand.load import load_brand
    from clipmaker.paint.contact import Cell, contact_sheet
    from clipmaker.paint.page import Page
    from clipmaker.profile.load import load_delivery

    page = Page(brand=load_brand("news-60"), profile=load_delivery("news-60"), language="en")
    cells = []
    for result in results[:_MOST]:
        cover = result.clip.folder / "cover.jpg" if result.clip else None
        image = None
        if cover and cover.is_file():
            try:
                with Image.open(cover) as opened:
                    image = opened.convert("RGB")
            except OSError as error:
                raise ClipmakerError(f"{cover} cannot be read: {error}") from error
        cells.append(
            Cell(
                name=(result.clip.slug if result.clip else result.item.name).replace("-", " "),
                state=_state(result),
                note=_note(result),
                good=result.state in (State.MADE, State.UNCHANGED),
                bad=result.state is State.FAILED,
                image=image,
            )
        )
    day = f"{bulletin.date:%-d %B %Y}" if bulletin.date else ""
    more = f"and {len(results) - _MOST} more" if len(results) > _MOST else ""
    sheet = contact_sheet(cells, page, bulletin.name.replace("-", " "), day, more)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    with writing(folder):
        write_whole(folder / CONTACT_SHEET, out.getvalue())


def _state(result: Result) -> str:
    if result.clip and result.state in (State.MADE, State.UNCHANGED):
        kind = "draft" if result.clip.draft else "final"
        return f"{kind}, late" if result.late else kind
    return result.state.value


def _note(result: Result) -> str:
    if result.failure:
        return f"{result.failure.stage}: {result.failure.message}"
    if result.clip and result.clip.draft and result.clip.waiting:
        count = result.clip.waiting
        return f"{count} subtitle{'s' if count > 1 else ''} to review"
    return result.why
