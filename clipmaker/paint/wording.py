"""The words that the program itself puts on screen. Imports nothing heavy."""

from __future__ import annotations

from clipmaker.languages import NAMES

DRAFT_WORD, DRAFT_NOTE = "DRAFT", "automated translation, not checked"
CHECKED = "Translation: automated, checked by an editor"
UNCHECKED = "Automated translation, not checked"


def language_label(code: str, label: str = "") -> str:
    """Return the words of a language label: those of the story, or ``IN KOREAN`` for ``ko``.

    Returns:
        "" for a language that has no name.
    """
    if label.strip():
        return label.strip()
    name = NAMES.get(code.split("-")[0], "")
    return f"IN {name.upper()}" if name else ""


def translation_line(*, draft: bool, credit: str = "") -> str:
    """Return who translated, as the facts are.

    Args:
        draft: whether a translation is shown that no person approved.
        credit: who translated when it was no machine ("AFP").
    """
    if draft:
        return UNCHECKED
    return f"Translation: {credit}" if credit else CHECKED


def credit_line(what: str, credit: str) -> str:
    """Return a credit as it is shown: ``Photo: AFP``, or as written where it says so itself.

    Args:
        what: ``Photo`` or ``Footage``.
        credit: as a story gives it.
    """
    written = credit.strip()
    return written if ":" in written or "©" in written or not written else f"{what}: {written}"
