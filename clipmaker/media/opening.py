"""Opens media files that came from somewhere: as what they are, and as nothing else.

Imports PyAV: import this module only where files are decoded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import av

from clipmaker.media.bounds import DECODER_PIXELS
from clipmaker.media.sniff import DEMUXERS, Kind

if TYPE_CHECKING:
    from av.container import InputContainer

_TIMEOUT_S = 60.0
"""A disk that answers no sooner is taken for gone."""
_OPTIONS = {
    "protocol_whitelist": "file",
    "format_whitelist": ",".join(DEMUXERS),
    "max_pixels": str(DECODER_PIXELS),
}


@contextmanager
def opened(file: Path, kind: Kind) -> Iterator[InputContainer]:
    """Open a file as a kind and nothing else, and close it afterwards.

    Args:
        file: the media file.
        kind: what its first bytes say, see :func:`clipmaker.media.sniff.sniff`.

    Raises:
        av.error.FFmpegError: it cannot be opened so, or its disk does not answer.
        UnicodeEncodeError: its name is not UTF-8.
    """
    # Without "file:" a name such as a:b.mp4 would be a protocol.
    container = av.open(
        f"file:{file.resolve()}",
        "r",
        format=kind.demuxer,
        options=_OPTIONS,
        metadata_errors="replace",
        timeout=_TIMEOUT_S,
    )
    with container:
        yield container
