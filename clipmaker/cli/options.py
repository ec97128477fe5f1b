"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import wraps
from pathlib import Path
from typing import Any

import click

from clipmaker.cli.log_options import log_options

_MODEL = "base"
Decorated = Callable[..., Any]
FILE: click.Path = click.Path(path_type=Path, readable=False)
"""What a command reads; whoever reads it says what is wrong with it, with the right exit code."""
FOLDER: click.Path = click.Path(path_type=Path, file_okay=False)
WRITTEN_FILE = click.Path(path_type=Path, dir_okay=False)


def ending(*endings: str) -> Callable[[click.Context, click.Parameter, Path | None], Path | None]:
    """Return a callback that refuses a file to write whose name promises something else."""

    def check(_context: click.Context, _option: click.Parameter, file: Path | None) -> Path | None:
        if file is not None and file.suffix.lower() not in endings:
            raise click.BadParameter(f"“{file}” does not end in {' or '.join(endings)}")
        return file

    return check


def moment(_context: click.Context, _option: click.Parameter, value: str) -> Fraction:
    """Return the seconds of a time in a clip: ``12.5``, or ``0:12.5``."""
    from clipmaker.door.clock import parse_clock

    try:
        if ":" in value:
            return Fraction(parse_clock(value), 1000)
        if re.fullmatch(r"[0-9]+(\.[0-9]*)?", value):
            return Fraction(value)
    except ValueError:
        pass
    raise click.BadParameter(f"“{value}” is not a time such as 12.5 or 0:12.5")


def story_argument(command: Decorated) -> Decorated:
    """Add the story file."""
    return click.argument("story", type=FILE, metavar="STORY.YAML")(command)


def clips_option(meaning: str, kind: click.Path = FOLDER) -> Callable[[Decorated], Decorated]:
    """Return what adds the folder of finished clips.

    Args:
        meaning: what a command does with that folder, for its help.
        kind: `FILE` where publishing itself says what is wrong with the folder.
    """
    return click.option(
        "-o", "--output", type=kind, default=Path("output"), show_default=True, help=meaning
    )


def _goal(_context: click.Context, _option: click.Parameter, value: bool | None) -> str:
    """Return a `clipmaker.make.clip.Goal` by its value."""
    return {None: "auto", True: "final", False: "draft"}[value]


def goal_option(command: Decorated) -> Decorated:
    """Add whether clips are to be final or drafts; the command gets it as ``goal``."""
    return click.option(
        "--final/--draft",
        "goal",
        callback=_goal,
        default=None,
        help="Insist on final clips, or on drafts. Without either, a clip is final once every "
        "subtitle is approved.",
    )(command)


def footage_option(command: Decorated) -> Decorated:
    """Add the choice of one footage file."""
    return click.option(
        "--footage",
        metavar="FILE",
        default="",
        help="File name of the footage; needed only when the story has several.",
    )(command)


def encoding_option(command: Decorated) -> Decorated:
    """Add the encoding of another program's text file."""
    return click.option(
        "--encoding",
        metavar="NAME",
        default="",
        help="Encoding of a file that is not UTF-8 and does not say what it is, as in cp1252.",
    )(command)


def _format(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse an unknown shape at once."""
    if not value:
        return ""
    from clipmaker.profile.formats import check_format

    return check_format(value)


_SHAPE = click.option(
    "--format",
    callback=_format,
    default="",
    metavar="SHAPE",
    help="Make it in this shape instead of the profile's own, laid out for itself: 9:16, 4:5, "
    "1:1 or 16:9.",
)


def _seconds(_context: click.Context, _option: click.Parameter, value: str) -> int:
    """Return a length in whole seconds, 0 where none was given."""
    if value and not re.fullmatch(r"[1-9][0-9]{0,3}", value):
        raise click.BadParameter(f"“{value}” is not a number of whole seconds such as 59")
    return int(value or 0)


_SOURCES = (
    click.option(
        "--media-root",
        "media_roots",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        multiple=True,
        help="A further folder that media may lie in; may be given several times.",
    ),
    click.option(
        "--profile",
        default="news-60",
        show_default=True,
        help="Delivery profile: size, length, encoder, loudness. A name, or a TOML file.",
    ),
    _SHAPE,
    click.option(
        "--subtitle-profile",
        "subtitles",
        default="house",
        show_default=True,
        help="Subtitle profile: reading speed, lines, gaps. A name, or a TOML file.",
    ),
    click.option("--brand", default="", help="Use this brand instead of the story's."),
    click.option(
        "--length",
        "length_s",
        callback=_seconds,
        default="",
        metavar="SECONDS",
        help="Make it last so long instead of as long as the profile says: a clip of its own.",
    ),
    click.option(
        "--music",
        type=click.Choice(("", "none")),
        default="",
        metavar="none",
        help="none: without music and stings, whatever the story says: a clip of its own.",
    ),
)


def source_options(command: Decorated) -> Decorated:
    """Add options about files and named data; the command gets them as ``surroundings``."""
    return _as_one_value(command, _SOURCES, surroundings)


def shapeless_source_options(command: Decorated) -> Decorated:
    """Add the same without a clip's shape, to a command whose ``--format`` is a file's."""
    return _as_one_value(command, [one for one in _SOURCES if one is not _SHAPE], surroundings)


def surroundings(**given: Any) -> Any:
    """Return what a story is made with, from these options."""
    from clipmaker.make.gather import Surroundings

    return Surroundings(**given)


def _as_one_value(
    command: Decorated, options: Sequence[Callable[[Decorated], Decorated]], value: Decorated
) -> Decorated:
    """Return a command that takes options and hands them on as one value, named as its maker."""

    @wraps(command)
    def called(**given: Any) -> Any:
        own = {name: given.pop(name) for name in names}
        return command(**given, **{value.__name__: value(**own)})

    before = len(getattr(command, "__click_params__", ()))
    for option in reversed(options):
        option(called)
    names = [one.name for one in called.__dict__["__click_params__"][before:]]
    return called


def _engine(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse an unknown engine at once, also where nothing is left to be heard."""
    from clipmaker.speech.engine import check_engine

    check_engine(value)
    return value


def _model(context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse a model that is not there at once, also where nothing is left to be heard."""
    if value != _MODEL:
        from clipmaker.speech.engine import Task, engine_module

        # English in, English out: what a model has to be able to do is told where it is used.
        engine_module(context.params["engine"]).resolve_model(
            value, task=Task(language="en", audience="en")
        )
    return value


_DEVICES = ("cpu", "auto", "cuda")
"""As in `clipmaker.speech.device`, which a test compares: help imports nothing."""


def _device(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse a graphics card that is not there at once, also where nothing is left to be heard."""
    if value == "cuda":
        from clipmaker.speech.device import device_for

        device_for(value)
    return value


_EARS = (
    click.option(
        "--engine",
        callback=_engine,
        is_eager=True,
        default="faster-whisper",
        show_default=True,
        help="Speech engine.",
    ),
    click.option(
        "--model",
        callback=_model,
        default=_MODEL,
        show_default=True,
        help="Whisper model: a name already on this machine, or a folder.",
    ),
    click.option(
        "--device",
        type=click.Choice(_DEVICES),
        callback=_device,
        default="cpu",
        show_default=True,
        help="Where the model runs: auto takes a graphics card where there is one.",
    ),
)
_AGAIN = click.option(
    "--again",
    is_flag=True,
    help="Hear the footage again; what people edited or approved stays.",
)


def engine_options(command: Decorated) -> Decorated:
    """Add the choice of a speech engine and its model; the command gets it as ``hearing``."""
    return _as_one_value(command, _EARS, hearing)


def hearing_options(command: Decorated) -> Decorated:
    """Add options about speech recognition; the command gets them as ``hearing``."""
    return _as_one_value(command, (*_EARS, _AGAIN), hearing)


def hearing(**given: Any) -> Any:
    """Return how speech is recognised, from these options."""
    from clipmaker.make.hearing import Hearing

    return Hearing(**given)


def output_options(command: Decorated) -> Decorated:
    """Add options about what is printed, and what is kept of what happened."""
    as_json = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
    return as_json(log_options()(command))
