"""What a story asks of its final is one of two words."""

from pathlib import Path

import pytest

from clipmaker.cards.registry import specs
from clipmaker.errors import InputError
from clipmaker.story.load import load_story

STORY = """\
version: 1
date: 2025-01-13
gate: {gate}
shots:
  - kind: title
    text: A headline
"""


def test_a_gate_is_strict_or_two_people(tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(STORY.format(gate="two-people"), encoding="utf-8")
    assert load_story(file, specs=specs()).gate == "two-people"
    file.write_text(STORY.format(gate="strickt"), encoding="utf-8")
    with pytest.raises(InputError, match="expected one of strict, two-people"):
        load_story(file, specs=specs())
