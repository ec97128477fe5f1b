"""The store of finished pieces: whole or not there, bounded, shared."""

import json
import os
from pathlib import Path

from clipmaker.render.store import Store


def put(store: Store, key: str, tmp_path: Path, content: bytes = b"picture") -> None:
    file = tmp_path / "made.mp4"
    file.write_bytes(content)
    store.put(key, {"picture.mp4": file}, {"texts": []})


def test_what_was_put_is_got(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert store.get("ab12") is None
    put(store, "ab12", tmp_path)
    entry = store.get("ab12")
    assert entry is not None
    assert entry.file("picture.mp4").read_bytes() == b"picture"
    assert entry.facts == {"texts": []}


def test_a_damaged_entry_is_dropped_and_can_be_put_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    put(store, "ab12", tmp_path)
    (tmp_path / "store" / "ab" / "ab12" / "picture.mp4").write_bytes(b"pictur3")
    assert store.get("ab12") is None
    put(store, "ab12", tmp_path)
    assert store.get("ab12") is not None


def test_an_entry_of_another_form_is_dropped(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for text in ("", "[]", "{}", json.dumps({"files": [], "facts": {}}), "\x00"):
        put(store, "ab12", tmp_path)
        (tmp_path / "store" / "ab" / "ab12" / "entry.json").write_text(text)
        assert store.get("ab12") is None


def test_the_first_of_two_writers_wins(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    put(store, "ab12", tmp_path, b"first")
    put(store, "ab12", tmp_path, b"second")
    entry = store.get("ab12")
    assert entry is not None
    assert entry.file("picture.mp4").read_bytes() == b"first"
    assert not list((tmp_path / "store").glob(".new-*"))


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", max_bytes=2600)
    for i, key in enumerate(("aa1", "bb2", "cc3")):
        put(store, key, tmp_path, bytes(1000))
        os.utime(tmp_path / "store" / key[:2] / key, (1000 + i, 1000 + i))
    assert store.get("aa1") is not None
    assert store.clean() > 0
    assert [store.get(key) is not None for key in ("aa1", "bb2", "cc3")] == [True, False, True]
