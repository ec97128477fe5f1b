"""The model that hears, and what it is asked: to transcribe only, where it cannot translate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clipmaker.cues.judging.glossary import Glossary
from clipmaker.errors import SpeechError
from clipmaker.speech.engine import ModelPath, Task, engine_module
from clipmaker.translation.configured import translators_for


def resolved_for(
    languages: Sequence[str],
    audience: str,
    engine_name: str,
    model: str,
    glossary: Glossary = (),
    *,
    remote: bool = False,
    device: str = "cpu",
) -> tuple[Task, ModelPath]:
    """Return the model that hears, and what it is asked: only to transcribe where it must.

    A model that cannot translate will do where a translator is at hand.

    Args:
        languages: language codes of the speech, none when it is not known.
        audience: language code of the audience.
        engine_name: name of the engine.
        model: name or folder of the model.
        glossary: names that prime the engine.
        remote: whether translators that reach another machine may be asked.
        device: where the model is to run, one of `clipmaker.speech.device.DEVICES`.

    Raises:
        SpeechError: the engine or model is missing, damaged or unfit.
    """
    one = languages[0] if len(languages) == 1 else ""
    among = () if one else tuple(languages)
    task = Task(language=one, among=among, audience=audience, glossary=glossary)
    engine = engine_module(engine_name)
    try:
        return task, replace(engine.resolve_model(model, task=task), device=device)
    except SpeechError as error:
        if not task.translates(one):
            raise
        plain = replace(task, audience="")
        try:
            found = engine.resolve_model(model, task=plain)
        except SpeechError:
            raise error from None
        foreign = [code for code in languages if code != audience]
        if foreign and all(_translated(code, audience, remote=remote) for code in foreign):
            return plain, replace(found, device=device)
        raise


def _translated(language: str, audience: str, *, remote: bool) -> bool:
    """Whether a translator at hand translates a language."""
    at_hand = translators_for(language, audience, local_only=not remote)
    return any(one.usable for one in at_hand)
