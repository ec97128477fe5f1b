"""``clipmaker brand``."""

from __future__ import annotations

from pathlib import Path

import click

from clipmaker.cli.say import say, say_json
from clipmaker.errors import ExitCode


@click.group(
    epilog="Example: clipmaker brand check news-60",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def command() -> None:
    """Look after a brand."""


@command.command(
    epilog="Example: clipmaker brand check news-60 --json",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("name")
@click.option(
    "--beside",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    help="A story's folder, whose own brands count too; the current folder without it.",
)
@click.option("--profile", default="news-60", show_default=True, help="Delivery profile.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def check(ctx: click.Context, name: str, beside: Path, profile: str, as_json: bool) -> None:
    """Measure a brand: contrast, glyphs, wordmark, sounds.

    Every card kind and everything that stands over footage is painted with it; what is judged is
    what a viewer would see. Exits with 7 when something fails. A script whose fonts are not
    installed is answered with “?”.
    """
    from clipmaker.brand.load import load_brand
    from clipmaker.check.brand import check_brand
    from clipmaker.check.report import as_data, as_lines
    from clipmaker.profile.load import load_delivery

    brand = load_brand(name, story_dir=beside)
    report = check_brand(brand, load_delivery(profile))
    if as_json:
        say_json({"brand": name, **as_data(report)})
    else:
        say("\n".join(as_lines(report)))
        verdict = "passed" if report.passed else f"{len(report.failed)} checks failed"
        say(f"{name}: {verdict}, profile {report.profile} of {report.profile_dated}")
    if not report.passed:
        ctx.exit(ExitCode.CHECK)
