"""The line below subtitles that says who translated them, in the audience's language."""

from __future__ import annotations

from clipmaker.cues.credit import Translation
from clipmaker.paint.wording import Wording

_BETWEEN = " · "


def translation_words(said: Wording, translation: Translation, newsroom: str) -> str:
    """Return how subtitles were translated, "" when there is nothing to say.

    Args:
        said: the words for the audience.
        translation: who translated.
        newsroom: the brand's title, which stands for the people of the newsroom.
    """
    parts = []
    if translation.automated:
        unchecked = said.draft_translation[:1].upper() + said.draft_translation[1:]
        parts.append(said.checked_translation if translation.checked else unchecked)
    names = (*translation.names, *([newsroom] if translation.own else []))
    if names:
        parts.append(said.translation_line(said.separator.join(names)))
    return _BETWEEN.join(parts)
