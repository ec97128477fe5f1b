"""``clipmaker check``."""

from __future__ import annotations

from pathlib import Path

import click

from clipmaker.cli.listed import say_first
from clipmaker.cli.options import FILE, encoding_option
from clipmaker.cli.say import say, say_json
from clipmaker.errors import ExitCode


@click.command(
    epilog="Example: clipmaker check output/2025-01-13/captured-soldier/v1/captured-soldier.mp4",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("file", type=FILE, metavar="FILE")
@click.option(
    "--profile",
    metavar="NAME",
    default="",
    help="Delivery profile for a video, news-60 without it; subtitle profile for subtitles, house "
    "without it.",
)
@encoding_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def command(ctx: click.Context, file: Path, profile: str, encoding: str, as_json: bool) -> None:
    """Measure a finished MP4 against a delivery profile, or judge a subtitle file.

    Exits with 7 when a rule is broken. What only the maker of a video can know, such as where
    its texts stand, is answered with “?”. Anybody's subtitles (SRT, WebVTT, ASS, TTML, Whisper's
    JSON) are judged by a subtitle profile: house, bbc-vertical or netflix.
    """
    from clipmaker.exchange.read import is_subtitles

    if is_subtitles(file):
        passed = _check_subtitles(file, profile or "house", encoding, as_json=as_json)
    else:
        passed = _check_video(file, profile or "news-60", as_json=as_json)
    if not passed:
        ctx.exit(ExitCode.CHECK)


def _check_video(file: Path, profile: str, *, as_json: bool) -> bool:
    from clipmaker.check.clip import check_file
    from clipmaker.check.report import as_data, as_lines
    from clipmaker.profile.load import load_delivery

    report = check_file(file, load_delivery(profile))
    if as_json:
        say_json(as_data(report))
    else:
        say("\n".join(as_lines(report)))
        verdict = _broken(len(report.failed))
        say(f"{file.name}: {verdict}, profile {report.profile} of {report.profile_dated}")
    return report.passed


def _check_subtitles(file: Path, profile: str, encoding: str, *, as_json: bool) -> bool:
    from clipmaker.check.subtitles import as_data, as_lines, check_subtitles
    from clipmaker.profile.load import load_subtitles

    found = check_subtitles(file, load_subtitles(profile), encoding)
    if as_json:
        say_json(as_data(found))
    else:
        say_first([f"note: {note}" for note in found.notes], "more notes", err=True)
        say("\n".join(as_lines(found)))
        verdict = _broken(len(found.failed))
        what = f"{found.count} subtitle{'' if found.count == 1 else 's'}"
        dated = f"profile {found.profile} of {found.profile_dated}"
        say(f"{file.name}: {what}, {verdict}, {dated}")
    return not found.failed


def _broken(count: int) -> str:
    return f"{count} rule{'' if count == 1 else 's'} broken" if count else "passed"
