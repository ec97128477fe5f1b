"""A picture that is drawn for a page, and kept under the name of everything it shows."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image
from starlette.requests import Request
from starlette.responses import Response

from clipmaker.desk.desk import Desk, desk_of

_QUALITY = 84
"""Of a JPEG, 1 to 95: words in it stay sharp."""


async def drawn_picture(
    request: Request, name: str, draw: Callable[[], Image.Image | None]
) -> Response:
    """Answer with a picture as JPEG, drawn where it is not kept; with nothing where there is none.

    Args:
        request: from the page, at an address that changes with what is seen: browsers keep it.
        name: what it is kept under; it changes with what is seen, too.
        draw: draws it, in a thread of its own; None where there is no such picture (any more).
    """
    desk = desk_of(request)
    content = await desk.drawing.run(lambda: _content(desk, name, draw))
    if content is None:
        return Response(status_code=204)
    kept = "private, max-age=31536000, immutable"
    return Response(content, media_type="image/jpeg", headers={"cache-control": kept})


def _content(desk: Desk, name: str, draw: Callable[[], Image.Image | None]) -> bytes | None:
    if (kept := desk.shown.get(name)) is not None:
        return kept
    picture = draw()
    if picture is None:
        return None
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    desk.shown.keep(name, out.getvalue())
    return out.getvalue()
