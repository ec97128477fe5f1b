"""``clipmaker schema``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from clipmaker.cli.options import WRITTEN_FILE
from clipmaker.cli.say import say


@click.command(
    epilog="Example: clipmaker schema --output story.schema.json",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("-o", "--output", type=WRITTEN_FILE, help="A file to write; printed without it.")
def command(output: Path | None) -> None:
    """Print the JSON Schema of story files, for editors that complete and check while you type.

    An editor with the YAML language server finds it by a story's first line:
    “# yaml-language-server: $schema=story.schema.json”.
    """
    from clipmaker.cards.registry import specs
    from clipmaker.cli.files import short, write_file
    from clipmaker.story.schema import story_schema

    text = json.dumps(story_schema(specs()), indent=2, ensure_ascii=False) + "\n"
    if output is None or str(output) == "-":
        say(text, nl=False)
    else:
        write_file(output, text.encode())
        say(f"schema: {short(output)}")
