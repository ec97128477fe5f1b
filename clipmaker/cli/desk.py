"""``clipmaker desk``."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING

import click

from clipmaker.cli.log_options import log_options
from clipmaker.cli.options import FILE, clips_option, engine_options, source_options
from clipmaker.cli.say import say
from clipmaker.errors import MissingToolError
from clipmaker.extras import install_line

if TYPE_CHECKING:
    from clipmaker.make.gather import Surroundings
    from clipmaker.make.hearing import Hearing

_NEEDED = ("starlette", "uvicorn", "jinja2")


@click.command(
    epilog="Example: clipmaker desk stories --output output --open",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("stories", type=FILE, nargs=-1, metavar="[STORIES]...")
@clips_option("Folder of finished clips.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8460,
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--token",
    envvar="CLIPMAKER_DESK_TOKEN",
    default="",
    help="What a browser must bring along; made up anew each time when others than this machine "
    "can reach the desk.",
)
@click.option(
    "--reached-as",
    "names",
    metavar="NAME",
    multiple=True,
    help="A host name under which browsers reach the desk; may be given several times.",
)
@click.option(
    "--bulletin",
    "bulletins",
    type=FILE,
    metavar="PATH",
    multiple=True,
    help="A bulletin file, or a folder of them, whose holds and embargoes count, besides those "
    "that lie around the stories; may be given several times.",
)
@click.option(
    "--staff",
    type=FILE,
    metavar="FILE",
    help="Who works here: people sign in with name and password; see “clipmaker staff”.",
)
@click.option(
    "--signed-on-by",
    metavar="HEADER",
    default="",
    help="Header in which a proxy on this machine names who has signed in to the newsroom's own "
    "sign-on, as in X-Remote-User; with --staff, which says what each may do.",
)
@click.option(
    "--notify",
    metavar="COMMAND",
    default="",
    help="Run this command with what was said, sent back or published on its standard input.",
)
@click.option("--as", "who", metavar="NAME", default="", help="The name an editor starts with.")
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@source_options
@engine_options
@log_options(
    kept_as="desk.log", verbose="Show on the error stream what the log is told.", shown=True
)
def command(
    stories: tuple[Path, ...],
    output: Path,
    host: str,
    port: int,
    token: str,
    names: tuple[str, ...],
    bulletins: tuple[Path, ...],
    staff: Path | None,
    signed_on_by: str,
    notify: str,
    who: str,
    opens: bool,
    surroundings: Surroundings,
    hearing: Hearing,
    verbose: bool,
) -> None:
    """Open the desk: a local page to watch, correct and approve clips.

    STORIES are story files, or folders in which each story.yaml is found; the current folder
    without any. The desk listens on this machine only unless --host says otherwise, and then asks
    for a token, which is part of the address that is printed, or with --staff for a name and a
    password.
    """
    del verbose
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise MissingToolError(
            f"the desk needs {', '.join(missing)}, which are not installed",
            remedy=f"Install them with: {install_line(['desk'])}",
        )

    from clipmaker.desk.server import serve
    from clipmaker.desk.settings import LOOPBACK, DeskSettings
    from clipmaker.profile.load import load_delivery, load_subtitles
    from clipmaker.tools.player import open_address

    _refuse_places(stories, bulletins)
    # A mistake that every page would show is told before there is any.
    load_delivery(surroundings.profile)
    load_subtitles(surroundings.subtitles)
    _refuse_people(staff, who, signed_on_by, alone=host in LOOPBACK)
    if host not in LOOPBACK and not token and staff is None:
        token = token_urlsafe(24)

    def ready(address: str) -> None:
        say(f"The desk is at {address}\nStop it with Ctrl-C.")
        if opens and (reason := open_address(address)):
            say(f"note: the browser was not opened: {reason}", err=True)

    serve(
        DeskSettings(
            output=output.absolute(),
            stories=tuple(place.absolute() for place in stories) or (Path.cwd(),),
            surroundings=surroundings,
            hearing=hearing,
            who=who.strip(),
            host=host,
            port=port,
            token=token,
            staff=staff.absolute() if staff else None,
            signed_on_by=signed_on_by,
            notify=notify,
            bulletins=tuple(place.absolute() for place in bulletins),
            names=tuple(name.lower() for name in names),
        ),
        ready,
    )


def _refuse_places(stories: tuple[Path, ...], bulletins: tuple[Path, ...]) -> None:
    """Refuse stories and bulletins that are not there."""
    for place in stories:
        if not place.exists():
            raise click.BadParameter(f"there is no {place}", param_hint="STORIES")
        if place.is_file() and place.suffix not in (".yaml", ".yml"):
            raise click.BadParameter(
                f"{place} is neither a story file nor a folder", param_hint="STORIES"
            )
    for place in bulletins:
        if not place.exists():
            raise click.BadParameter(f"there is no {place}", param_hint="--bulletin")


def _refuse_people(staff: Path | None, who: str, signed_on_by: str, *, alone: bool) -> None:
    """Refuse what is said about people where it does not go together.

    Args:
        staff: file of those who work here, None for none.
        who: name that an editor starts with, "" for none.
        signed_on_by: header of a proxy, "" for none.
        alone: whether only this machine reaches the desk.
    """
    from clipmaker.desk.staff import load_staff

    if staff is not None:
        if who:
            raise click.BadParameter("with --staff people sign in", param_hint="--as")
        if not load_staff(staff):
            message = "nobody stands in it, so nobody could sign in"
            raise click.BadParameter(message, param_hint="--staff")
    if signed_on_by and (staff is None or not alone):
        message = "needs --staff, and a desk that only a proxy on this machine reaches: no --host"
        raise click.BadParameter(message, param_hint="--signed-on-by")
