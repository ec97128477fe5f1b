"""Changing a story's file beyond its texts: tried as a story before it replaces the old one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.brand.load import list_brands
from clipmaker.cards.registry import specs
from clipmaker.door.document import read_text
from clipmaker.edit.cards import StoryChangedError, digest
from clipmaker.errors import DiskError, InputError
from clipmaker.machine.writing import one_at_a_time, write_whole
from clipmaker.story.load import load_story

if TYPE_CHECKING:
    from clipmaker.story.arrange import StoryText


@dataclass(frozen=True, kw_only=True)
class StoryStep:
    """A change of a story's file, which can be taken back.

    Attributes:
        before: the file's bytes before.
        after: digest of the file as the change left it.
    """

    before: bytes
    after: str


def story_text(file: Path) -> StoryText:
    """Read a story's file as text, with what it holds.

    Raises:
        InputError: it cannot be read, or is not YAML.
    """
    from clipmaker.story.arrange import read_story_text

    return read_story_text(file, read_text(file))


def change_story(
    file: Path,
    base: str,
    change: Callable[[StoryText], StoryText],
    *,
    media_roots: tuple[Path, ...] = (),
    slug: str = "",
) -> StoryStep:
    """Change a story's file; comments and untouched lines stay as they are.

    What is no story any more is refused. One that does not fill its clip is not: a story that is
    being written rarely does.

    Args:
        file: the story's file.
        base: digest of the file that was seen.
        change: makes the new text of the old one.
        media_roots: folders besides the story's own that media may lie in.
        slug: a name that the clip keeps though its headline changes; "" to leave it.

    Raises:
        StoryChangedError: the file is another one now; nothing was saved.
        InputError: it would be no story; every mistake is named.
        DiskError: it cannot be written; the old one is untouched.
    """
    from clipmaker.story.arrange import with_top_values

    with one_at_a_time(file.parent):
        before = _unchanged(file, base)
        new = change(story_text(file))
        if slug and not new.top.get("slug"):
            new = with_top_values(new, {"slug": slug})
        text = new.text.replace("\n", "\r\n") if b"\r\n" in before else new.text
        _save(file, text.encode(), lambda fresh: _refuse_no_story(fresh, file, media_roots))
        return StoryStep(before=before, after=digest(file))


def take_story_back(file: Path, step: StoryStep) -> StoryStep:
    """Take a change of a story's file back; returns the step that does it again.

    Raises:
        StoryChangedError: it was changed since; nothing was saved.
        DiskError: it cannot be written.
    """
    with one_at_a_time(file.parent):
        before = _unchanged(file, step.after)
        _save(file, step.before)
        return StoryStep(before=before, after=digest(file))


def _unchanged(file: Path, base: str) -> bytes:
    """Return what a file holds."""
    if digest(file) != base:
        raise StoryChangedError(
            f"{file.name} was changed elsewhere meanwhile; nothing was saved",
            remedy="Look at it as it is now, then change it.",
        )
    return file.read_bytes()


def _save(file: Path, content: bytes, check: Callable[[Path], object] | None = None) -> None:
    mode = file.stat().st_mode & 0o777
    try:
        write_whole(file, content, mode=mode, durable=True, check=check)
    except OSError as error:
        raise DiskError(f"{file}: the story could not be saved: {error.strerror}") from error


def _refuse_no_story(file: Path, named: Path, media_roots: tuple[Path, ...]) -> None:
    """Refuse a file that is no story.

    Raises:
        InputError: every mistake in it, as if it were the file of that name.
    """
    brands = list_brands(named.resolve().parent)
    try:
        load_story(file, specs=specs(), media_roots=media_roots, brand_names=brands)
    except InputError as error:
        problems = [replace(one, file=Path(named.name)) for one in error.problems]
        raise InputError(problems, remedy=error.remedy) from error
