"""Text models in ``clipmaker models``: their rows, and getting one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.cli.say import say, styled

if TYPE_CHECKING:
    from clipmaker.translation.shelf import ShelvedText

_MB = 1_000_000
KINDS = ("firefox", "ctranslate2")


def is_text(name: str) -> bool:
    """Whether a name is one of a text model: ``firefox:ko-en``."""
    return name.partition(":")[0] in KINDS and ":" in name


def text_row(model: ShelvedText) -> dict[str, object]:
    """Return a text model as data."""
    return {
        "name": model.name,
        "engine": model.kind,
        "place": model.place,
        "file": str(model.folder),
        "size_bytes": model.size_bytes,
        "reads": list(model.reads),
        "writes": list(model.writes),
        "licence": model.licence,
        "commercial_use_forbidden": model.bound,
        "fault": model.fault,
    }


def text_line(model: ShelvedText, width: int) -> str:
    """Return a text model as a line."""
    licence = model.licence or "licence not known"
    if model.bound:
        licence += ": NOT FOR COMMERCIAL USE"
    return (
        f"{model.name:<{width}}  {model.kind:<14}  {model.size_bytes / _MB:>5.0f} MB  "
        f"{model.pairs} ({model.place}; {licence})"
    )


def get_text(name: str, *, bound: bool) -> None:
    """Download a text model, saying first how large it is and under which licence.

    Args:
        name: ``firefox:PAIR`` or ``ctranslate2:OWNER/NAME``.
        bound: whether one whose licence forbids commercial use is wanted all the same.

    Raises:
        TranslationError: it cannot be had, or its licence forbids commercial use.
    """
    kind, _, rest = name.partition(":")
    if kind == "firefox":
        _get_firefox(rest)
    else:
        _get_hub(rest, bound=bound)


def _get_firefox(pair: str) -> None:
    from clipmaker.errors import TranslationError
    from clipmaker.languages import is_language
    from clipmaker.translation.firefox_fetch import fetch_firefox, offered
    from clipmaker.translation.firefox_models import LICENCE
    from clipmaker.translation.shelf import TextVerdict, firefox_source, shelved_texts, verify_text

    codes = pair.split("-")
    if len(codes) != 2 or codes[0] == codes[1] or not all(map(is_language, codes)):
        raise TranslationError(
            f"“{pair}” is no pair of languages", remedy="Write two codes, as in firefox:ko-en."
        )
    here = {model.name: model for model in shelved_texts()}
    there = here.get(f"firefox:{pair}")
    if there and verify_text(there) is not TextVerdict.DAMAGED:
        say(f"{text_line(there, 0)}: it is here already")
        return
    source = firefox_source()
    for model in offered(pair, source):
        there = here.get(f"firefox:{model.pair}")
        if there and verify_text(there) is not TextVerdict.DAMAGED:
            continue
        size = f"{model.size_bytes / _MB:.0f} MB, " if model.size_bytes else ""
        say(f"getting firefox:{model.pair} ({size}{LICENCE})")
        say(f"firefox:{model.pair}  verified ({fetch_firefox(model, source)})")


def _get_hub(name: str, *, bound: bool) -> None:
    from clipmaker.errors import TranslationError
    from clipmaker.translation.ctranslate_models import text_model
    from clipmaker.translation.hub import fetch_hub, hub_model
    from clipmaker.translation.licence import forbids_commerce

    model = hub_model(name)
    licence = model.licence or "its licence is not known"
    say(f"{model.name}: {model.size_bytes / _MB:.0f} MB, {licence}")
    if forbids_commerce(model.licence) and not bound:
        raise TranslationError(
            f"the licence of {model.name} ({model.licence}) forbids commercial use, so nothing "
            "was downloaded",
            remedy="Take another model, or give --non-commercial where that is what you do.",
        )
    folder = fetch_hub(model)
    text_model(folder, "ko-en")
    say(f"{model.name} is in {folder}")
    say(styled("Name it in clipmaker.toml:", bold=True))
    say(
        f"[translation.translators.{name.rpartition('/')[2].replace('.', '-')}]\n"
        f'kind = "ctranslate2"\nfolder = "{folder}"'
    )
