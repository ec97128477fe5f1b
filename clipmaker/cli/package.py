"""``clipmaker package``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipmaker.cli.files import short
from clipmaker.cli.options import FILE, clips_option, source_options
from clipmaker.cli.say import say
from clipmaker.errors import ClipmakerError, DiskError, together
from clipmaker.machine.stopping import StoppedError

if TYPE_CHECKING:
    from clipmaker.handover.package import Package
    from clipmaker.handover.versions import Remaking
    from clipmaker.make.gather import Surroundings
    from clipmaker.profile.platforms import PlatformProfile


@click.command(
    epilog="Example: clipmaker package story.yaml --for tiktok --for x",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("clip", type=FILE, metavar="STORY.YAML|FOLDER")
@click.option(
    "--for",
    "platforms",
    multiple=True,
    metavar="PLATFORM",
    help="A platform: facebook, reels, shorts, site, tiktok, x, or one of your own; may be given "
    "several times. Without it those that the story or its brand names, or else all.",
)
@clips_option("Folder of finished clips, for a story.", FILE)
@click.option("--as", "who", metavar="NAME", default="", help="Who signs off what is made for it.")
@source_options
def command(
    clip: Path, platforms: tuple[str, ...], output: Path, who: str, surroundings: Surroundings
) -> None:
    """Lay out what platforms take of a clip, one folder each.

    The folder of a final goes in, or a story that is approved, which is made first. Video, cover,
    subtitles, text and description come out in “packages” beside its versions, in each platform's
    counting and habits. A platform that takes another shape, a shorter clip or no music gets a
    version of its own, made from the same story, as long as that says what was approved. What does
    not fit a text is left out in whole sentences, and said. A platform that does not take the clip
    is named, and the others are made all the same.
    """
    from clipmaker.bulletin.holds import refuse_held, waits_for
    from clipmaker.cli.show import progress
    from clipmaker.handover.versions import Remaking, platforms_for, published_final
    from clipmaker.machine.moment import now
    from clipmaker.profile.platforms import load_platform
    from clipmaker.publish.sign_off import SignOff

    story = clip if clip.is_file() else None
    chosen = (surroundings.format, surroundings.length_s, surroundings.music, surroundings.brand)
    if story is None and any(chosen):
        raise click.UsageError(
            "--format, --length, --music and --brand are for a story: a published clip has its own"
        )
    wanted = [load_platform(name) for name in platforms]
    with progress(verbose=False) as on_event:
        remaking = Remaking(
            surroundings=surroundings,
            refuse=lambda story, output: refuse_held(waits_for(story, output)),
            sign_off=SignOff(who=who.strip(), when=now()) if who.strip() else None,
            on_event=on_event,
        )
        folder = published_final(story, output, remaking) if story else clip
        made, refused = _made(folder, wanted or platforms_for(folder, story, remaking), remaking)
    for one in made:
        say(f"{one.platform.title}: {short(one.folder)}")
        for text in one.left_out:
            say(f"  left out of the text: {text}")
    if refused:
        raise together(refused)


def _made(
    folder: Path, platforms: Sequence[PlatformProfile], remaking: Remaking
) -> tuple[list[Package], list[ClipmakerError]]:
    """Return the packages that could be made, and why others could not."""
    from clipmaker.handover.versions import package_for

    made: list[Package] = []
    refused: dict[str, ClipmakerError] = {}
    for platform in platforms:
        try:
            made.append(package_for(folder, platform, remaking))
        except (StoppedError, DiskError):
            raise
        except ClipmakerError as error:
            refused.setdefault(f"{error.message}{error.remedy}", error)
    return made, list(refused.values())
