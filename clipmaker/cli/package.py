"""``clipmaker package``."""

from __future__ import annotations

from pathlib import Path

import click

from clipmaker.cli.files import short
from clipmaker.cli.options import FILE
from clipmaker.cli.say import say
from clipmaker.errors import CheckError


@click.command(
    epilog="Example: clipmaker package output/2025-01-13/captured-soldier/v1 --for tiktok --for x",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("folder", type=FILE, metavar="FOLDER")
@click.option(
    "--for",
    "platforms",
    multiple=True,
    metavar="PLATFORM",
    help="A platform: facebook, reels, shorts, site, tiktok, x, or one of your own; may be given "
    "several times. All of them without it.",
)
def command(folder: Path, platforms: tuple[str, ...]) -> None:
    """Lay out what platforms take of a published clip, one folder each.

    The folder of a final goes in. Video, cover, subtitles, text and description come out in
    “packages” beside its versions, in each platform's counting and habits. Shape, length, size and
    loudness are checked. What does not fit a text is left out in whole sentences, and said. A
    platform that does not take the clip is named, and the others are made all the same.
    """
    from clipmaker.handover.package import load_platform, make_package, platform_names

    refused: list[CheckError] = []
    for platform in [load_platform(name) for name in platforms or platform_names()]:
        try:
            made = make_package(folder, platform)
        except CheckError as error:
            refused.append(error)
            continue
        say(f"{platform.title}: {short(made.folder)}")
        for text in made.left_out:
            say(f"  left out of the text: {text}")
    if refused:
        lines = [f"{one.message}. {one.remedy}".strip() for one in refused]
        raise CheckError("\n".join(lines))
