"""A story as its page changes it: shots as they are written, what kinds there are, what lies by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clipmaker.brand.load import list_brands
from clipmaker.cards.registry import specs
from clipmaker.desk.desk import Desk
from clipmaker.desk.opened import OpenStory
from clipmaker.edit.cards import digest
from clipmaker.edit.media_file import media_beside, media_kind
from clipmaker.edit.story_file import story_text
from clipmaker.errors import ClipmakerError
from clipmaker.make.gather import Gathered
from clipmaker.make.one_shot import shot_look
from clipmaker.story.glossary import load_glossary
from clipmaker.story.spec import CardSpec, FieldSpec

KEY_LETTERS = 24


def story_facts(desk: Desk, file: Path, page: str) -> dict[str, Any]:
    """Return what a page needs to change a story.

    Raises:
        InputError: the file cannot be read as one that can be changed here.
    """
    base = digest(file)
    written = story_text(file)
    try:
        opened: OpenStory | None = desk.opened.open(file)
    except ClipmakerError:
        opened = None
    gathered = opened.gathered if opened else None
    undo, redo = desk.steps.last(page, file)
    return {
        "base": base,
        "top": {key: value for key, value in written.top.items() if key != "shots"},
        "shots": [
            {"values": shot, "picture": _key(gathered, place)}
            for place, shot in enumerate(written.shots)
        ],
        "media": media_facts(file.parent),
        "kinds": [_kind(spec) for spec in specs().values() if not spec.placed],
        "brands": list(list_brands(file.parent)),
        "speakers": _speakers(opened),
        "spelt": _spelt_elsewhere(opened),
        "undo": undo,
        "redo": redo,
    }


def media_facts(folder: Path) -> list[dict[str, str]]:
    """Return the footage and pictures that lie beside a story, with what each is."""
    found = ((file, media_kind(file)) for file in media_beside(folder))
    return [{"name": file.name, "kind": kind} for file, kind in found if kind]


def _speakers(opened: OpenStory | None) -> list[str]:
    """Return what the cue sheets call those who speak, each once."""
    cues = (cue for one in opened.sheets if one.sheet for cue in one.sheet.cues) if opened else ()
    return list(dict.fromkeys(cue.speaker for cue in cues if cue.speaker))


def _spelt_elsewhere(opened: OpenStory | None) -> list[str]:
    """Return the names that the newsroom's own glossaries spell, for every story."""
    if opened is None:
        return []
    story = opened.gathered.story
    own = {term.spelling.casefold() for term in story.glossary}
    try:
        every = load_glossary(story)
    except ClipmakerError:
        return []
    return [term.spelling for term in every if term.spelling.casefold() not in own]


def _key(gathered: Gathered | None, place: int) -> str:
    """Return what changes with a shot's picture, "" where there can be none."""
    if gathered is None or place >= len(gathered.story.shots):
        return ""
    try:
        return shot_look(gathered, place).key[:KEY_LETTERS]
    except ClipmakerError:
        return ""


def _kind(spec: CardSpec) -> dict[str, Any]:
    return {
        "kind": spec.kind,
        "help": spec.help,
        "last": spec.only_last,
        "fields": [_field(one) for one in spec.fields],
    }


def _field(spec: FieldSpec) -> dict[str, Any]:
    return {
        "name": spec.name,
        "kind": spec.kind.value,
        "help": spec.help,
        "required": spec.required,
        "most": spec.most,
        "choices": list(spec.choices),
    }
