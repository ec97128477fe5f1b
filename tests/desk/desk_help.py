"""A desk over copies of the project's own example, and what a browser would send to it."""

import json
import shutil
from dataclasses import fields
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient
from synth import stories
from synth.stories import TRAINING, TinyCue, make_footage, tiny_sheet

from clipmaker.desk.app import make_app
from clipmaker.desk.settings import DeskSettings
from clipmaker.make.gather import Surroundings

EXAMPLE = Path(__file__).resolve().parents[2] / "assets" / "examples" / "captured-soldier"
HOST = "http://127.0.0.1:8460"
CLIP = "/clips/2025-01-13/captured-soldier"


def copy_example(folder: Path) -> Path:
    """Copy the example, its subtitles not approved yet; returns the story."""
    shutil.copytree(EXAMPLE, folder)
    unapprove(folder / "interview.cues.yaml")
    return folder / "story.yaml"


def unapprove(sheet: Path) -> None:
    """Make every cue of a sheet a machine's again."""
    lines = sheet.read_text(encoding="utf-8").splitlines()
    dropped = ("  approved_by:", "  approved_at:", "  seal:")
    kept = [line for line in lines if not line.startswith(dropped)]
    text = "\n".join(kept).replace("status: approved", "status: machine")
    sheet.write_text(text + "\n", encoding="utf-8")


def settings(tmp_path: Path, **changes: Any) -> DeskSettings:
    """Return what a desk over a folder of stories is started with."""
    around = {one.name for one in fields(Surroundings)} & changes.keys()
    values: dict[str, Any] = {
        "output": tmp_path / "output",
        "stories": (tmp_path / "stories",),
        "surroundings": Surroundings(**{name: changes.pop(name) for name in around}),
        **changes,
    }
    return DeskSettings(**values)


class Browser:
    """Asks as the desk's own pages do; renders wait, since its workers are not started."""

    def __init__(self, given: DeskSettings) -> None:
        self.app = make_app(given)
        self.client = TestClient(self.app, base_url=HOST)

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers=headers, follow_redirects=False)

    def post(self, path: str, body: object, **headers: str) -> Any:
        return self.client.post(path, json=body, headers={"origin": HOST, **headers})

    def clip(self) -> Any:
        return self.get(f"/api{CLIP}").json()

    def change(self, do: str, **body: Any) -> Any:
        sheet = self.clip()["sheets"][0]
        asked = {
            "do": do,
            "footage": "interview.mp4",
            "base": sheet["base"],
            "page": "one",
            "who": "Mara Lind",
            **body,
        }
        return self.post(f"/api{CLIP}/cues", asked)


def publish(output: Path, day: str, slug: str, version: str = "draft", **changes: Any) -> Path:
    """Write a folder as publishing leaves it, without its pictures."""
    folder = output / day / slug / version
    folder.mkdir(parents=True)
    (folder / f"{slug}.mp4").write_bytes(bytes(range(256)) * 8)
    cue = {
        "id": "c1",
        "status": "machine",
        "text": "They said",
        "edited_by": "",
        "approved_by": "",
        "approved_at": "",
        "flags": [{"code": "machine-translation", "severity": "serious"}],
    }
    facts: dict[str, Any] = {
        "state": "draft" if version == "draft" else "final",
        "story": {"slug": slug, "date": day, "headline": f"Headline of {slug}"},
        "profile": {"name": "news-60", "dated": "2026-08-24"},
        "brand": {"name": "news-60"},
        "inputs": [],
        "speech": [{"footage": "a.mp4", "language": "ko", "cues": [cue]}],
        "segments": [],
        "sound": "s",
        "fingerprint": f"{day}{slug}{version}",
        "files": {f"{slug}.mp4": "0" * 64},
        **changes,
    }
    (folder / "manifest.json").write_text(json.dumps(facts), encoding="utf-8")
    return folder


TINY_CUES = "# Kept through every save.\n" + tiny_sheet(
    TRAINING, TinyCue("0:00.600", "0:00.950", "모릅니다", "I don't know"), status="edited"
)


def tiny_story(folder: Path, name: str) -> Path:
    """Write a story of the tiny profile with real footage; returns the story."""
    folder.mkdir(parents=True)
    make_footage(folder / "interview.mp4")
    (folder / "interview.cues.yaml").write_text(TINY_CUES, encoding="utf-8")
    story = folder / "story.yaml"
    story.write_text(
        stories.tiny_story(slug=name, title=f"Story {name} with *emphasis*"), encoding="utf-8"
    )
    return story


def tiny_desk(folder: Path) -> tuple[tuple[object, ...], dict[str, str]]:
    """Return how the desk is started."""
    args = (folder / "stories", "--output", folder / "output", "--profile", "tiny")
    env = {"CLIPMAKER_CACHE": str(folder / "cache"), "CLIPMAKER_CONFIG": str(folder / "config")}
    return (*args, "--subtitle-profile", "tiny"), env


def warn_in(story: Path) -> None:
    """Put a content warning before the example's footage, in the place of a caption."""
    text = story.read_text(encoding="utf-8")
    warned = "  - kind: footage\n    warning: {text: The next pictures may distress people.}\n"
    one_less = text.index("  - kind: caption\n    text: One man"), text.index("  - kind: quote")
    text = text[: one_less[0]] + text[one_less[1] :]
    story.write_text(text.replace("  - kind: footage\n", warned), encoding="utf-8")
