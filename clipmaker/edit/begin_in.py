"""Beginning a story among others: its folder appears whole, under a name that is free."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from clipmaker.cards.registry import specs
from clipmaker.edit.begin import STORY, Begun, NewStory, begin_story
from clipmaker.edit.story_file import story_text
from clipmaker.errors import DiskError
from clipmaker.machine.durable import sync_names
from clipmaker.machine.writing import write_whole
from clipmaker.make.fact_table import FactTable, fact_table
from clipmaker.make.gather import Surroundings
from clipmaker.story.arrange import with_top_values
from clipmaker.story.load import load_story

_MOST_ALIKE = 1000


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """A draft as it would be begun.

    Attributes:
        begun: the draft, and what was left out.
        facts: what its cards state, held against the text; None where that cannot be compared.
    """

    begun: Begun
    facts: FactTable | None


def try_story(wanted: NewStory, around: Surroundings, stories: Path) -> Drafted:
    """Draft a story to look at; nothing stays.

    Args:
        wanted: the story; its folder is not used.
        around: where its media may lie, and its profile.
        stories: the folder of stories that it would be begun in.

    Raises:
        ClipmakerError: as for `begin_story`.
    """
    with _aside(stories) as folder:
        begun = begin_story(replace(wanted, folder=folder))
        table = fact_table(around.of(begun.file))
        return Drafted(begun=begun, facts=table if table.gathered.article else None)


def begin_story_in(stories: Path, wanted: NewStory) -> Begun:
    """Begin a story in a folder of its own below a folder of stories.

    The folder is named after the story, with a number where that name is taken; it appears with
    everything in it, or not at all.

    Raises:
        ClipmakerError: as for `begin_story`.
        DiskError: the folder cannot be made.
    """
    with _aside(stories) as folder:
        begun = begin_story(replace(wanted, folder=folder))
        slug = load_story(begun.file, specs=specs()).slug
        for number in range(1, _MOST_ALIKE):
            there = stories / (slug if number == 1 else f"{slug}-{number}")
            if there.exists() or there.is_symlink():
                continue
            if there.name != slug:
                # Two stories of one name and day would be one clip.
                named = with_top_values(story_text(begun.file), {"slug": there.name})
                write_whole(begun.file, named.text.encode(), durable=True)
            try:
                # An empty folder alone would be replaced; one that holds something is refused.
                folder.rename(there)
            except OSError as error:
                if there.exists():
                    continue
                raise _unmade(stories, error) from error
            sync_names(stories)
            return replace(begun, file=there / STORY)
        raise DiskError(
            f"{stories} holds too many stories of that name", remedy="Change its headline."
        )


@contextmanager
def _aside(stories: Path) -> Iterator[Path]:
    """Make a folder that no list shows among stories; gone at the end unless it was renamed."""
    folder = stories / f".new-{secrets.token_hex(4)}"
    try:
        folder.mkdir()
    except OSError as error:
        raise _unmade(stories, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unmade(stories: Path, error: OSError) -> DiskError:
    return DiskError(
        f"{stories}: no story can be begun there: {error.strerror or error}",
        remedy="Let the desk write into that folder, or start it with another.",
    )
