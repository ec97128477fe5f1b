"""Opens MP4s that were made here: what they hold is known, so nothing is decoded to find out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av import VideoCodecContext, VideoStream
    from av.container import InputContainer

_HEADER_ONLY = {"codec_whitelist": "none"}
"""Without a decoder opening takes a fiftieth: FFmpeg would decode pictures of every file."""


def open_own(file: Path) -> InputContainer:
    """Open a file to read its packets."""
    import av

    return av.open(f"file:{file.absolute()}", options=_HEADER_ONLY)


def decoder_of(stream: VideoStream) -> VideoCodecContext:
    """Return a decoder for a stream of an opened file; it works in the thread that calls it."""
    import av

    decoder = av.VideoCodecContext.create("h264", "r")
    decoder.extradata = stream.codec_context.extradata
    decoder.thread_count = 1
    return decoder
