"""Which openai-whisper is installed, asked without importing it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of

from clipmaker.errors import SpeechError
from clipmaker.extras import install_line


def version() -> str:
    """Return name and versions of the engine, without loading it.

    Raises:
        SpeechError: it is not installed.
    """
    try:
        return f"openai-whisper {version_of('openai-whisper')} (torch {version_of('torch')})"
    except PackageNotFoundError as error:
        raise SpeechError(
            "the speech engine openai-whisper is not installed",
            remedy=f"Install it with: {install_line(['openai-whisper'])}; it brings PyTorch. "
            "The built-in engine is faster-whisper.",
        ) from error
