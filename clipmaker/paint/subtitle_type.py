"""In which type subtitles are set, and how wide a line may be; enough to break them into lines.

NumPy is imported for the colours of further speakers alone: nobody else waits for it.
"""

from __future__ import annotations

from dataclasses import replace

from clipmaker.canvas.placement import FootageLayout
from clipmaker.paint.column import INSET
from clipmaker.paint.page import Page
from clipmaker.paint.styles import Role, style
from clipmaker.profile.model import DeliveryProfile
from clipmaker.text.model import TextStyle

SIZE_UNITS = 60.0
SPEAKERS = 3
"""So many people besides the first are told apart, by weight and then by colour, then again."""
_LIGHTER = 200


def subtitle_style(page: Page, speaker: int = 0) -> TextStyle:
    """Return the style of subtitles.

    Args:
        page: brand and scale.
        speaker: 0 for the first or unknown one; others are lighter, and of the brand's other
            colours as far as they are legible on the box.
    """
    colours = page.brand.colours
    if speaker <= 0:
        return style(page, Role.SUBTITLE, SIZE_UNITS, colour=colours.subtitle_text)
    own = (colours.highlight, colours.secondary, colours.accent)
    from clipmaker.paint.contrast import legible

    colour = legible(
        (own[(speaker - 1) % SPEAKERS], colours.subtitle_text), colours.subtitle_ground
    )
    look = style(page, Role.SUBTITLE, SIZE_UNITS, colour=colour)
    # Lighter letters are narrower, so what fits for the first fits for all.
    return replace(look, weight=max(400, look.weight - _LIGHTER))


def subtitle_width(profile: DeliveryProfile, layout: FootageLayout) -> float:
    """Return the pixels that a line of a subtitle may be wide in a layout."""
    area = layout.subtitles
    # Words keep to the safe area; the boxes around them may leave it.
    return (area.right - area.left - 2 * INSET) * profile.scale
