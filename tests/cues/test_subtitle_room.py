"""How much of a subtitle fits on screen, and that the painter sets it as it was broken."""

from pathlib import Path

import pytest

from clipmaker.brand.load import load_brand
from clipmaker.canvas.placement import footage_layout
from clipmaker.errors import BudgetError
from clipmaker.make.subtitle_setting import SubtitleSetting, subtitle_setting
from clipmaker.media.model import MediaInfo, VideoFacts
from clipmaker.paint.page import Page
from clipmaker.paint.subtitles import subtitle_overlay
from clipmaker.profile.load import load_delivery, load_subtitles
from clipmaker.story.model import Footage
from clipmaker.story.photo import Point

FOOTAGE = Footage(file=Path("a.mp4"), credit="AFP")
FACTS = VideoFacts(
    codec="h264", width_px=1920, height_px=1080, display_width_px=1920, display_height_px=1080
)
MEDIA = MediaInfo(
    file=Path("a.mp4"), digest="", container="mov", duration_ms=9000, video=FACTS, audio=()
)
SAID = {
    "de": "Unsere Kommandeure sagten, es handle sich nur um Übungen.",
    "en": "Our commanders had told every one of us that this was an exercise.",
    "ar": "قالوا لنا إنه مجرد تدريب وإننا سنعود إلى بيوتنا خلال ثلاثة أسابيع.",
    "ko": "지휘관들은 우리에게 이것이 단지 훈련일 뿐이라고 말했습니다.",
}
LONG = "Sie haben uns damals gesagt, es sei nur eine Übung und wir wären bald zu Hause."


def setting(language: str, brand: str) -> SubtitleSetting:
    return subtitle_setting(
        load_brand(brand), load_delivery("news-60"), load_subtitles("house"), language
    )


@pytest.mark.parametrize("brand", ["news-60", "meridian"])
@pytest.mark.parametrize("language", SAID)
def test_an_ordinary_sentence_fits_at_full_size(language: str, brand: str) -> None:
    lines = setting(language, brand).break_cue(FOOTAGE, MEDIA, SAID[language])
    assert len(lines) <= 3
    assert sizes(lines, language, brand) == {60}


@pytest.mark.parametrize("brand", ["news-60", "meridian"])
def test_a_long_sentence_is_set_smaller_alike_in_every_line(brand: str) -> None:
    lines = setting("de", brand).break_cue(FOOTAGE, MEDIA, LONG)
    assert len(lines) == 3
    assert max(map(len, lines)) >= 26
    (size,) = sizes(lines, "de", brand)
    assert 48 <= size < 60


def test_one_that_is_too_long_for_the_smallest_type_is_refused() -> None:
    with pytest.raises(BudgetError, match="does not fit in 3 lines"):
        setting("de", "news-60").break_cue(FOOTAGE, MEDIA, f"{LONG} {LONG}")


def sizes(lines: tuple[str, ...], language: str, brand: str) -> set[float]:
    """Return the type sizes in which lines are painted; each stays in the safe area."""
    profile = load_delivery("news-60")
    page = Page(brand=load_brand(brand), profile=profile, language=language)
    right = page.right_to_left
    layout = footage_layout(1920, 1080, Point(), None, profile, right_to_left=right)
    painted = subtitle_overlay(lines, page, layout)
    area = layout.subtitles
    assert all(area.left <= box.left_px and box.right_px <= area.right for box in painted.texts)
    return {box.size_px for box in painted.texts}
