"""Good files of every kind, made by the project itself; real ones are added where they are."""

# ruff: noqa: E501

from __future__ import annotations

import importlib.resources
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe
from PIL import Image

from fuzzing.areas import Seeds

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
_MOST_BYTES = 400_000

STORY = """\
version: 1
date: 2025-01-13
slug: fuzzed
language: en
link: https://example.org/a
hashtags: [News]
shots:
- kind: title
  kicker: World
  text: A headline with *emphasis*
- kind: photo
  text: A photo
  photo: {file: photo.jpg, credit: Synthetic}
- kind: footage
  file: interview.mp4
  credit: Synthetic
  language: ko
  in: "0:00.2"
  out: "0:01"
- kind: quote
  text: We were told that it was training
  speaker: Ri
  role: soldier
- kind: figure
  text: Soldiers sent
  numbers:
  - {value: 2700, label: of them, suffix: men}
- kind: end
  sources: [Nobody, Somebody]
"""
CUES = """\
version: 1
footage: interview.mp4
language: ko
audience: en
cues:
- id: c1
  start: 0:00.300
  end: 0:00.600
  source: 훈련이라고 했습니다
  english: They said it was training
  status: machine
  flags: ["warning heard-badly: listen again"]
  words: [[훈련이라고, 300, 400, 0.9], [했습니다, 400, 600, 0.8]]
- {id: c2, start: 0:00.650, end: 0:00.900, source: 네, english: "Yes", speaker: Ri}
"""
SUBTITLES = {
    "a.srt": "1\n00:00:00,300 --> 00:00:00,600\nOne <i>line</i>\nand two\n\n"
    "2\n00:00:00,650 --> 00:00:00,900\n- Yes?\n- No.\n",
    "a.vtt": "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n\nNOTE x\n\nSTYLE\n::cue {}\n\n"
    "c1\n00:00.300 --> 00:00.600 line:0 position:20%\n<v Ri>One <ruby>捕<rt>ほ</rt></ruby> &amp;\n\n"
    "00:00.650 --> 00:00.900\nTwo\n",
    "a.ass": "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\n"
    "Style: Default,Arial,20\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, "
    "MarginV, Effect, Text\nDialogue: 0,0:00:00.30,0:00:00.60,Default,,0,0,0,,One {\\i1}line\\Ntwo\n",
    "a.ttml": '<?xml version="1.0" encoding="UTF-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml" '
    'xml:lang="en" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25"><body><div>'
    '<p begin="00:00:00.300" end="600ms">One<br/>line</p>'
    '<p begin="0.65s" dur="0.2s"><span><span>Two</span></span></p></div></body></tt>\n',
    "a.csv": "start,end,speaker,text\n0:00.300,0:00.600,Ri,One line\n0:00.650,0:00.900,,\"Two, or\"\n",
    "a.json": json.dumps(
        {
            "language": "ko",
            "text": "One two",
            "segments": [
                {"id": 0, "start": 0.3, "end": 0.6, "text": "One", "avg_logprob": -0.3,
                 "words": [{"word": "One", "start": 0.3, "end": 0.6, "probability": 0.9}]},
                {"id": 1, "start": 0.65, "end": 0.9, "text": "Two", "no_speech_prob": 0.1},
            ],
        },
        indent=1,
    ),
    "a.txt": "One line\nTwo\n",
}  # fmt: skip
SUMMARY = """\
A headline for a clip
Date: 2025-01-13
Sources: AFP, Reuters

Two captured soldiers said they had been told that it was training.

“I was told that it was training,” said Ri, a soldier.

- 2,700 were sent, says Kyiv
- More may follow

Link: https://example.org/a
Hashtags: News, World
"""


def make_seeds(folder: Path) -> Seeds:
    """Write seeds into an empty folder; returns them."""
    story = folder / "story"
    (story / "brands").mkdir(parents=True)
    shutil.copytree(ROOT / "assets" / "brands" / "news-60", story / "brands" / "own")
    (story / "story.yaml").write_text(STORY, encoding="utf-8")
    (story / "interview.cues.yaml").write_text(CUES, encoding="utf-8")
    tiny = (ROOT / "assets" / "profiles" / "delivery" / "tiny.toml").read_text("utf-8")
    profile = story / "short.toml"
    profile.write_text(re.sub(r"(?m)^frames = .*", "frames = 180", tiny), encoding="utf-8")
    pictures, media, subtitles = _pictures(folder), _media(folder), []
    shutil.copy(pictures[0], story / "photo.jpg")
    shutil.copy(media[0], story / "interview.mp4")
    for name, text in SUBTITLES.items():
        (folder / name).write_text(text, encoding="utf-8")
        subtitles.append(folder / name)
    (folder / "summary.txt").write_text(SUMMARY, encoding="utf-8")
    return Seeds(
        story=story,
        subtitles=(*subtitles, *_real("cases/subs"), *_real("cases/fuzz", "ttml", "ass", "json")),
        pictures=(*pictures, *_real("cases/fuzz", "jpg")),
        media=(*media, *_real("cases/media", "mp4", "wav", "webm"), *_real("cases/fuzz", "ts")),
        speech=tuple(_speech(folder)),
        fonts=_fonts(),
        profile=profile,
        published=_published(folder, story),
        summaries=(folder / "summary.txt", *_real("cases/text", "txt"), *_real("article", "txt")),
    )


def _published(folder: Path, story: Path) -> Path:
    """Make a final of the story, every line approved; returns the output folder."""
    with tempfile.TemporaryDirectory(prefix="fuzz-cache-") as cache:
        copy, output = folder / "made", folder / "output"
        waived = ["--waive", "interview.mp4 c1: it is a seed", "--as", "Kim"]
        shutil.copytree(story, copy)
        for command in (
            ["subtitles", "approve", "story.yaml", "--cue", "c1", "--cue", "c2", "--as", "Kim"],
            ["render", "story.yaml", "--final", "-o", str(output), *waived],
        ):
            done = subprocess.run(
                [sys.executable, "-m", "clipmaker", *command, "--profile", "short.toml"],
                cwd=copy,
                env={**os.environ, "CLIPMAKER_CACHE": cache, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise SystemExit(f"the seed cannot be made:\n{done.stdout}{done.stderr}")
    return output


def _real(folder: str, *endings: str) -> tuple[Path, ...]:
    """Return small real files beside the checkout, none where there are none."""
    found = sorted((SHARED / folder).glob("*")) if SHARED.is_dir() else []
    return tuple(
        file
        for file in found
        if file.is_file()
        and file.stat().st_size < _MOST_BYTES
        and (not endings or file.suffix[1:] in endings)
    )


def _pictures(folder: Path) -> list[Path]:
    image = Image.linear_gradient("L").resize((240, 320)).convert("RGB")
    made = []
    for name, options in {
        "jpg": {"quality": 80},
        "png": {},
        "webp": {},
        "gif": {},
        "tif": {},
    }.items():
        made.append(folder / f"photo.{name}")
        image.save(made[-1], **options)
    return made


def _media(folder: Path) -> list[Path]:
    source = ["-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=1.5"]
    tone = ["-f", "lavfi", "-i", "sine=frequency=300:sample_rate=48000:duration=1.5"]
    made = []
    for name, options in {
        "a.mp4": [*source, *tone, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"],
        "a.mkv": [*source, *tone, "-c:v", "libx264", "-c:a", "libopus"],
        "a.webm": [*source, "-c:v", "libvpx", "-b:v", "200k"],
        "a.ts": [*source, *tone, "-c:v", "mpeg2video", "-c:a", "mp2"],
        "a.mov": [*source, *tone, "-c:v", "mjpeg", "-c:a", "pcm_s16le"],
        "a.avi": [*source, *tone, "-c:v", "mpeg4", "-c:a", "mp3"],
        "a.wav": tone,
        "a.flac": tone,
    }.items():
        made.append(folder / name)
        command = [get_ffmpeg_exe(), "-v", "error", "-y", *options, "-bitexact", str(made[-1])]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return made


def _speech(folder: Path) -> list[Path]:
    """Cut seconds of speech out of the example's footage, into files of several kinds."""
    source = ROOT / "assets" / "examples" / "captured-soldier" / "interview.mp4"
    made = []
    for name, options in {
        "speech.mp4": ["-c:v", "libx264", "-c:a", "aac"],
        "speech.mkv": ["-c:v", "libx264", "-c:a", "libopus"],
        "speech.ts": ["-c:v", "mpeg2video", "-c:a", "mp2"],
        "speech.mov": ["-c:v", "mjpeg", "-c:a", "pcm_s16le"],
    }.items():
        made.append(folder / name)
        cut = ["-ss", "0.5", "-t", "2", "-i", str(source), "-vf", "scale=160:90"]
        command = [get_ffmpeg_exe(), "-v", "error", "-y", *cut, *options, "-bitexact"]
        subprocess.run([*command, str(made[-1])], check=True, stdin=subprocess.DEVNULL)
    return made


def _fonts() -> tuple[Path, ...]:
    """Return fonts of the packages that the program takes its own from."""
    found: list[Path] = []
    for package in ("fontpkg_inter", "fontpkg_source_serif_4"):
        root = Path(str(importlib.resources.files(package)))
        found += sorted(file for file in root.rglob("*") if file.suffix in (".ttf", ".otf"))[:2]
    return tuple(found)
