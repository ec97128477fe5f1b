"""Writes what lies beside a clip's MP4: subtitles, transcript, post, report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clipmaker.check.model import Report
from clipmaker.check.report import as_data
from clipmaker.exchange.write import TimedText, to_srt, to_vtt
from clipmaker.publish.manifest import MadeClip, write_json, write_manifest
from clipmaker.publish.post import alt_text, post_text
from clipmaker.publish.review_record import review_page, review_record
from clipmaker.publish.transcript import transcript
from clipmaker.timeline.frames import frame_to_ms

if TYPE_CHECKING:
    from clipmaker.exchange.write import TimedText


def write_files(made: MadeClip, facts: Mapping[str, Any], report: Report, folder: Path) -> None:
    """Write everything but pictures that belongs beside the MP4 in a folder, the manifest last.

    Beside a preview lies nothing that could be published.
    """
    if not made.preview:
        _write_beside(made, folder)
        record = review_record(facts)
        write_json(folder / "review.json", record)
        _write(folder / "review.html", review_page(record))
    write_json(folder / "report.json", as_data(report))
    write_manifest(folder, facts)


def _write_beside(made: MadeClip, folder: Path) -> None:
    _write_subtitles(made, folder)
    _write(folder / "post.txt", post_text(made.story))
    _write(folder / "alt.txt", alt_text(made.story, made.timeline, made.plan.look.brand))


def _write_subtitles(made: MadeClip, folder: Path) -> None:
    slug = made.story.slug
    rate = made.timeline.rate
    shown: list[TimedText] = []
    spoken: dict[str, list[TimedText]] = {}
    for shot in made.timeline.shots:
        sheet = made.sheets.get(shot.index)
        if sheet is None:
            continue
        known = {cue.id: cue for cue in sheet.cues}
        for placed in shot.cues:
            start_ms = frame_to_ms(placed.start_frame, rate)
            end_ms = frame_to_ms(placed.end_frame, rate)
            shown.append(TimedText(start_ms=start_ms, end_ms=end_ms, lines=placed.lines))
            said = TimedText(start_ms=start_ms, end_ms=end_ms, lines=(known[placed.id].source,))
            spoken.setdefault(sheet.spoken(known[placed.id]), []).append(said)
    shown = sorted(shown + _narrated(made), key=lambda text: (text.start_ms, text.end_ms))
    language = made.story.language
    _write(folder / f"{slug}.{language}.srt", to_srt(shown))
    _write(folder / f"{slug}.{language}.vtt", to_vtt(shown, language=language))
    for code, cues_said in spoken.items():
        if code != language:
            _write(folder / f"{slug}.{code}.srt", to_srt(cues_said))
    cues = {index: sheet.cues for index, sheet in made.sheets.items()}
    narration = made.narration.cues if made.narration else ()
    _write(folder / "transcript.txt", transcript(made.story, made.timeline, cues, narration))


def _narrated(made: MadeClip) -> list[TimedText]:
    """Return what a voice-over says."""
    return [
        TimedText(start_ms=cue.start_ms, end_ms=cue.end_ms, lines=(cue.text,))
        for cue in (made.narration.cues if made.narration else ())
    ]


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
