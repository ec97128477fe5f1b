"""Every kind of card, and footage, laid out for each shape: inside it, legible, filling it."""

from dataclasses import replace

import pytest

from clipmaker.canvas.picture import FootageFrame, place_picture
from clipmaker.canvas.placement import footage_layout
from clipmaker.cards.registry import KINDS
from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.contrast import needed
from clipmaker.paint.page import Painting
from clipmaker.profile.formats import FORMATS
from clipmaker.profile.load import load_delivery
from clipmaker.profile.model import DeliveryProfile, Rect
from clipmaker.story.model import Card, FootageFit
from clipmaker.story.photo import Box, Point

from .goldens import check_golden, frame_of
from .kinds import EXAMPLES, PICTURED, example, with_photo
from .looks import card, outside, page, paint

OTHERS = [shape for shape in FORMATS if shape != "9:16"]
GERMAN = (
    "Das Bundesverfassungsgericht prüft die *Geschwindigkeitsbegrenzung* auf Autobahnen. "
    "Eine Entscheidung fällt im Frühjahr."
)
KOREAN = "우크라이나는 쿠르스크에서 *부상당한 북한군 두 명*을 생포했다고 밝혔다."
ARABIC = "أعلنت كييف أسر جنديين جريحين *من كوريا الشمالية* في كورسك، وأكدت سيول ذلك."


def wrong(painting: Painting, given: DeliveryProfile, language: str = "en") -> list[str]:
    boxes = [box for box in painting.texts if box.must_read]
    found = [problem for box in boxes if (problem := outside(box, given, language))]
    found += [
        f"{box.text}: contrast {box.contrast:.2f}"
        for box in boxes
        if box.contrast < needed(box.size_px, box.weight, given.scale)
    ]
    found += [
        f"{one.text} and {other.text} overlap"
        for i, one in enumerate(boxes)
        for other in boxes[i + 1 :]
        if one.bottom_px > other.top_px and other.bottom_px > one.top_px
        # Beats of one text are never seen together.
        if one.beat == other.beat or None in (one.beat, other.beat)
    ]
    return found


LOW = {
    "chart": {"text": "*Dead* and wounded", "values": EXAMPLES["chart"]["values"], "unit": "men"},
    "timeline": {
        "text": "To *this*",
        "events": EXAMPLES["timeline"]["events"][1:],
        "source": "Sources: AFP, NIS",
    },
}
"""What finds room in a low shape of kinds that hold much; more is refused with what to cut."""


def filled(name: str, shape: str) -> Card:
    low = LOW.get(name) if shape in ("1:1", "16:9") else None
    return card(name, **(low or EXAMPLES[name]))


@pytest.mark.parametrize("shape", OTHERS)
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_stands_in_every_shape(name, shape, tmp_path):
    profile = load_delivery("tiny", shape)
    shown = example(name, tmp_path) if name == "photo" else filled(name, shape)
    painting = paint(shown, page(profile))
    assert painting.ground.size == (profile.width_px, profile.height_px)
    assert wrong(painting, profile) == []


@pytest.mark.parametrize("shape", OTHERS)
@pytest.mark.parametrize("name", PICTURED)
def test_every_kind_stands_on_a_picture_in_every_shape(name, shape, tmp_path):
    profile = load_delivery("tiny", shape)
    painting = paint(with_photo(filled(name, shape), tmp_path), page(profile))
    assert wrong(painting, profile) == []


@pytest.mark.parametrize(
    ("name", "shape", "pictured"),
    [
        ("title", "16:9", True),
        ("list", "1:1", True),
        ("chart", "16:9", False),
        ("timeline", "1:1", False),
        ("figure", "16:9", False),
    ],
)
def test_frames_of_other_shapes(name, shape, pictured, tmp_path):
    profile = load_delivery("tiny", shape)
    item = filled(name, shape)
    on = page(profile)
    painting = paint(with_photo(item, tmp_path) if pictured else item, on)
    size = f"{profile.width_px}x{profile.height_px}"
    check_golden(f"shape-{name}-{size}", frame_of(painting, on), tmp_path)


@pytest.mark.parametrize("shape", OTHERS)
@pytest.mark.parametrize(
    ("language", "text"), [("de", GERMAN), ("ko", KOREAN), ("ar", ARABIC)], ids=["de", "ko", "ar"]
)
def test_captions_of_other_scripts_stand_in_every_shape(language, text, shape, tmp_path):
    profile = load_delivery("tiny", shape)
    item = replace(example("caption", tmp_path), fields={**EXAMPLES["caption"], "text": text})
    assert wrong(paint(item, page(profile, language=language)), profile, language) == []


@pytest.mark.parametrize("shape", FORMATS)
def test_ring_and_mark_stand_above_the_words(shape):
    profile = load_delivery("news-60", shape)
    strip = ChromeStrip(page(profile))
    first = min(area.top for area in profile.safe_area)
    assert profile.head.bottom <= first
    assert strip.height_px <= first * profile.scale


@pytest.mark.parametrize("shape", OTHERS)
def test_a_face_stays_whole_and_the_picture_fills_the_shape(shape):
    profile = load_delivery("news-60", shape)
    face = Box(left=0.55, top=0.1, right=0.8, bottom=0.5)
    placed = place_picture(FootageFrame(aspect=16 / 9, rows=1080, focus_box=face), profile)
    assert placed.place == Rect(
        left=0, top=0, right=profile.canvas_width, bottom=profile.canvas_height
    )
    assert placed.crop.left <= face.left
    assert face.right <= placed.crop.right


def test_an_upright_picture_stands_beside_the_words_of_a_wide_shape():
    profile = load_delivery("news-60", "16:9")
    layout = footage_layout(1080, 1920, Point(), None, profile)
    assert layout.picture.left >= layout.subtitles.right
    assert layout.picture.bottom - layout.picture.top == profile.canvas_height


@pytest.mark.parametrize("shape", OTHERS)
@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1440, 1080), (2560, 1080)])
@pytest.mark.parametrize("fit", [FootageFit.AUTO, FootageFit.CONTAIN])
def test_whatever_footage_is_laid_out_inside_the_shape(shape, size, fit):
    profile = load_delivery("news-60", shape)
    layout = footage_layout(*size, Point(), None, profile, fit=fit, named=True)
    for part in (layout.picture, layout.subtitles, layout.label, layout.credit, layout.draft):
        assert 0 <= part.left < part.right <= profile.canvas_width + 1e-6
        assert 0 <= part.top < part.bottom <= profile.canvas_height + 1e-6
    assert layout.subtitles.bottom <= layout.draft.top or layout.draft.bottom <= layout.label.top
