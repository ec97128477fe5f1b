"""What platforms take of a published clip: texts in their counting, checks, one folder each."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clipmaker.errors import CheckError, InputError, UnknownNameError
from clipmaker.handover.package import counted_length, make_package, texts_for
from clipmaker.handover.versions import VersionNeeded, version_for
from clipmaker.profile.platforms import load_platform, platform_names
from clipmaker.publish.manifest import fingerprint, write_json, write_manifest
from clipmaker.publish.verify import verify_folder

POST = (
    "Flood cuts off harbour town\n\nAt least 12 people died. "
    "More than 2,000 homes have no power.\n\n"
    "https://example.org/flood\n\n#Flood #PortEllery\n"
)
PROFILE = {"width_px": 1080, "height_px": 1920, "rate": "30", "frames": 1800}

MADE = {"profile": PROFILE, "clip": {"differs": {}}}


@pytest.fixture
def published(tmp_path: Path) -> Path:
    folder = tmp_path / "flood" / "v1"
    folder.mkdir(parents=True)
    for name in ("flood.mp4", "cover.jpg", "alt.txt", "flood.en.srt", "flood.en.vtt"):
        (folder / name).write_bytes(name.encode())
    (folder / "post.txt").write_text(POST, encoding="utf-8")
    write_json(folder / "report.json", {"results": [{"rule": "loudness", "value": -14.1}]})
    facts = {
        "manifest": 1,
        "state": "final",
        "story": {"slug": "flood", "language": "en"},
        "profile": PROFILE,
        "cover_frame": 15,
    }
    write_manifest(folder, facts | {"fingerprint": fingerprint(facts)})
    return folder


def test_each_platform_gets_what_it_takes(published: Path) -> None:
    made = {name: make_package(published, load_platform(name)) for name in platform_names()}
    assert set(made) == {"facebook", "reels", "shorts", "site", "tiktok", "x"}
    files = {name: {file.name for file in one.folder.iterdir()} for name, one in made.items()}
    always = {"flood.mp4", "alt.txt", "text.txt", "package.json"}
    assert files["tiktok"] == always
    assert files["shorts"] == {*always, "title.txt", "cover.jpg", "flood.en.srt"}
    assert files["site"] == {*always, "cover.jpg", "flood.en.vtt"}
    assert made["tiktok"].folder == published.parent / "packages" / "tiktok-v1"
    assert made["tiktok"].left_out == ("link: https://example.org/flood",)
    text = (made["shorts"].folder / "text.txt").read_text("utf-8")
    assert not text.startswith("Flood cuts off")
    # The clip's own folder stays as it was published.
    assert not verify_folder(published).broken
    again = make_package(published, load_platform("x"))
    assert [file.name for file in again.folder.parent.iterdir() if file.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("text", "counting", "length"),
    [
        ("Flood", "characters", 5),
        ("🌊", "utf16", 2),
        ("🌊", "characters", 1),
        ("홍수", "x", 4),
        ("Überflutung – “so”", "x", 18),
        ("See https://example.org/a/very/long/address/that/goes/on", "x", 27),
    ],
)
def test_each_counts_in_its_own_way(text: str, counting: str, length: int) -> None:
    assert counted_length(text, counting) == length


def test_what_does_not_fit_is_left_out_in_whole_sentences() -> None:
    long = POST.replace("At least", f"{'Rain fell all night in the hills. ' * 7}At least")
    found = texts_for(load_platform("x"), long, "en")
    assert counted_length(found.text, "x") <= 280
    assert found.text.startswith("Flood cuts off harbour town\n\nRain fell")
    assert "https://example.org/flood" in found.text
    assert found.left_out[:2] == ("hashtag: #PortEllery", "hashtag: #Flood")
    assert "sentence: More than 2,000 homes have no power." in found.left_out
    with pytest.raises(CheckError, match="280 are the most"):
        texts_for(load_platform("x"), "Flood " * 60, "en")
    with pytest.raises(CheckError, match="the headline has 119 characters as YouTube Shorts"):
        texts_for(load_platform("shorts"), "Flood " * 20, "en")


def change(folder: Path, **facts: object) -> None:
    known = json.loads((folder / "manifest.json").read_text("utf-8"))
    for name in ("files", "seal", "fingerprint"):
        known.pop(name, None)
    now = known | facts
    write_manifest(folder, now | {"fingerprint": fingerprint(now)})


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"state": "draft"}, "it is a draft"),
        ({"profile": {**PROFILE, "height_px": 1080}}, "--format 9:16"),
        ({"profile": {**PROFILE, "frames": 30000}}, "1000 s"),
    ],
)  # fmt: skip
def test_what_a_platform_does_not_take_is_said(
    published: Path, facts: dict[str, object], message: str
) -> None:
    change(published, **facts)
    with pytest.raises(CheckError, match=message):
        make_package(published, load_platform("tiktok"))
    assert not (published.parent / "packages" / "tiktok-v1").exists()


@pytest.mark.parametrize(
    ("platform", "needed"),
    [
        ({}, VersionNeeded()),
        ({"shapes": ("1:1", "4:5")}, VersionNeeded(format="1:1")),
        ({"shapes": ("18:32",)}, VersionNeeded()),
        ({"longest_s": 59.5}, VersionNeeded(length_s=59)),
        ({"longest_s": 60}, VersionNeeded()),
        ({"music": False}, VersionNeeded(silent=True)),
    ],
)
def test_the_version_that_a_platform_needs_is_known(
    platform: dict[str, Any], needed: VersionNeeded
) -> None:
    assert version_for(replace(load_platform("tiktok"), **platform), MADE) == needed


def test_a_damaged_manifest_is_refused_and_no_fault_of_the_program(published: Path) -> None:
    (published / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(CheckError, match="cannot be read"):
        make_package(published, load_platform("x"))


def test_a_changed_clip_and_an_unknown_platform_are_refused(published: Path) -> None:
    with pytest.raises(UnknownNameError, match="no platform “myspace”"):
        load_platform("myspace")
    (published / "flood.mp4").write_bytes(b"other")
    with pytest.raises(CheckError, match=r"flood\.mp4"):
        make_package(published, load_platform("x"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("longest_s = '90'", "longest_s holds 90"),
        ("max_mb = nan", "max_mb holds nan"),
        ("text = 1.5", "text holds 1.5"),
        ("headline = true", "headline holds True"),
        ("cover = 'no'", "cover holds no"),
        ("shapes = ['tall']", "not a shape"),
        ("shapes = ['9:0']", "not a shape"),
        ("sizes = 1", "is no key of a platform"),
        ("text = " + "9" * 5000, "cannot be used"),
    ],
)
def test_a_newsroom_s_own_platform_is_checked(
    line: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"title": "'Own'", "dated": "'2026-01-01'", "source": "'us'", "shapes": "['9:16']"}
    key, _, value = line.partition(" = ")
    text = "".join(f"{key} = {value}\n" for key, value in {**values, key: value}.items())
    monkeypatch.setattr("clipmaker.profile.platforms.config_dir", lambda: tmp_path)
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_platform("own")
    assert said in str(refused.value)
    assert "own.toml" in str(refused.value)
