"""``clipmaker brands``."""

from __future__ import annotations

from pathlib import Path

import click

from clipmaker.cli.say import say, say_json


@click.command(
    epilog="Example: clipmaker brands --beside stories/captured-soldier",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--beside",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    help="A story's folder, whose own brands count too; the current folder without it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def command(beside: Path, as_json: bool) -> None:
    """List the brands that a story can use, and where each was found.

    A brand is a folder “brands/NAME” with a brand.toml: beside the story, in your configuration
    folder, or in Clipmaker itself.
    """
    from clipmaker.brand.load import list_brands, load_brand
    from clipmaker.cli.files import short
    from clipmaker.errors import InputError

    rows = []
    for name in list_brands(beside):
        try:
            brand = load_brand(name, story_dir=beside)
            rows.append({"name": name, "title": brand.title, "file": str(brand.file)})
        except InputError as error:
            problem = error.problems[0]
            mistake = f"cannot be used: {problem.message}"
            rows.append({"name": name, "title": "", "file": str(problem.file), "mistake": mistake})
    if as_json:
        say_json(rows)
        return
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        told = row["title"] or row["mistake"]
        say(f"{row['name']:<{width}}  {told}  ({short(Path(row['file']))})")
