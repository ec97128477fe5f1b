"""The settings of one translator, checked while they are taken out one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from clipmaker.door.document import nearest
from clipmaker.errors import TranslationError


class Settings:
    """What stands under a translator's name in the newsroom's configuration.

    Args:
        name: what the newsroom calls the translator.
        given: its settings.
        known: the names of settings that its kind takes.

    Raises:
        TranslationError: a setting is unknown.
    """

    def __init__(self, name: str, given: Mapping[str, object], known: Collection[str]) -> None:
        self._name, self._given = name, given
        for key in given:
            if key not in known:
                alike = nearest(key, sorted(known))
                meant = f" (did you mean “{alike}”?)" if alike else ""
                raise TranslationError(
                    f"the translator “{name}” takes no setting “{key}”{meant}",
                    remedy=f"It takes {', '.join(sorted(known)) or 'none'}.",
                )

    def text(self, key: str, usual: str | None = None) -> str:
        """Return a text that must be there unless there is a usual one."""
        value = self._given.get(key, usual)
        if not isinstance(value, str) or (usual is None and not value.strip()):
            raise self.refused(key, "a text in quotes", value)
        return value.strip()

    def number(self, key: str, usual: float, least: float, most: float) -> float:
        """Return a number between two bounds."""
        value = self._given.get(key, usual)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refused(key, "a number", value)
        if not least <= value <= most:
            raise self.refused(key, f"a number from {least:g} to {most:g}", value)
        return float(value)

    def flag(self, key: str, *, usual: bool) -> bool:
        """Return true or false."""
        value = self._given.get(key, usual)
        if not isinstance(value, bool):
            raise self.refused(key, "true or false", value)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, none when it is not there."""
        value = self._given.get(key, [])
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise self.refused(key, 'a list of texts, as in ["one", "two"]', value)
        return tuple(value)

    def folder(self, key: str) -> Path | None:
        """Return a folder, None when none is named; whether it is there is asked later."""
        return Path(self.text(key)).expanduser() if key in self._given else None

    def refused(self, key: str, wanted: str, value: object) -> TranslationError:
        """Return the error of a setting that is not what it must be."""
        found = "it is missing" if value is None else f"found {value!r}"
        return TranslationError(
            f"the translator “{self._name}”: {key} must be {wanted}; {found}",
            remedy="Correct it under [translation.translators] in clipmaker.toml.",
        )
