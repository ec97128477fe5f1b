"""MoviePy, imported without what it does when it is imported.

Its configuration looks for a file ``.env`` in every folder above and loads it, runs the ``ffplay``
of the PATH, and runs whatever the variables FFMPEG_BINARY and FFPLAY_BINARY name. None of that is
needed to play motion, so a configuration that does nothing stands in its place.
"""

from __future__ import annotations

import sys
import threading
from types import ModuleType
from typing import Any

_CONFIG = "moviepy.config"
_NONE = "unset"
"""MoviePy's own word for a program that there is not."""
_lock = threading.Lock()


def video_clip() -> Any:
    """Return MoviePy's class ``VideoClip``."""
    with _lock:
        if _CONFIG not in sys.modules:
            stands_in = ModuleType(_CONFIG)
            stands_in.__dict__.update(FFMPEG_BINARY=_NONE, FFPLAY_BINARY=_NONE)
            sys.modules[_CONFIG] = stands_in
        from moviepy.video.VideoClip import VideoClip

        return VideoClip
