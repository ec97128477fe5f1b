"""``clipmaker check``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from clipmaker.cli.options import FILE
from clipmaker.errors import ExitCode


@click.command(
    epilog="Example: clipmaker check output/2025-01-13/captured-soldier/v1/captured-soldier.mp4",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("file", type=FILE, metavar="FILE.MP4")
@click.option("--profile", default="news-60", show_default=True, help="Delivery profile.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def command(ctx: click.Context, file: Path, profile: str, as_json: bool) -> None:
    """Measure a finished MP4 against a delivery profile.

    Exits with 7 when a rule is broken. What only the maker of a file can know, such as where
    its texts stand, is answered with “?”.
    """
    from clipmaker.check.clip import check_file
    from clipmaker.check.report import as_data, as_lines
    from clipmaker.profile.load import load_delivery

    report = check_file(file, load_delivery(profile))
    if as_json:
        click.echo(json.dumps(as_data(report), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(as_lines(report)))
        verdict = "passed" if report.passed else f"{len(report.failed)} rules broken"
        click.echo(f"{file.name}: {verdict}, profile {report.profile} of {report.profile_dated}")
    if not report.passed:
        ctx.exit(ExitCode.CHECK)
