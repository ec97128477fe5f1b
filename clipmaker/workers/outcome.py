"""How the work on a story ended: with a clip, or with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a story was not made.

    Attributes:
        stage: the stage of the work, such as ``read`` or ``render``.
        message: what went wrong, for people; several lines where there are several mistakes.
        remedy: what to do about it, "" when nothing is known.
        exit_code: what ``clipmaker render`` would have exited with.
    """

    stage: str
    message: str
    remedy: str = ""
    exit_code: int = 1


@dataclass(frozen=True, kw_only=True)
class Published:
    """A story's clip.

    Attributes:
        day: the story's date.
        slug: the clip's name.
        folder: where it lies.
        draft: whether it is a draft.
        waiting: how many cues keep it from being final.
        damaged: where its footage or voice-over is damaged, which keeps it from being final, too.
        others: where its clips of other shapes lie.
        disputed: facts that do not agree with the story's source, likewise.
        checks: how many delivery rules passed and could not be told, by result.
    """

    day: date
    slug: str
    folder: Path
    draft: bool
    waiting: int = 0
    damaged: tuple[str, ...] = ()
    others: tuple[Path, ...] = ()
    disputed: tuple[str, ...] = ()
    checks: Mapping[str, int] = field(default_factory=dict)

    @property
    def video(self) -> Path:
        """The MP4."""
        return self.folder / f"{self.slug}.mp4"
