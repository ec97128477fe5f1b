"""Where a field takes *emphasis*, no card of any kind shows its asterisks."""

from pathlib import Path

import pytest

from clipmaker.cards.registry import specs
from clipmaker.paint.kit import Kit
from clipmaker.paint.styles import Fit, Role
from clipmaker.story.spec import FieldKind

from .kinds import EXAMPLES, example
from .looks import TINY, card, page, paint

MARKED = {
    (kind, field.name)
    for kind, spec in specs().items()
    for field in spec.fields
    if field.emphasis and field.kind in (FieldKind.TEXT, FieldKind.TEXTS) and kind in EXAMPLES
}


@pytest.mark.parametrize(("kind", "name"), sorted(MARKED))
def test_the_asterisks_of_emphasis_are_not_shown(kind: str, name: str, tmp_path: Path) -> None:
    item = example(kind, tmp_path)
    value = item.fields.get(name, "Some words")
    marked = ("*One* word",) * len(value) if isinstance(value, tuple) else "*One* word"
    painting = paint(card(kind, **{**item.fields, name: marked}), page(TINY))
    shown = [box.text for box in painting.texts]
    assert any("One" in text for text in shown)
    assert not [text for text in shown if "*" in text]


@pytest.mark.parametrize("emphasis", [True, False])
def test_several_texts_in_one_size_take_emphasis_where_their_field_does(emphasis: bool) -> None:
    kit = Kit(page(TINY))
    pieces = kit.texts(["*One* word"], Role.BODY, Fit(60, 44, 3), "#FFFFFF", emphasis=emphasis)
    shown = [piece.words.text for piece in pieces if piece.words]
    assert shown == ["One word" if emphasis else "*One* word"]
