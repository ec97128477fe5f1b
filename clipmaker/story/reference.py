"""The reference of story.yaml as Markdown, from the same declarations that check it.

Imports pydantic: import this module only where the reference is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from clipmaker.door.checked import Written
from clipmaker.story.glossary import WrittenTerm
from clipmaker.story.spec import CardSpec, FieldKind, FieldSpec
from clipmaker.story.values import MAX_NUMBERS
from clipmaker.story.written import WrittenMusic, WrittenStory, WrittenVoiceOver
from clipmaker.story.written_card import (
    WrittenClip,
    WrittenEvent,
    WrittenMapPlace,
    WrittenNumber,
    WrittenPhoto,
)
from clipmaker.story.written_footage import WrittenFootage, WrittenWarning

_INTRODUCTION = """\
# story.yaml

<!-- Made by scripts/generate-docs from the declarations of the card kinds; do not edit. -->

A story is one clip's worth of news: cards and footage, in order. Every mistake in it is named
before anything is rendered, with its line and the nearest valid name.

```yaml
version: 1
date: 2025-01-13
shots:
  - kind: title
    kicker: Ukraine war
    text: Captured soldier says he wants to *stay in Ukraine*
  - kind: caption
    text: "He told his questioners: I want to live here."
    source: Office of the President of Ukraine
  - kind: footage
    file: interview.mp4
    credit: Office of the President of Ukraine
    in: "0:03"
    out: "0:21.500"
    language: ko
  - kind: end
    sources: [AFP, National Intelligence Service]
```

A whole clip takes a card or two more: `clipmaker plan` says how many seconds are missing.
"""

_SECTIONS = {
    "warning": "[warning](#warning)",
    "music": "[music](#music)",
    "voice_over": "[voice-over](#voice-over)",
    "glossary": "list of [terms](#glossary)",
}
"""Where keys that hold keys of their own are described."""

_RULES = """\
## How things are written

- A text that holds a colon and a space, or that begins with one of `* & ! [ { " ' @ %`, stands in
  quotes. So does one with ` #` in it: what follows would be a comment.
- `*Words between asterisks*` are highlighted where the table says so; elsewhere an asterisk is an
  asterisk. Nothing else in a text means anything but itself.
- Typed apostrophes (`Seoul's`) are set as curved ones, and in English quotation marks, too.
- Line ends and runs of spaces in a text count as one space; lines are broken by the program.
- Times are `m:ss`, `m:ss.mmm` or `h:mm:ss`, in quotes.
- `true` and `false` are the only truth values; `no` and `yes` are words.
- Files lie in the story's folder, or under a folder given with `--media-root`. Links are followed
  before that is checked.
- Shares of a picture run from 0 (left, top) to 1 (right, bottom).
"""


def story_reference(specs: Mapping[str, CardSpec]) -> str:
    """Return the reference of a story with those card kinds, as Markdown."""
    parts = [
        _INTRODUCTION,
        _section("The story", "", _model_rows(WrittenStory)),
        *(_card_section(spec) for spec in specs.values() if not spec.placed),
        _section(
            "kind: footage",
            "A span of somebody's video, with its own sound, or a still picture. It keeps its own "
            "length. What files are accepted: [media](media.md).",
            _model_rows(WrittenFootage),
        ),
        _section(
            "Warning",
            "The keys of `warning` in footage: a calm full-screen card right before it. Footage "
            "with a warning is never the cover.",
            _model_rows(WrittenWarning),
        ),
        _section(
            "Music",
            "The keys of `music`: a recording in place of the brand's bed, brought to the level of "
            "a bed and ducked like it. Stings stay the brand's. Its credit "
            "is shown on the end card.",
            _model_rows(WrittenMusic),
        ),
        _section(
            "Voice-over",
            "The keys of `voice_over`: a recorded voice over the whole clip, which lowers music "
            "and footage while it speaks.",
            _model_rows(WrittenVoiceOver),
        ),
        _section(
            "Glossary",
            "The keys of each term in `glossary`, and in the newsroom's `glossary.yaml` "
            "([subtitles](subtitles.md#glossary)).",
            _model_rows(WrittenTerm),
        ),
        _section("Numbers", "The keys of each number on a card.", _model_rows(WrittenNumber)),
        _section("Events", "The keys of each event on a card.", _model_rows(WrittenEvent)),
        _section("Places", "The keys of each place on a map.", _model_rows(WrittenMapPlace)),
        _section("Photos", "The keys of a photo inside a card.", _model_rows(WrittenPhoto)),
        _section(
            "Clips",
            "The keys of a clip behind a card.",
            _model_rows(WrittenClip),
        ),
        _RULES,
    ]
    return "\n".join(parts)


def _card_section(spec: CardSpec) -> str:
    """Return the section of one card kind."""
    last = " It may only stand last." if spec.only_last else ""
    about = f"{spec.help}{last} It stays for {spec.shortest_s:g} to {spec.longest_s:g} seconds."
    return _section(f"kind: {spec.kind}", about, map(_field_row, spec.fields))


def _section(title: str, about: str, rows: Iterable[str]) -> str:
    """Return a heading, a sentence and a table."""
    return "\n".join(
        [
            f"## {title}",
            *(["", about] if about else []),
            "",
            "| key | write | required | meaning |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _row(key: str, write: str, required: bool, meaning: str) -> str:
    cells = (f"`{key}`", write, "yes" if required else "", meaning)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _field_row(field: FieldSpec) -> str:
    """Return the row of a card's field."""
    holds = {
        FieldKind.TEXT: "text, `*emphasis*`" if field.emphasis else "text",
        FieldKind.TEXTS: f"`[text, text]`{f', at most {field.most}' if field.most else ''}",
        FieldKind.PHOTO: "[photo](#photos)",
        FieldKind.CLIP: "[clip](#clips)",
        FieldKind.NUMBERS: f"1 to {field.most or MAX_NUMBERS} [numbers](#numbers)",
        FieldKind.WHOLE: "a [number](#numbers), or `none`",
        FieldKind.TABLE: "`votes.csv`",
        FieldKind.EVENTS: f"1 to {field.most} [events](#events)",
        FieldKind.PLACES: f"1 to {field.most} [places](#places)",
        FieldKind.CHOICE: ", ".join(f"`{word}`" for word in field.choices),
    }
    return _row(field.name, holds[field.kind], field.required, field.help)


def _model_rows(model: type[Written]) -> list[str]:
    """Return the rows of a model's keys; ``kind`` is in the heading."""
    return [
        _row(
            info.alias or name,
            _example(info.examples[0]) if info.examples else _SECTIONS.get(name, "list"),
            info.is_required(),
            info.description or "",
        )
        for name, info in model.model_fields.items()
        if name != "kind"
    ]


def _example(value: object) -> str:
    """Return an example as it is written in YAML."""
    plain = isinstance(value, str) and ":" not in value
    return f"`{value if plain else json.dumps(value, ensure_ascii=False)}`"
