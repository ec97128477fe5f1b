"""JSON from elsewhere is a value or one kind of error, however it is damaged."""

from pathlib import Path

import pytest

from clipmaker.catalogue.index import Catalogue
from clipmaker.machine.parsed import parsed_json
from clipmaker.publish.deliveries import deliveries
from clipmaker.publish.verify import verify_folder
from clipmaker.publish.withdrawals import inputs_of
from clipmaker.publish.written import read_manifest

_DEEP = "[" * 100_000
_DAMAGED = (_DEEP, '{"a":' * 100_000, f'{{"files": {_DEEP}', f'{{"a": {"9" * 6000}}}', "", "{")


@pytest.mark.parametrize("text", _DAMAGED)
def test_whatever_is_damaged_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        parsed_json(text)
    with pytest.raises(ValueError):
        parsed_json(text.encode())


@pytest.mark.parametrize("text", _DAMAGED)
def test_a_published_folder_with_such_a_manifest_stops_nothing(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "2025-01-13" / "a" / "v1"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    assert Catalogue(tmp_path).entries() == ()
    assert inputs_of(folder) == ()
    assert deliveries(tmp_path) == {}
    assert verify_folder(folder).broken
    with pytest.raises(ValueError):
        read_manifest(folder)
