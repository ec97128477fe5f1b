"""The words that the program itself puts on screen, in the audience's language.

They are data: one file for each language in assets/words. Audiences without one read English.
Imports nothing heavy.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clipmaker.languages import NAMES
from clipmaker.paint.styles import capitals
from clipmaker.resources import words_file

FALLBACK = "en"


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words for one audience.

    Attributes:
        language: language code that they are written in.
        dated: when they were last read over, ISO date.
        spoken: label on foreign footage, around ``{language}``.
        draft: the mark on speech that no person approved.
        draft_translation: what that mark means on translated speech.
        draft_transcript: the same on speech in the audience's own language.
        draft_open: what it means on speech that no machine wrote.
        checked_translation: the line below subtitles that a person approved.
        partly_checked: what stands behind names where a machine made some, all of that approved.
        partly_unchecked: the same where not all of that was approved.
        translated_by: the same where a person translated, around ``{credit}``.
        photo: credit of a photo, around ``{credit}``.
        footage: credit of footage, likewise.
        voice_changed: said behind it where speech is heard in another voice.
        sources: the end card's list, around ``{names}``.
        separator: what stands between two sources.
        warning: what stands above the text of a warning.
        each_dot: what a dot of a chart stands for, around ``{amount}``.
        music: credit of music, around ``{credit}``.
        next: what stands above the headline of the next story.
        next_at: the same with its time, around ``{time}``.
        corrections: where mistakes are mended, around ``{address}``.
        map_credit: where a map and its borders come from, and whose view of them it is.
        map_plain: where a map without borders comes from.
    """

    language: str
    dated: str
    spoken: str
    draft: str
    draft_translation: str
    draft_transcript: str
    draft_open: str
    checked_translation: str
    partly_checked: str
    partly_unchecked: str
    translated_by: str
    photo: str
    footage: str
    voice_changed: str
    sources: str
    separator: str
    warning: str
    each_dot: str
    music: str
    next: str
    next_at: str
    corrections: str
    map_credit: str
    map_plain: str

    def spoken_in(self, code: str, label: str = "") -> str:
        """Return the words of a language label: a story's own, or ``IN KOREAN`` for ``ko``.

        Returns:
            "" for a language that has no name.
        """
        if label.strip():
            return label.strip()
        name = self.language_name(code.split("-")[0])
        return capitals(self.spoken.replace("{language}", name), self.language) if name else ""

    def translation_line(self, credit: str = "") -> str:
        """Return how subtitles that a person approved were translated.

        Args:
            credit: who translated when it was no machine ("AFP").
        """
        return (
            self.translated_by.replace("{credit}", credit) if credit else self.checked_translation
        )

    def draft_note(self, *, foreign: bool) -> str:
        """Return what the draft mark means on translated speech, or on the audience's own."""
        return self.draft_translation if foreign else self.draft_transcript

    def photo_credit(self, credit: str) -> str:
        """Return ``Photo: AFP``, or a credit as written where it says so itself."""
        return _credit(self.photo, credit)

    def footage_credit(self, credit: str, *, disguised: bool = False) -> str:
        """Return ``Footage: AFP``, or a credit as written where it says so itself.

        Args:
            credit: whose footage it is.
            disguised: whether its speech is heard in another voice, which is said, too.
        """
        told = _credit(self.footage, credit)
        return " · ".join(filter(None, (told, self.voice_changed))) if disguised else told

    def music_credit(self, credit: str) -> str:
        """Return ``Music: Ana Lima``, or a credit as written where it says so itself."""
        return _credit(self.music, credit)

    def listed(self, names: tuple[str, ...], label: str = "") -> str:
        """Return the list of sources, after the brand's own label where it has one."""
        joined = self.separator.join(names)
        return f"{label}: {joined}" if label else self.sources.replace("{names}", joined)

    def language_name(self, code: str) -> str:
        """Return a language's name as the audience calls it, "" when it has none."""
        if self.language == FALLBACK:
            return NAMES.get(code, "")
        from babel import Locale

        return Locale.parse(self.language).languages.get(code, "") if code in NAMES else ""


def _credit(template: str, credit: str) -> str:
    written = credit.strip()
    if not written or any(sign in written for sign in ":：©"):
        return written
    return template.replace("{credit}", written)


def wording(language: str) -> Wording:
    """Return the words for an audience, English where there are none in its language."""
    return _read(words_file(language))


def words_digest(language: str) -> str:
    """Return the hex sha256 of the words that an audience reads on screen."""
    return hashlib.sha256(repr(wording(language)).encode()).hexdigest()


@cache
def _read(file: Path) -> Wording:
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    shown = {key: value for key, value in data.items() if isinstance(value, str)}
    return Wording(language=file.stem, dated=str(data["dated"]), **shown)
