"""The door for bulletins: a bulletin file, or a folder of stories, becomes a Bulletin.

A mistake in what is said about one story costs that story, never the others, and never lets it
out: an entry that cannot be read is not made. Imports pydantic and ruamel.yaml.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from clipmaker.bulletin.model import Bulletin, BulletinItem
from clipmaker.bulletin.moment import parse_zone
from clipmaker.bulletin.written import MAX_STORIES, Around, WrittenBulletin, WrittenItem
from clipmaker.door.checked import check
from clipmaker.door.document import Document, refuse
from clipmaker.door.yaml import read_yaml
from clipmaker.errors import InputError, Problem

FILE, STORY = "bulletin.yaml", "story.yaml"
_OF_ITEM = re.compile(r"stories\[(\d+)\]")


def load_bulletin(path: Path) -> Bulletin:
    """Read a bulletin.

    Args:
        path: a bulletin file; a folder with a ``bulletin.yaml``; or a folder of stories, each
            in a folder of its own with a ``story.yaml``, taken by name.

    Raises:
        InputError: it is missing, or nothing can be made of it; every mistake is listed by line.
    """
    if path.is_dir():
        file = path / FILE
        return _from_file(file) if file.is_file() else _from_folder(path)
    return _from_file(path)


def _from_folder(folder: Path) -> Bulletin:
    stories = sorted(folder.glob(f"*/{STORY}"), key=_as_counted)
    if not stories:
        message = f"this folder holds neither a {FILE} nor folders with a {STORY}"
        raise InputError([Problem(file=folder, message=message)])
    items = [BulletinItem(story=file.resolve(), name=file.parent.name) for file in stories]
    if len(items) > MAX_STORIES:
        message = f"{len(items)} stories are more than the {MAX_STORIES} allowed"
        raise InputError([Problem(file=folder, message=message)])
    source = folder.resolve()
    return Bulletin(source=source, name=source.name, date=None, items=tuple(items))


def _as_counted(story: Path) -> list[tuple[int, str]]:
    """Return a key by which story-2 comes before story-10."""
    parts = re.split(r"(\d+)", story.parent.name)
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def _from_file(file: Path) -> Bulletin:
    document = read_yaml(file)
    around = Around(folder=file.resolve().parent, zone=_zone(document))
    written, problems = check(document, WrittenBulletin, context=around)
    by_item: dict[int, list[Problem]] = defaultdict(list)
    others = []
    for problem in problems:
        match = _OF_ITEM.match(problem.field)
        if match:
            by_item[int(match[1])].append(problem)
        else:
            others.append(problem)
    if others:
        raise refuse(problems)
    assert isinstance(document.data, dict)
    count = len(document.data["stories"])
    if count > MAX_STORIES:
        message = f"expected 1 to {MAX_STORIES} stories, found {count}"
        raise refuse([Problem(file=file, field="stories", message=message)])
    if written is None:
        written = _without(document, by_item, around)
        if written is None:
            raise refuse(problems)
    good = iter(written.stories)
    items = [
        _broken(document, i, by_item[i]) if i in by_item else _item(document, i, next(good))
        for i in range(count)
    ]
    source = file.resolve()
    named = source.parent.name if source.name == FILE else source.stem
    return Bulletin(source=source, name=named, date=written.date, items=_told_apart(items, file))


def _without(
    document: Document, broken: dict[int, list[Problem]], around: Around
) -> WrittenBulletin | None:
    """Return the bulletin without the entries that hold mistakes."""
    assert isinstance(document.data, dict)
    stories = [one for i, one in enumerate(document.data["stories"]) if i not in broken]
    rest = replace(document, data={**document.data, "stories": stories}, problems=())
    written, _ = check(rest, WrittenBulletin, context=around)
    return written


def _zone(document: Document) -> ZoneInfo | None:
    """Return the bulletin's own zone, None where it is missing or wrong, which is told later."""
    data = document.data
    name = data.get("time_zone") if isinstance(data, dict) else None
    try:
        return parse_zone(name) if isinstance(name, str) else None
    except ValueError:
        return None


def _item(document: Document, i: int, written: WrittenItem) -> BulletinItem:
    return BulletinItem(
        story=written.story,
        name=_name(document, i),
        line=document.line_of(("stories", i)),
        brand=written.brand,
        not_before=written.not_before,
        hold=written.hold,
        priority=written.priority,
        deadline=written.deadline,
    )


def _broken(document: Document, i: int, problems: Sequence[Problem]) -> BulletinItem:
    """Return an entry that holds mistakes: it has a name and is never made."""
    name = _name(document, i)
    return BulletinItem(
        story=(document.file.resolve().parent / name),
        name=name,
        line=document.line_of(("stories", i)),
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
    )


def _name(document: Document, i: int) -> str:
    assert isinstance(document.data, dict)
    entry = document.data["stories"][i]
    said = entry.get("story") if isinstance(entry, dict) else None
    if not isinstance(said, str) or not said.strip():
        return f"story {i + 1}"
    return said.removesuffix(f"/{STORY}")


def _told_apart(items: Sequence[BulletinItem], file: Path) -> tuple[BulletinItem, ...]:
    """Refuse a story that is written twice: both would publish into one folder."""
    first: dict[Path, BulletinItem] = {}
    found = []
    for item in items:
        before = first.setdefault(item.story, item)
        if before is not item:
            message = f"“{item.name}” is in the bulletin already, in line {before.line}"
            item = replace(item, problems=(Problem(file=file, line=item.line, message=message),))
        found.append(item)
    return tuple(found)
