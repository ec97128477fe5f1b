"""How wide subtitles are on screen, for the pure code that breaks and splits them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clipmaker.brand.model import Brand
from clipmaker.canvas.placement import footage_layout, layout_of_footage
from clipmaker.cues.cutting.lines import fit_lines
from clipmaker.errors import BudgetError, ClipmakerError
from clipmaker.languages import reads_from_right
from clipmaker.media.model import MediaInfo
from clipmaker.paint.page import Page
from clipmaker.paint.subtitle_type import subtitle_style, subtitle_width
from clipmaker.profile.model import DeliveryProfile, SubtitleProfile
from clipmaker.story.model import Footage
from clipmaker.story.photo import Point
from clipmaker.text.engine import measure


@dataclass(frozen=True, kw_only=True)
class SubtitleSetting:
    """A way to measure subtitles as they will be painted.

    Attributes:
        profile: the delivery profile, which decides the room.
        subtitles: the subtitle profile, which decides the number of lines.
        language: language of the subtitles.
        measure: width of a text in pixels.
    """

    profile: DeliveryProfile
    subtitles: SubtitleProfile
    language: str
    measure: Callable[[str], float]

    def width_px(self, footage: Footage, media: MediaInfo) -> float:
        """Return the room for a line over that footage, or over a voice-over's cards, pixels."""
        if media.video is None:
            return self.full_width_px
        right = reads_from_right(self.language)
        layout = layout_of_footage(footage, media.video, self.profile, right_to_left=right)
        return subtitle_width(self.profile, layout)

    @property
    def full_width_px(self) -> float:
        """The room for a line over a picture that fills the canvas, pixels."""
        layout = footage_layout(
            self.profile.width_px, self.profile.height_px, Point(), None, self.profile
        )
        return subtitle_width(self.profile, layout)

    def lines_of(self, text: str, width_px: float) -> tuple[str, ...] | None:
        """Return the lines of a text in a room; None when it needs too many."""
        return fit_lines(
            text,
            measure=self.measure,
            width_px=width_px,
            lines=self.subtitles.lines,
            lines_at_most=self.subtitles.lines_at_most,
            language=self.language,
        )

    def break_cue(self, footage: Footage, media: MediaInfo, text: str) -> tuple[str, ...]:
        """Return the lines that a cue's text is shown in over that footage.

        Raises:
            BudgetError: it needs more lines than the subtitle profile allows.
        """
        try:
            lines = self.lines_of(text, self.width_px(footage, media))
        except ClipmakerError as error:
            error.at(f"{footage.file.name}, subtitle “{text}”")
            raise
        if lines is None:
            raise BudgetError(
                f"{footage.file.name}: a subtitle does not fit in "
                f"{self.subtitles.lines_at_most} lines: “{text}”",
                remedy="Shorten it, or split it in two, in the cue sheet beside the story.",
            )
        return lines


def subtitle_setting(
    brand: Brand, profile: DeliveryProfile, subtitles: SubtitleProfile, language: str
) -> SubtitleSetting:
    """Return the setting for a brand and its profiles."""
    style = subtitle_style(Page(brand=brand, profile=profile, language=language))
    return SubtitleSetting(
        profile=profile,
        subtitles=subtitles,
        language=language,
        measure=lambda text: measure(text, style),
    )
