"""Writes what lies beside a clip's MP4: subtitles, transcript, cover, storyboard, report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clipmaker.check.model import Report
from clipmaker.check.report import as_data
from clipmaker.publish.manifest import Made, write_json, write_manifest
from clipmaker.publish.pictures import write_pictures
from clipmaker.publish.transcript import clip_transcript
from clipmaker.timeline.frames import frame_to_ms


def write_files(made: Made, facts: Mapping[str, Any], report: Report, folder: Path) -> None:
    """Write everything that belongs beside the MP4 in a folder, the manifest last."""
    _write_subtitles(made, folder)
    _write(folder / "transcript.txt", clip_transcript(made))
    write_pictures(made, folder / f"{made.story.slug}.mp4", folder)
    write_json(folder / "report.json", as_data(report))
    write_manifest(folder, facts)


def _write_subtitles(made: Made, folder: Path) -> None:
    from clipmaker.cues.formats import Shown, write_srt, write_vtt

    slug = made.story.slug
    rate = made.timeline.rate
    english: list[Shown] = []
    spoken: dict[str, list[Shown]] = {}
    for shot in made.timeline.shots:
        sheet = made.sheets.get(shot.index)
        if sheet is None:
            continue
        sources = {cue.id: cue.source for cue in sheet.cues}
        for placed in shot.cues:
            start_ms = frame_to_ms(placed.start_frame, rate)
            end_ms = frame_to_ms(placed.end_frame, rate)
            english.append(Shown(start_ms, end_ms, placed.lines))
            said = Shown(start_ms, end_ms, (sources[placed.id],))
            spoken.setdefault(sheet.language, []).append(said)
    language = made.story.language
    _write(folder / f"{slug}.{language}.srt", write_srt(english))
    _write(folder / f"{slug}.{language}.vtt", write_vtt(english))
    for code, cues_said in spoken.items():
        if code != language:
            _write(folder / f"{slug}.{code}.srt", write_srt(cues_said))


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
