"""Writes what lies beside a clip's MP4: subtitles, transcript, cover, storyboard, report."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from clipmaker.check.model import Report
from clipmaker.check.report import as_data
from clipmaker.cues.model import Cue
from clipmaker.publish.manifest import Made, write_json, write_manifest
from clipmaker.publish.pictures import write_pictures
from clipmaker.timeline.frames import frame_to_ms
from clipmaker.timeline.model import PlacedCue


def write_files(made: Made, facts: Mapping[str, Any], report: Report, folder: Path) -> None:
    """Write everything that belongs beside the MP4 in a folder, the manifest last."""
    _write_subtitles(made, folder)
    write_pictures(made, folder / f"{made.story.slug}.mp4", folder)
    write_json(folder / "report.json", as_data(report))
    write_manifest(folder, facts)


def _write_subtitles(made: Made, folder: Path) -> None:
    from clipmaker.cues.formats import TimedText, to_srt, to_vtt
    from clipmaker.cues.transcript import transcript

    slug = made.story.slug
    rate = made.timeline.rate
    english: list[TimedText] = []
    spoken: dict[str, list[TimedText]] = {}
    spans: list[tuple[int, int, Cue, str]] = []
    for shot in made.timeline.shots:
        sheet = made.sheets.get(shot.index)
        if sheet is None:
            continue
        cues = {cue.id: cue for cue in sheet.cues}
        for placed in shot.cues:
            start_ms, end_ms = _span_ms(placed, rate)
            cue = cues[placed.id]
            english.append(TimedText(start_ms=start_ms, end_ms=end_ms, lines=placed.lines))
            spoken.setdefault(sheet.language, []).append(
                TimedText(start_ms=start_ms, end_ms=end_ms, lines=(cue.source,))
            )
            spans.append((start_ms, end_ms, cue, sheet.language))
    language = made.story.language
    _write(folder / f"{slug}.{language}.srt", to_srt(english))
    _write(folder / f"{slug}.{language}.vtt", to_vtt(english, language=language))
    for code, cues_said in spoken.items():
        if code != language:
            _write(folder / f"{slug}.{code}.srt", to_srt(cues_said))
    _write(folder / "transcript.txt", transcript(made.story, made.timeline, spans))


def _span_ms(cue: PlacedCue, rate: Fraction) -> tuple[int, int]:
    return frame_to_ms(cue.start_frame, rate), frame_to_ms(cue.end_frame, rate)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
