"""Finds speech models in CTranslate2's form on this machine; nothing is ever downloaded.

A model is a folder, the built-in ``base``, or a name in Hugging Face's cache, where other
programs may have put it. What a model cannot do is read from its weights, not from its name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from clipmaker.door.document import nearest
from clipmaker.errors import SpeechError
from clipmaker.machine.keeping import read_kept, write_kept
from clipmaker.resources import cache_dir
from clipmaker.speech import packaged
from clipmaker.speech.engine import Abilities, ModelPath, Task
from clipmaker.speech.weights import variables

REPOSITORIES: Mapping[str, str] = {
    **{
        name: f"Systran/faster-whisper-{name}"
        for name in (
            "tiny",
            "tiny.en",
            "base.en",
            "small",
            "small.en",
            "medium",
            "medium.en",
            "large-v1",
            "large-v2",
            "large-v3",
        )
    },
    "large": "Systran/faster-whisper-large-v3",
    "turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    "large-v3-turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    "distil-small.en": "Systran/faster-distil-whisper-small.en",
    "distil-medium.en": "Systran/faster-distil-whisper-medium.en",
    "distil-large-v2": "Systran/faster-distil-whisper-large-v2",
    "distil-large-v3": "Systran/faster-distil-whisper-large-v3",
}
"""Where Hugging Face keeps the models that faster-whisper knows by name."""

_FILES = ("config.json", "model.bin", "tokenizer.json")
ENGLISH_ONLY_WORDS = 51_864
"""Size of the vocabulary of models that know English only."""
_TRANSLATORS = "base (built in), small, medium or large-v3"
_OR_TEXT = "or set up a translator of text for it (docs/translation.md)"
SHA256 = re.compile(r"[0-9a-f]{64}")
"""What Hugging Face names large files by."""


def resolve_model(name_or_path: str, *, task: Task) -> ModelPath:
    """Find a model that can do a task.

    Args:
        name_or_path: ``base``, a name that Hugging Face's cache holds, or a folder.
        task: what it is wanted for.

    Raises:
        SpeechError: it is not on this machine, is damaged, or cannot do the task.
    """
    check(name_or_path, by_name(name_or_path), task)
    if name_or_path == packaged.NAME:
        return ModelPath(name=packaged.NAME, path=packaged.packaged_model(), digest=packaged.DIGEST)
    folder = _cached(name_or_path)
    if folder is None:
        folder = Path(name_or_path).expanduser()
        if not folder.is_dir():
            raise _unknown(name_or_path)
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise SpeechError(
            f"{folder} is not a Whisper model for faster-whisper: it lacks {', '.join(missing)}",
            remedy="Name a folder with a model in CTranslate2's form.",
        )
    check(name_or_path, abilities(folder / "model.bin"), task)
    name = name_or_path if name_or_path in REPOSITORIES else folder.resolve().name
    return ModelPath(name=name, path=folder, digest=weights_digest(folder / "model.bin"))


def available() -> tuple[str, ...]:
    """Return the names of the models on this machine, the built-in one first."""
    return (packaged.NAME, *(name for name in REPOSITORIES if _cached(name)))


def abilities(weights: Path) -> Abilities:
    """Read what a model can do from the names and shapes of its weights.

    Raises:
        SpeechError: the file is not what it should be.
    """
    try:
        table = variables(weights)
        words = table["decoder/embeddings/weight"].shape[0]
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise SpeechError(
            f"{weights} is damaged, or not a Whisper model", remedy="Get the model anew."
        ) from error
    layers = {
        side: len({m[1] for name in table if (m := re.match(rf"{side}/layer_(\d+)/", name))})
        for side in ("encoder", "decoder")
    }
    return Abilities(
        multilingual=words > ENGLISH_ONLY_WORDS,
        translates=words > ENGLISH_ONLY_WORDS and layers["decoder"] >= layers["encoder"],
    )


def weights_digest(weights: Path) -> str:
    """Return the hex sha256 of a file of weights; it is read again only after it changed."""
    real = weights.resolve()
    if SHA256.fullmatch(real.name):
        # Hugging Face names large files by their digest.
        return real.name
    facts = real.stat()
    seen = f"{real} {facts.st_size} {facts.st_mtime_ns}"
    name = hashlib.sha256(seen.encode()).hexdigest()
    stamp = cache_dir() / "models" / "digests" / f"{name}.txt"
    if known := read_kept(stamp):
        return known
    with real.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    write_kept(stamp, found)
    return found


def by_name(name: str) -> Abilities:
    """Return what a model's name says, so that nobody fetches one only to have it refused."""
    english = name.endswith(".en")
    short = name in REPOSITORIES and ("turbo" in name or "distil" in name)
    return Abilities(multilingual=not english, translates=not english and not short)


def check(name: str, can: Abilities, task: Task) -> None:
    """Refuse a model that cannot do what is wanted.

    Raises:
        SpeechError: it cannot.
    """
    if not can.multilingual and task.language != "en":
        raise SpeechError(
            f"the speech model {name} understands English only",
            remedy=f"Use {_TRANSLATORS}.",
        )
    if not can.translates and task.translates(task.language):
        unsure = "" if task.language else ", and the footage's language was not given"
        raise SpeechError(
            f"the speech model {name} cannot translate: turbo and distilled models were "
            f"trained to transcribe only{unsure}",
            remedy=f"Use {_TRANSLATORS}, {_OR_TEXT}.",
        )


def _unknown(name: str) -> SpeechError:
    here = available()
    alike = nearest(name, (packaged.NAME, *REPOSITORIES))
    meant = f" (did you mean “{alike}”?)" if alike and alike != name else ""
    what = "is not on this machine" if name in REPOSITORIES else "is neither a folder nor a model"
    return SpeechError(
        f"the speech model “{name}” {what}{meant}",
        remedy=f"On this machine: {', '.join(here)}. Nothing is downloaded in passing: "
        "“clipmaker models get NAME” does that.",
    )


def in_cache(repository: str) -> Path | None:
    """Return the folder of a repository's model in Hugging Face's cache."""
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(repository, "model.bin")
    return Path(found).parent if isinstance(found, str) else None


def _cached(name: str) -> Path | None:
    """Return the folder of a model in Hugging Face's cache."""
    repository = REPOSITORIES.get(name, "")
    if not repository:
        if not re.fullmatch(r"[\w.-]+/[\w.-]+", name) or Path(name).is_dir():
            return None
        repository = name
    return in_cache(repository)
