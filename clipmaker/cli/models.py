"""``clipmaker models``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clipmaker.cli.group import DefaultGroup
from clipmaker.cli.say import say, say_json
from clipmaker.cli.text_models import get_text, is_text, text_line, text_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clipmaker.speech.shelf import Installed
    from clipmaker.translation.shelf import ShelvedText

_MB = 1_000_000


@click.group(
    cls=DefaultGroup,
    no_args_is_help=False,
    epilog="Example: clipmaker models",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def command() -> None:
    """List, verify and get models that hear, and models that translate text.

    “clipmaker models” is “clipmaker models list”. Whisper base is built in; models that
    openai-whisper or Hugging Face's library already keep on this machine are found, and so are
    text models that clipmaker.toml names. Only “get” downloads anything.
    """


@command.command(
    "list",
    epilog="Example: clipmaker models list --json",
    short_help="List the models on this machine.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def list_models(as_json: bool) -> None:
    """List the models on this machine: first those that hear, then those that translate text.

    A model that hears is named with --model, its engine with --engine. Which text model
    translates what stands in clipmaker.toml.
    """
    from clipmaker.speech.shelf import installed
    from clipmaker.translation.shelf import shelved_texts

    models, texts = installed(), shelved_texts()
    if as_json:
        rows = [*map(_row, models), *map(text_row, texts)]
        say_json(rows)
        return
    names = max(len(name) for name in _names(models, texts))
    for model in models:
        say(
            f"{model.name:<{names}}  {model.engine:<14}  {model.size_bytes / _MB:>5.0f} MB  "
            f"{_abilities(model)} ({model.place})"
        )
    for text in texts:
        say(text_line(text, names))


@command.command(
    epilog="Example: clipmaker models verify base",
    short_help="Compare models with their checksums.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def verify(ctx: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """Compare the files of models with their published checksums; all models without a name.

    “unknown” is a model that can be read, but for which nobody published a checksum. Exits with 6
    when a model is damaged.
    """
    from clipmaker.errors import ExitCode, SpeechError
    from clipmaker.speech.shelf import ShelfVerdict, installed
    from clipmaker.speech.shelf import verify as judge
    from clipmaker.translation.shelf import shelved_texts, verify_text

    models, texts = installed(), shelved_texts()
    here = _names(models, texts)
    if missing := [name for name in names if name not in here]:
        raise SpeechError(
            f"the model “{missing[0]}” is not on this machine",
            remedy=f"On this machine: {', '.join(here)}.",
        )
    found = [
        *((_row(one), judge(one).value) for one in models if not names or one.name in names),
        *(
            (text_row(one), verify_text(one).value)
            for one in texts
            if not names or one.name in names
        ),
    ]
    if as_json:
        rows = [{**row, "verdict": verdict} for row, verdict in found]
        say_json(rows)
    else:
        for row, verdict in found:
            say(f"{verdict:<8}  {row['name']}  ({row['engine']}, {row['file']})")
    if any(verdict == ShelfVerdict.DAMAGED for _, verdict in found):
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
    help="Speech engine that is to read a model that hears.",
)
@click.option(
    "--non-commercial",
    is_flag=True,
    help="Get a text model whose licence forbids commercial use.",
)
def get(name: str, engine: str, non_commercial: bool) -> None:
    """Download a model, and verify it.

    NAME is a model that hears, such as medium; firefox:PAIR for one of Firefox's text models, as
    in firefox:ko-en; or ctranslate2:OWNER/NAME for a text model of Hugging Face's hub. Its size
    and licence are said first. A model that is here already, and whole, is not downloaded again.
    """
    if is_text(name):
        get_text(name, bound=non_commercial)
        return
    from clipmaker.speech.shelf import fetch

    model = fetch(name, engine)
    say(f"{model.name}  {_abilities(model)} ({model.file})")


def _names(models: Sequence[Installed], texts: Sequence[ShelvedText]) -> list[str]:
    """Return the names of all models, each once."""
    return list(dict.fromkeys([*(one.name for one in models), *(one.name for one in texts)]))


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
