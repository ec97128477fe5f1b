"""``clipmaker models``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from clipmaker.cli.group import DefaultGroup
from clipmaker.cli.say import say

if TYPE_CHECKING:
    from clipmaker.speech.shelf import Installed

_MB = 1_000_000


@click.group(
    cls=DefaultGroup,
    no_args_is_help=False,
    epilog="Example: clipmaker models",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def command() -> None:
    """List, verify and get speech models.

    “clipmaker models” is “clipmaker models list”. Whisper base is built in; models that
    openai-whisper or Hugging Face's library already keep on this machine are found. Only “get”
    downloads anything.
    """


@command.command(
    "list",
    epilog="Example: clipmaker models list --json",
    short_help="List the speech models on this machine.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def list_models(as_json: bool) -> None:
    """List the speech models on this machine.

    A model is named with --model, its engine with --engine.
    """
    from clipmaker.speech.shelf import installed

    models = installed()
    if as_json:
        say(json.dumps([_row(model) for model in models], indent=2, ensure_ascii=False))
        return
    names = max(len(model.name) for model in models)
    for model in models:
        say(
            f"{model.name:<{names}}  {model.engine:<14}  {model.size_bytes / _MB:>5.0f} MB  "
            f"{_abilities(model)} ({model.place})"
        )


@command.command(
    epilog="Example: clipmaker models verify base",
    short_help="Compare models with their checksums.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def verify(ctx: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """Compare the weights of models with their published checksums; all models without a name.

    “unknown” is a model that can be read, but for which nobody published a checksum. Exits with 6
    when a model is damaged.
    """
    from clipmaker.errors import ExitCode, SpeechError
    from clipmaker.speech.shelf import ShelfVerdict, installed
    from clipmaker.speech.shelf import verify as judge

    models = installed()
    here = dict.fromkeys(model.name for model in models)
    if missing := [name for name in names if name not in here]:
        raise SpeechError(
            f"the speech model “{missing[0]}” is not on this machine",
            remedy=f"On this machine: {', '.join(here)}.",
        )
    found = [(model, judge(model)) for model in models if not names or model.name in names]
    if as_json:
        rows = [{**_row(model), "verdict": verdict.value} for model, verdict in found]
        say(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        for model, verdict in found:
            say(f"{verdict.value:<8}  {model.name}  ({model.engine}, {model.file})")
    if any(verdict is ShelfVerdict.DAMAGED for _, verdict in found):
        ctx.exit(ExitCode.SPEECH)


@command.command(
    epilog="Example: clipmaker models get medium",
    short_help="Download a model.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("name")
@click.option(
    "--engine",
    default="faster-whisper",
    show_default=True,
    help="Speech engine that is to read it.",
)
def get(name: str, engine: str) -> None:
    """Download a model into the cache of its engine's library, and verify it.

    A model that is here already, and whole, is not downloaded again.
    """
    from clipmaker.speech.shelf import fetch

    model = fetch(name, engine)
    say(f"{model.name}  {_abilities(model)} ({model.file})")


def _abilities(model: Installed) -> str:
    if model.can is None:
        return "damaged"
    if not model.can.multilingual:
        return "understands English only"
    return "transcribes and translates" if model.can.translates else "transcribes only"


def _row(model: Installed) -> dict[str, object]:
    return {
        "name": model.name,
        "engine": model.engine,
        "place": model.place,
        "file": str(model.file),
        "size_bytes": model.size_bytes,
        "checksum": model.checksum,
        "multilingual": bool(model.can and model.can.multilingual),
        "translates": bool(model.can and model.can.translates),
        "readable": model.can is not None,
    }
