"""``clipmaker plan``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipmaker.cli.options import source_options, story_argument
from clipmaker.cli.say import say, say_json, terminal

if TYPE_CHECKING:
    from rich.console import JustifyMethod

    from clipmaker.make.decide import Decided
    from clipmaker.make.gather import Surroundings
    from clipmaker.timeline.model import Shot

_NARROWEST = 60


@click.command(
    epilog="Example: clipmaker plan story.yaml --json",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@source_options
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
def command(
    story: Path,
    surroundings: Surroundings,
    as_json: bool,
) -> None:
    """Show how a story fills its sixty seconds, without rendering or hearing anything."""
    from clipmaker.make.decide import decide, try_words

    sources = surroundings.of(story)
    decided = decide(sources, None)
    try_words(decided)
    if as_json:
        say_json(_as_data(decided))
    else:
        _print_table(decided)


def _as_data(decided: Decided) -> dict[str, Any]:
    timeline = decided.timeline
    return {
        "slug": decided.gathered.story.slug,
        "profile": decided.gathered.profile.name,
        "rate": str(timeline.rate),
        "frames": timeline.frames,
        "draft": timeline.draft,
        "cover_frame": timeline.cover_frame,
        "notes": list(decided.gathered.notes),
        "shots": [
            {
                "number": shot.index + 1,
                "kind": _kind(shot),
                "start_frame": shot.start_frame,
                "frames": shot.frames,
                "start_s": float(shot.start_frame / timeline.rate),
                "text": _text(shot),
                "cues": [
                    {
                        "id": cue.id,
                        "start_frame": cue.start_frame,
                        "end_frame": cue.end_frame,
                        "lines": list(cue.lines),
                        "approved": cue.approved,
                    }
                    for cue in shot.cues
                ],
            }
            for shot in timeline.shots
        ],
        "segments": [
            {"key": s.key, "what": s.name, "start_frame": s.start_frame, "frames": s.frames}
            for s in decided.plan.segments
        ],
    }


def _print_table(decided: Decided) -> None:
    from rich.table import Table
    from rich.text import Text

    from clipmaker.timeline.order import is_warning

    timeline = decided.timeline
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    columns: tuple[tuple[str, JustifyMethod], ...] = (
        ("shot", "right"),
        ("kind", "left"),
        ("from", "right"),
        ("seconds", "right"),
        ("frames", "right"),
    )
    for name, side in columns:
        table.add_column(name, justify=side, no_wrap=True)
    table.add_column("text", overflow="ellipsis", no_wrap=True, ratio=1)
    for shot in timeline.shots:
        table.add_row(
            "" if is_warning(shot.item) else str(shot.index + 1),
            _kind(shot),
            _seconds(shot.start_frame / timeline.rate),
            _seconds(shot.frames / timeline.rate),
            str(shot.frames),
            Text(_text(shot)),
        )
    console = terminal()
    # Narrower than that no number can be read: let the terminal wrap it.
    console.width = max(console.width, _NARROWEST)
    console.print(table)
    total = _seconds(timeline.frames / timeline.rate)
    state = "; a draft: not every subtitle is approved" if timeline.draft else ""
    say(f"{total} s, {timeline.frames} frames{state}")
    for note in decided.gathered.notes:
        say(f"note: {note}")


def _seconds(value: Any) -> str:
    return f"{float(value):.2f}"


def _kind(shot: Shot) -> str:
    from clipmaker.story.model import Card

    return shot.item.kind if isinstance(shot.item, Card) else "footage"


def _text(shot: Shot) -> str:
    """Return the words that tell a shot from others."""
    from clipmaker.story.model import Card
    from clipmaker.text.markup import plain_text

    if isinstance(shot.item, Card):
        texts = [v for v in shot.item.fields.values() if isinstance(v, str)]
        return plain_text(shot.item.text("text") if "text" in shot.item.fields else "".join(texts))
    count = len(shot.cues)
    return f"{shot.item.file.name}, {count} cue{'' if count == 1 else 's'}"
