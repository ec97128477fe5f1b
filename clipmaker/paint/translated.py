"""The line below subtitles that says who translated them, in the audience's language."""

from __future__ import annotations

from clipmaker.cues.credit import Translation
from clipmaker.paint.wording import Wording


def translation_words(said: Wording, translation: Translation, newsroom: str) -> str:
    """Return how subtitles were translated, "" when there is nothing to say.

    One sentence, of which every word holds for all that is shown. Where a machine made only some
    of it, the line says so behind the names; where nobody knows who made some, it names nobody.

    Args:
        said: the words for the audience.
        translation: who translated.
        newsroom: the brand's title, which stands for the people of the newsroom.
    """
    names = () if translation.unknown else _names(translation, newsroom)
    if not translation.automated:
        return said.translation_line(said.separator.join(names)) if names else ""
    if not names and not translation.unknown:
        return said.translation_line() if translation.checked else _unchecked(said)
    part = said.partly_checked if translation.checked else said.partly_unchecked
    listed = said.separator.join(names)
    return said.translation_line(f"{listed} ({part})" if listed else part)


def draft_words(said: Wording, translation: Translation, *, foreign: bool) -> str:
    """Return what the mark of a draft says of subtitles of which some are not approved.

    Args:
        said: the words for the audience.
        translation: who made them.
        foreign: whether they are a translation.
    """
    if translation.automated and not translation.checked:
        return said.draft_note(foreign=foreign)
    return said.draft_open


def _names(translation: Translation, newsroom: str) -> tuple[str, ...]:
    own = (newsroom,) if translation.own else ()
    return tuple(dict.fromkeys((*translation.names, *own)))


def _unchecked(said: Wording) -> str:
    return said.draft_translation[:1].upper() + said.draft_translation[1:]
