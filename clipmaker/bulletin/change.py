"""Changing a bulletin's file as people do: its order, holds; every other line stays as it is."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clipmaker.bulletin.load import load_bulletin
from clipmaker.bulletin.model import Bulletin
from clipmaker.bulletin.moment import parse_moment
from clipmaker.door.blocks import ListBlocks, cut_list
from clipmaker.door.words import tidy
from clipmaker.errors import ClipmakerError, DiskError, ReviewError
from clipmaker.machine.writing import one_at_a_time, whole

_BY_HAND = "Change it in the file, with any text editor: the desk follows."
_MOMENTS = ("deadline", "not_before")
_ITEM = re.compile(r"(?P<dash>\s*-\s+)[\w\"']")


@dataclass(frozen=True, kw_only=True)
class ReadBulletin:
    """A bulletin file as it was read.

    Attributes:
        bulletin: what it says.
        base: digest of its bytes; who changes it tells what they have seen.
    """

    bulletin: Bulletin
    base: str


def read_bulletin(file: Path) -> ReadBulletin:
    """Read a bulletin's file.

    Raises:
        InputError: nothing can be made of it.
    """
    return ReadBulletin(bulletin=load_bulletin(file), base=_digest(file))


def moved(file: Path, base: str, place: int, to: int) -> None:
    """Put a story of a bulletin in another place; comments right above it go with it.

    Args:
        file: the bulletin's file.
        base: digest of the file that was seen.
        place: place of the story, 0-based.
        to: its new place.

    Raises:
        ReviewError: the file is another one now, there is no such place, or its stories are
            written in a way that only people can change.
    """

    def change(blocks: list[list[str]]) -> None:
        blocks.insert(to, blocks.pop(place))

    def expected(names: list[str]) -> list[str]:
        names.insert(to, names.pop(place))
        return names

    _changed(file, base, (place, to), change, expected)


def held(file: Path, base: str, index: int, reason: str) -> None:
    """Hold a story of a bulletin, or release it.

    Args:
        file: the bulletin's file.
        base: digest of the file that was seen.
        index: place of the story, 0-based.
        reason: who or what holds it; "" releases it.

    Raises:
        ReviewError: as for `moved`, or the reason cannot be shown.
    """
    try:
        reason = tidy(reason) if reason.strip() else ""
    except ValueError as error:
        raise ReviewError("this reason cannot be shown: write it again") from error

    def change(blocks: list[list[str]]) -> None:
        blocks[index] = _with_key(blocks[index], "hold", reason)

    def expected(names: list[str]) -> list[str]:
        return names

    _changed(file, base, (index,), change, expected)
    # What was written is what is read: a hold that is lost would let a story out.
    if load_bulletin(file).items[index].hold != reason:
        raise ReviewError("the hold was not written as it was meant", remedy=_BY_HAND)


def timed(file: Path, base: str, index: int, key: str, moment: str) -> None:
    """Give a story of a bulletin another deadline or embargo, or none.

    Args:
        file: the bulletin's file.
        base: digest of the file that was seen.
        index: place of the story, 0-based.
        key: ``deadline`` or ``not_before``.
        moment: day, time and offset from UTC, as in ``2025-01-13T06:30+01:00``; "" for none.

    Raises:
        ReviewError: as for `moved`, or it is no moment.
    """
    if key not in _MOMENTS:
        raise ReviewError("a story has a deadline and an embargo, and no other time")
    try:
        wanted = parse_moment(moment) if moment else None
    except ValueError as error:
        raise ReviewError(str(error)) from error

    def change(blocks: list[list[str]]) -> None:
        blocks[index] = _with_key(blocks[index], key, moment)

    def expected(names: list[str]) -> list[str]:
        return names

    _changed(file, base, (index,), change, expected)
    if getattr(load_bulletin(file).items[index], key) != wanted:
        raise ReviewError("the time was not written as it was meant", remedy=_BY_HAND)


def _changed(
    file: Path,
    base: str,
    places: Sequence[int],
    change: Callable[[list[list[str]]], None],
    expected: Callable[[list[str]], list[str]],
) -> None:
    with one_at_a_time(file.parent):
        if _digest(file) != base:
            raise ReviewError(
                f"{file.name} was changed elsewhere meanwhile; nothing was saved",
                remedy="Look at it as it is now, then change it.",
            )
        before = load_bulletin(file)
        if not all(0 <= place < len(before.items) for place in places):
            raise ReviewError(f"{file.name} has no such story any more")
        text = file.read_bytes().decode("utf-8-sig")
        there = _cut(text, [item.line for item in before.items])
        blocks = [list(item) for item in there.items]
        change(blocks)
        fresh = replace(there, items=tuple(map(tuple, blocks))).text()
        names = expected([item.name for item in before.items])
        try:
            with whole(file) as new:
                new.write_text(fresh, encoding="utf-8", newline="")
                new.chmod(file.stat().st_mode & 0o777)
                if [item.name for item in load_bulletin(new).items] != names:
                    raise ReviewError(f"{file.name} cannot be changed here", remedy=_BY_HAND)
        except OSError as error:
            raise DiskError(f"{file}: it could not be saved: {error.strerror}") from error
        except ReviewError:
            raise
        except ClipmakerError as error:
            raise ReviewError(f"{file.name} cannot be changed here", remedy=_BY_HAND) from error


def _cut(text: str, lines: Sequence[int]) -> ListBlocks:
    """Return a bulletin cut at its stories."""
    blocks = cut_list(text, [line - 1 for line in lines])
    if blocks is None or not all(any(map(_ITEM.match, item)) for item in blocks.items):
        raise ReviewError("its stories do not stand each in lines of their own", remedy=_BY_HAND)
    return blocks


def _with_key(block: Sequence[str], key: str, value: str) -> list[str]:
    """Return the lines of a story with another value of a key, "" for none."""
    at = next(i for i, line in enumerate(block) if _ITEM.match(line))
    match = _ITEM.match(block[at])
    assert match is not None
    written = re.compile(rf"[\"']?{key}[\"']?\s*:")
    if written.match(block[at][match.end("dash") :].lstrip()):
        raise ReviewError(f"its {key} is written before its story", remedy=_BY_HAND)
    column = match.end("dash")
    body = max(i for i, line in enumerate(block, 1) if line.strip())
    kept, skipping = [], False
    for i, line in enumerate(block[:body]):
        depth = len(line) - len(line.lstrip())
        if i > at and line.strip() and depth <= column:
            skipping = depth == column and written.match(line.lstrip()) is not None
        if not skipping:
            kept.append(line)
    if value:
        ending = "\r\n" if block[at].endswith("\r\n") else "\n"
        quoted = json.dumps(value, ensure_ascii=False)
        kept.insert(at + 1, f"{' ' * column}{key}: {quoted}{ending}")
    return [*kept, *block[body:]]


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise ReviewError(f"{file.name} cannot be read: {error.strerror}") from error
