"""The card kinds: what stands where, how large, and whether it can be read."""

import inspect
import struct
import zlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from clipmaker.cards.registry import KINDS, kind, specs
from clipmaker.errors import BudgetError, MediaError
from clipmaker.media.pictures import check_photo
from clipmaker.paint.colour import rgb
from clipmaker.paint.contrast import needed
from clipmaker.paint.page import Painting
from clipmaker.paint.styles import capitals
from clipmaker.quotes import without_quotes
from clipmaker.story.model import Card
from clipmaker.story.photo import Photo, Point
from clipmaker.story.spec import FieldKind
from clipmaker.text.engine import MissingGlyphError

from .composed import still
from .kinds import EXAMPLES, PLAIN, example
from .looks import COLOURS, FULL, TINY, card, outside, page, paint, picture

LONG = (
    "Seoul’s spy agency told lawmakers that about three hundred North Korean troops have been "
    "killed and some two thousand seven hundred wounded while fighting alongside Russian forces "
    "in the western Kursk region since the end of last autumn."
)
CARDS = {
    "word": card("title", text="*Freed*", kicker="Breaking", dateline="Kyiv"),
    "headline": card(
        "title",
        text="Parliament votes to raise the minimum wage by eleven per cent after *heated debate*",
        kicker="Infrastructure and communications policy",
        dateline="Dublin, 3 June 2025",
    ),
    "long words": card("title", text="Telecommunications infrastructure modernisation"),
    "short caption": card("caption", text="The two men are *not free to leave*."),
    "long caption": card("caption", text=LONG, source="Source: closed briefing to parliament"),
    "short quote": card("quote", text="“I want to live.”", speaker="The soldier"),
    "long quote": card("quote", text=LONG, speaker="A speaker", role="In an interview " * 4),
    "end": card("end", sources=("AFP", "Reuters", "A long source " * 4), note="example.org"),
    "warning": card("warning", text="These pictures show people who were injured in the attack."),
    "Cyrillic": card("title", text="Захоплений солдат хоче *залишитися*", kicker="Війна"),
    "Korean": card("caption", text="우크라이나는 *부상당한 북한군 두 명*을 생포했다고 밝혔다."),
}


def problems(painting: Painting, scale: float, language: str = "en") -> list[str]:
    boxes = [box for box in painting.texts if box.must_read]
    given = FULL if scale == 1 else TINY
    found = [problem for box in boxes if (problem := outside(box, given, language))]
    found += [
        f"{box.text}: contrast {box.contrast:.2f}"
        for box in boxes
        if box.contrast < needed(box.size_px, box.weight, scale)
    ]
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart = one.bottom_px <= other.top_px or other.bottom_px <= one.top_px
            # Beats of one text are never seen together.
            if not apart and (one.beat == other.beat or None in (one.beat, other.beat)):
                found.append(f"{one.text} and {other.text} overlap")
    return found


@pytest.mark.parametrize("profile", [FULL, TINY], ids=["full", "tiny"])
@pytest.mark.parametrize("name", CARDS)
def test_words_stand_inside_the_safe_area_and_can_be_read(name, profile):
    assert problems(paint(CARDS[name], page(profile)), profile.scale) == []


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_stands_inside_the_safe_area_and_can_be_read(name, tmp_path):
    assert problems(paint(example(name, tmp_path), page(FULL)), 1) == []


WORDS = st.text(st.sampled_from("abcdefghijklmnop ABCDEFG.,'’-–*%:\\{}[];0123456789"), max_size=90)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(PLAIN), WORDS, WORDS)
def test_any_text_fits_or_is_refused_with_what_to_cut(name, text, small):
    texts = [field.name for field in specs()[name].fields if field.kind is FieldKind.TEXT]
    texts = [field for field in texts if field not in ("date", "address", "unit")]
    written = {field: text if field == "text" else small for field in texts}
    try:
        painting = paint(card(name, **{**EXAMPLES[name], **written}), page(TINY))
    except BudgetError as error:
        assert "Cut" in error.remedy
    else:
        assert problems(painting, TINY.scale) == []


def test_one_edge_for_everything():
    item = card("title", text="Hundreds march", kicker="Protest", dateline="Here")
    painting = paint(item, page(FULL))
    boxes = {box.text: box for box in painting.texts}
    kicker_box = painting.layers[0]
    assert kicker_box.left_px == 123
    assert abs(boxes["Hundreds march"].left_px - 123) <= 2
    assert abs(boxes["Here"].left_px - 123) <= 2


def test_emphasis_is_highlighted_and_its_marks_vanish():
    painting = paint(card("caption", text="They may *not* leave"), page(FULL))
    assert painting.texts[0].text == "They may not leave"
    assert set(painting.texts[0].colours) == {COLOURS.text, COLOURS.highlight}


def test_awkward_characters_come_out_as_written():
    text = r"50% off: ‘a\b’ {c} [d]; 2*3, <e> & ~f"
    painting = paint(card("caption", text=text), page(FULL))
    assert painting.texts[0].text == text


def test_short_headlines_are_large_and_long_ones_smaller():
    sizes = [
        paint(card("title", text=text), page(FULL)).texts[0].size_px
        for text in ("Freed", "Captured soldier says he wants to stay in Ukraine", "Stay " * 30)
    ]
    assert sizes[0] == 104
    assert sizes[0] > sizes[1] > sizes[2] >= 60


def test_no_headline_leaves_one_word_alone():
    text = "Captured soldier says he wants to *stay in Ukraine*"
    painting = paint(card("title", text=text), page(FULL))
    lines = [layer for layer in painting.layers if layer.image.height > 40]
    assert len(lines) == 3
    assert min(layer.image.width for layer in lines) > 0.7 * max(x.image.width for x in lines)


def test_too_much_text_is_refused():
    for item in (
        card("title", text="An endless headline " * 16),
        card("caption", text=LONG * 3),
        card("quote", text="Short", speaker="Somebody " * 20),
        card("end", sources=tuple(f"Source number {i}" for i in range(40))),
    ):
        with pytest.raises(BudgetError, match="does not fit") as caught:
            paint(item, page(FULL))
        assert caught.value.remedy.startswith("Cut ")


def test_a_character_that_no_font_has_is_named():
    with pytest.raises(MissingGlyphError, match="U\\+13000"):
        paint(card("caption", text="A sign: \U00013000"), page(FULL))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("“I want to live.”", "I want to live."),
        ('"Yes"', "Yes"),
        ("„Ja“", "Ja"),
        ("“One” and “two”", "“One” and “two”"),
        ("“Half open", "“Half open"),
        ("  plain  ", "plain"),
        ("“He said ‘no’ twice”", "He said ‘no’ twice"),
    ],
)
def test_the_large_mark_replaces_the_marks_around_a_quotation(written, shown):
    assert without_quotes(written) == shown


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [("Straße", "de", "STRASSE"), ("istanbul", "tr", "İSTANBUL"), ("Київ", "uk", "КИЇВ")],
)
def test_capitals_follow_the_language(text, language, shown):
    assert capitals(text, language) == shown


def test_painting_twice_gives_the_same_pixels():
    one, other = (still(paint(CARDS["long caption"], page(TINY))) for _ in range(2))
    assert (one == other).all()


def test_every_kind_declares_itself():
    for name, spec in specs().items():
        assert spec.kind == name
        assert 3 <= spec.shortest_s < spec.longest_s <= 12
        assert [f for f in spec.fields if f.required or name == "end"]
        assert all(field.help.endswith(".") for field in spec.fields)
        assert inspect.signature(kind(name).paint).parameters.keys() == {"card", "page"}
    assert set(specs()) == set(KINDS) == set(EXAMPLES)


@pytest.fixture
def title_on(tmp_path):
    def make(image: Image.Image, name: str = "photo.png", **saved) -> Card:
        image.save(tmp_path / name, **saved)
        photo = Photo(file=tmp_path / name, credit="AFP")
        return card("title", text="A headline that stands on *a photo*", photo=photo)

    return make


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_words_over_photos_can_be_read(title_on, grey):
    painting = paint(title_on(Image.new("RGB", (900, 700), (grey,) * 3)), page(FULL))
    assert problems(painting, 1.0) == []
    assert [box.text for box in painting.texts][-1] == "Photo: AFP"


def test_dark_photos_are_left_as_they_are_above_the_ink_that_their_black_is_printed_in(title_on):
    bright, dark = (
        paint(title_on(picture(600, 900, bright=share)), page(TINY)).ground for share in (1, 0.3)
    )
    ink = np.array(rgb(COLOURS.ground))
    dark_row, bright_row = (np.asarray(one)[150].astype(int) - ink for one in (dark, bright))
    assert dark_row.mean() / bright_row.mean() == pytest.approx(0.3, abs=0.02)


def test_photos_are_turned_upright_and_cut_around_their_focus(title_on):
    image = picture(800, 600)
    plain = paint(title_on(image), page(TINY)).ground
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = title_on(image.transpose(Image.Transpose.ROTATE_90), "turned.png", exif=exif)
    difference = np.abs(np.asarray(paint(turned, page(TINY)).ground).astype(int) - plain)
    assert difference.mean() < 1
    photo = turned.photo("photo")
    assert photo is not None
    right = replace(turned, fields={**turned.fields, "photo": replace(photo, focus=Point(x=1.0))})
    assert np.abs(np.asarray(paint(right, page(TINY)).ground).astype(int) - plain).mean() > 4


def test_transparent_and_palette_photos_are_painted(title_on):
    seen = Image.new("RGBA", (300, 300), (200, 30, 30, 128))
    palette = picture(300, 300).convert("P")
    for image, name in ((seen, "a.png"), (palette, "b.png"), (seen.convert("LA"), "c.png")):
        assert paint(title_on(image, name), page(TINY)).ground.mode == "RGB"


@pytest.mark.parametrize("content", [b"", b"no picture at all", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_is_no_photo_is_named(tmp_path, content):
    file = tmp_path / "photo.jpg"
    file.write_bytes(content)
    item = card("title", text="Headline", photo=Photo(file=file, credit="AFP"))
    with pytest.raises(MediaError, match=r"photo\.jpg"):
        paint(item, page(TINY))


def test_a_truncated_photo_is_named(tmp_path):
    whole = tmp_path / "whole.jpg"
    picture(400, 400).save(whole)
    file = tmp_path / "half.jpg"
    file.write_bytes(whole.read_bytes()[:3000])
    item = card("title", text="Headline", photo=Photo(file=file, credit="AFP"))
    with pytest.raises(MediaError, match=r"half\.jpg"):
        paint(item, page(TINY))


def test_a_gigantic_photo_is_refused_before_it_is_decoded(tmp_path):
    file = tmp_path / "huge.png"
    header = struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    file.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            for name, data in chunks
        )
    )
    item = card("title", text="Headline", photo=Photo(file=file, credit="AFP"))
    with pytest.raises(MediaError, match=r"huge\.png: the picture is too large"):
        paint(item, page(TINY))
    with pytest.raises(MediaError, match=r"huge\.png: the picture is too large"):
        check_photo(file)


def test_a_photo_is_checked_as_it_is_opened(tmp_path):
    whole, half = tmp_path / "whole.jpg", tmp_path / "half.jpg"
    picture(400, 400).save(whole)
    half.write_bytes(whole.read_bytes()[:3000])
    check_photo(whole)
    with pytest.raises(MediaError, match=r"half\.jpg: the picture cannot be read: it is damaged"):
        check_photo(half)
