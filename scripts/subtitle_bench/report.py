"""The report: tables in Markdown, made from what was measured."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from clipmaker.cues.judging.flags import DOUBTS
from clipmaker.cues.model import Confidence, Cue, Flag, Severity, Word
from subtitle_bench.corpus import Recording
from subtitle_bench.labels import digest, read_labels, read_texts, verdict
from subtitle_bench.scores import Case, Share, auc, chrf, errors, left_out, letters, words
from subtitle_bench.verdicts import VERDICTS

Measured = Mapping[str, Any]
Judged = Sequence[tuple[Recording, Cue, str]]
"""Cues with the verdict on them, "" where there is none."""

BADLY = 0.1
"""An utterance with a larger share of wrong characters was heard badly."""


def report(corpus: Sequence[Recording], measured: Measured, before: str = "") -> str:
    """Return the whole report.

    Args:
        corpus: the recordings.
        measured: by job; of one that is lacking the report says what it said before.
        before: the report that is there.
    """
    from subtitle_bench.likeness import likeness_part

    judged = judged_cues(corpus, measured["faster-whisper"])
    kept = _sections(before)
    likes, signals, mixed = (measured.get(job) for job in ("likeness", "signals", "mixed"))
    old = [
        title
        for title, lacking in (
            (SPEED, not measured.get("passes")),
            (TRIED, not signals),
            (VOICES, not mixed),
        )
        if lacking
    ]
    parts = (
        _head(corpus, judged, old),
        _texts(corpus, measured["faster-whisper"]),
        kept(SPEED) if SPEED in old else _speed(measured),
        _flags(judged),
        _single_flags(judged),
        _hearing(corpus, measured["faster-whisper"]),
        _korean(judged),
        likeness_part(judged, likes) if likes else kept(LIKE),
        _signals(corpus, signals, judged) if signals else kept(TRIED),
        _voices(mixed) if mixed else kept(VOICES),
    )
    told = (list(part) for part in parts)
    return "\n".join("\n".join(line.rstrip() for line in part) + "\n" for part in told if part)


SPEED, TRIED, VOICES = "Speed and memory", "What was tried", "Two voices at once"
LIKE = "Likeness of what was said and what is shown"


def _sections(before: str) -> Callable[[str], Sequence[str]]:
    """Return what gives the lines of a section of a report by its title; none where it is not."""
    by_title: dict[str, list[str]] = {}
    for part in f"\n{before}".split("\n## ")[1:]:
        lines = f"## {part.strip()}".split("\n")
        by_title[lines[0].removeprefix("## ")] = lines
    return lambda title: by_title.get(title, [])


def labelling(corpus: Sequence[Recording], heard: Measured) -> str:
    """Return every cue with its digest and the references, to label them by."""
    lines = []
    for recording in corpus:
        lines += [f"\n# {recording.name}", f"  said:  {recording.source}"]
        lines += [f"  meant: {recording.english}"]
        for cue in cues_of(heard["recordings"][recording.name]):
            lines.append(f'{cue.start_ms} = ["", "{digest(cue.text)}"]')
            lines.append(f"  {cue.source}\n  {cue.text}")
    return "\n".join(lines)


def _head(corpus: Sequence[Recording], judged: Judged, old: Sequence[str]) -> Iterator[str]:
    count = {v: sum(found == v for *_, found in judged) for v in ("bad", "good", "unclear", "")}
    languages = len({recording.language for recording in corpus})
    yield "# Subtitles, measured"
    yield ""
    yield "<!-- Made by scripts/bench_subtitles from real recordings; do not edit. -->"
    yield ""
    yield f"{len(corpus)} recordings in {languages} languages with references, {len(judged)} cues "
    yield "as the program makes them with the built-in Whisper base. By hand, against the "
    yield f"references, {count['bad']} were called bad, {count['good']} good and "
    yield f"{count['unclear']} unclear; unclear ones count nowhere" + (
        f", nor do {count['']} whose text has changed since." if count[""] else "."
    )
    yield ""
    yield "**The sample is small**, its cues hang together (several come from one utterance, and "
    yield "two files hold the same voice), and one person labelled it. Intervals are Wilson's at "
    yield "95 % and treat cues as independent, so the truth is wider still."
    yield ""
    if old:
        sections = ", ".join(f"“{title}”" for title in old)
        yield "Measured again are texts and flags; the sections "
        yield f"{sections} are as they were measured before."
        yield ""
    yield f"Machine: {_processor()}, {os.cpu_count()} processors, {platform.system()} "
    yield f"{platform.release().split('-')[0]}, Python {platform.python_version()}. Versions: "
    yield ", ".join(f"{name} {_version(name)}" for name in _PACKAGES) + "."


_PACKAGES = ("faster-whisper", "ctranslate2", "openai-whisper", "torch", "numpy", "sacrebleu")


def _texts(corpus: Sequence[Recording], heard: Measured) -> Iterator[str]:
    yield "## The texts"
    yield ""
    yield "Error rates only where the reference is what was really read: the others began as a "
    yield "model's output. chrF compares the English with one translation by hand (100 is equal)."
    yield ""
    yield "| recording | language | character errors | word errors | chrF of the English |"
    yield "|---|---|---|---|---|"
    scores = []
    for recording in corpus:
        cues = cues_of(heard["recordings"][recording.name])
        source, english = (" ".join(getattr(c, k) for c in cues) for k in ("source", "text"))
        cer = wer = "–"
        if recording.exact:
            cer = f"{errors(letters(recording.source), letters(source)):.1%}"
            wer = f"{errors(words(recording.source), words(source)):.1%}"
        score = "–"
        if recording.language != "en":
            scores.append(chrf(recording.english, english))
            score = f"{scores[-1]:.1f}"
        yield f"| `{recording.name}` | {recording.language} | {cer} | {wer} | {score} |"
    yield ""
    yield f"chrF over all translations: {sum(scores) / len(scores):.1f}. References of footage "
    yield "leave out some of what is said, which counts against the texts there."


def _speed(measured: Measured) -> Iterator[str]:
    ours, theirs, passes = (
        measured[name] for name in ("faster-whisper", "openai-whisper", "passes")
    )
    yield "## Speed and memory"
    yield ""
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    yield "Processor time, all threads together; every engine in a process of its own. Ratios of "
    yield f"one run. Load of the machine at its end: {load:.0f} on {processors} processors." + (
        " **The machine was busy**: threads that wait for each other count as work, so times are "
        "too long and the ratio of the engines is too large."
        if load > 1.5 * processors
        else ""
    )
    yield ""
    yield "| what | aim | measured |"
    yield "|---|---|---|"
    ratio = passes["together"] / passes["separate"]
    yield f"| both texts from one encoding, against two passes | at most 0.8 | {ratio:.2f} |"
    ratio = passes["together"] / passes["library"]
    yield f"| the same, against faster-whisper's own two passes | – | {ratio:.2f} |"
    if theirs:
        same = theirs["recordings"].keys()
        own = sum(ours["recordings"][name]["cpu_s"] for name in same)
        ratio = theirs["cpu_s"] / own
        what = f"openai-whisper ({len(same)} recordings, same weights and beam)"
        yield f"| {what}, against faster-whisper | at least 3 | {ratio:.1f} |"
    else:
        yield "| openai-whisper against faster-whisper | at least 3 | not installed here |"
    speed = ours["cpu_s"] / ours["sound_s"]
    yield f"| processor time for a second of sound, both texts | – | {speed:.2f} s |"
    yield f"| loading the model | – | {ours['loading_s']:.1f} s |"
    mib, mb = ours["peak_mib"], ours["peak_mib"] * 1.048576
    yield f"| peak memory, faster-whisper | under 700 | {mib:.0f} MiB ({mb:.0f} MB) |"
    if theirs:
        yield f"| peak memory, openai-whisper | – | {theirs['peak_mib']:.0f} MiB |"
    yield ""
    yield "Most of the peak is the moment of loading: CTranslate2 holds the weights as float32 "
    yield "twice (277 MiB each) while it packs them for Intel's matrix library. Without packing "
    yield "(`CT2_PACKED_GEMM=0`) the peak was a sixth lower and decoding took five times as long, "
    yield "so it stays. What was freed is given back to the system after voice detection, loading "
    yield "and each utterance: before that the peak was 786 MiB."


def _flags(judged: Judged) -> Iterator[str]:
    yield "## What the flags catch"
    yield ""
    yield "| | bad flagged serious (aim: 95 %) | good flagged serious (aim: at most 30 %) |"
    yield "|---|---|---|"
    for name, test in (
        ("all flags", lambda flags: bool(flags)),
        (
            "without “a machine translated this”",
            lambda flags: any(f.code != "machine-translation" for f in flags),
        ),
    ):
        shares = (_share(judged, v, lambda cue, t=test: t(_serious(cue))) for v in ("bad", "good"))
        yield f"| {name} | {' | '.join(map(str, shares))} |"
    translated = [one for one in judged if one[0].language != "en"]
    shares = (_share(translated, v, lambda cue: bool(_serious(cue))) for v in ("bad", "good"))
    yield f"| all flags, translations only | {' | '.join(map(str, shares))} |"
    yield ""
    yield "That any translation by a small model is serious by default decides both shares: it "
    yield "leaves nothing bad unflagged, and flags every good translation, too. Spanish was an "
    yield "exception once, on five cues; on recordings kept aside 7 of 16 bad Spanish lines then "
    yield "carried no serious flag. No number below, and no threshold on one, reaches both aims. "
    yield "So the rule stays, and cues with more than this one serious flag come first in a review."
    yield ""
    yield "By language, all flags:"
    yield ""
    yield "| language | bad cues flagged serious | good cues flagged serious |"
    yield "|---|---|---|"
    for language in sorted({recording.language for recording, *_ in judged}):
        own = [one for one in judged if one[0].language == language]
        shares = (_share(own, v, lambda cue: bool(_serious(cue))) for v in ("bad", "good"))
        yield f"| {language} | {' | '.join(map(str, shares))} |"


def _single_flags(judged: Judged) -> Iterator[str]:
    yield "### Each flag by itself, on translations, whatever its severity"
    yield ""
    yield "| flag | bad cues with it | good cues with it |"
    yield "|---|---|---|"
    translated = [one for one in judged if one[0].language != "en"]
    codes = sorted({flag.code for _, cue, _ in judged for flag in cue.flags})
    for code in codes:
        shares = (
            _share(translated, v, lambda cue, c=code: any(f.code == c for f in cue.flags))
            for v in ("bad", "good")
        )
        yield f"| {code} | {' | '.join(map(str, shares))} |"
    never = [f"`{code}`" for code in DOUBTS if code not in (*codes, "sent-back")]
    yield ""
    yield f"Never raised here, so nothing is known of them: {', '.join(never)}."


def _hearing(corpus: Sequence[Recording], heard: Measured) -> Iterator[str]:
    yield "### How well it was heard"
    yield ""
    yield f"Utterances of foreign speech; badly heard when more than {BADLY:.0%} of their "
    yield "characters differ from the best place of the reference. `heard-badly` warns below "
    yield "-0.25. The last line is of thresholds chosen on all other recordings, for each in turn."
    yield ""
    yield "| mean log probability of the transcript below | badly heard | well heard |"
    yield "|---|---|---|"
    cases = [
        Case(value=-doubt, bad=wrong > BADLY, group=recording.group)
        for recording in corpus
        if recording.language != "en"
        for doubt, wrong in _utterances(recording, heard["recordings"][recording.name])
    ]
    for threshold in (0.45, 0.35, 0.3, 0.25, 0.2):
        shares = (
            Share(hits=sum(c.value > threshold for c in some), of=len(some))
            for some in ([c for c in cases if c.bad], [c for c in cases if not c.bad])
        )
        yield f"| -{threshold:g} | {' | '.join(map(str, shares))} |"
    yield f"| chosen without the recording | {' | '.join(map(str, left_out(cases)))} |"
    yield ""
    yield "On recordings kept aside -0.45 caught 1 of 14 badly heard Korean utterances and -0.25 "
    yield "caught 11, with 6 of 26 good ones. The flag is about the transcript: a translation of "
    yield "words that were heard well can be as wrong as any."


def _utterances(recording: Recording, heard: Measured) -> Iterator[tuple[float, float]]:
    """Yield each utterance's mean log probability, and its share of wrong characters."""
    said: dict[float, list[str]] = {}
    for cue in cues_of(heard):
        if cue.heard is not None:
            said.setdefault(cue.heard.avg_logprob, []).append(cue.source)
    for doubt, texts in said.items():
        got, wanted = letters(" ".join(texts)), letters(recording.source)
        row = [0] * (len(wanted) + 1)
        for i, one in enumerate(got, 1):
            before, row = row, [i]
            for j, other in enumerate(wanted, 1):
                row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (one != other)))
        yield doubt, min(row) / max(1, len(got))


def _korean(judged: Judged) -> Iterator[str]:
    yield "### The Korean footage, cue by cue"
    yield ""
    yield "What the machine claims is meant, what a comparison with the reference says of it, and "
    yield "how it is flagged. The review begins with cues that have several serious flags, "
    yield "`render` marks the clip as a draft, and `render --final` refuses it, listing every cue "
    yield "that nobody approved with its flags."
    yield ""
    yield "| footage | at | the machine's English | it is | serious flags | others |"
    yield "|---|---|---|---|---|---|"
    for recording, cue, told in judged:
        if recording.language != "ko" or recording.file.suffix != ".mp4":
            continue
        serious = [flag.code for flag in _serious(cue)]
        others = [f.code for f in cue.flags if f.code not in serious]
        yield (
            f"| `{recording.name.split('_')[2]}` | {cue.start_ms / 1000:.1f} s | {cue.text} | "
            f"{told} | {', '.join(serious)} | {', '.join(others)} |"
        )


def _signals(corpus: Sequence[Recording], found: Measured, judged: Judged) -> Iterator[str]:
    yield "## What was tried"
    yield ""
    yield "How often a bad cue has the larger number than a good one (0.5 is chance), and what a "
    yield "threshold catches that was chosen on all other recordings, for each recording in turn."
    yield ""
    yield "| number | n | bad over good | bad cues caught | good cues caught | what became of it |"
    yield "|---|---|---|---|---|---|"
    verdicts = {(r.name, c.start_ms): v for r, c, v in judged}
    groups = {r.name: r.group for r in corpus}
    cases: dict[str, list[Case]] = {}
    for name, rows in found["recordings"].items():
        for row in rows:
            told = verdicts.get((name, int(row["start_ms"])), "")
            for signal, value in row.items():
                if signal == "start_ms" or told not in ("bad", "good") or math.isnan(value):
                    continue
                case = Case(value=value, bad=told == "bad", group=groups[name])
                cases.setdefault(signal, []).append(case)
    for signal, known in cases.items():
        bad, good = ([c.value for c in known if c.bad is kind] for kind in (True, False))
        if not bad or not good:
            continue
        shares = " | ".join(map(str, left_out(known)))
        told = VERDICTS.get(signal, "")
        yield f"| {signal} | {len(known)} | {auc(bad, good):.2f} | {shares} | {told} |"
    cost = found["cost"]
    yield ""
    yield "Samples differ a little from run to run. What those that decode again cost, as a share "
    yield "of hearing: "
    yield (
        ", ".join(
            f"{kind} {cost[kind] / cost['hearing']:.0%}"
            for kind in ("neighbours", "greedy", "samples")
        )
        + "."
    )


def _voices(rows: Sequence[Measured]) -> Iterator[str]:
    yield "## Two voices at once"
    yield ""
    yield "The longest utterance of each recording alone, and with another recording's voice over "
    yield "it, equally loud."
    yield ""
    yield "| number | two over one | two caught | single ones caught | what became of it |"
    yield "|---|---|---|---|---|"
    for signal in ("second pitch", "doubt about the words", "anomalous words"):
        known = [
            Case(value=row[signal], bad=row["voices"] == 2, group=row["group"]) for row in rows
        ]
        two, one = ([c.value for c in known if c.bad is kind] for kind in (True, False))
        shares = " | ".join(map(str, left_out(known)))
        told = VERDICTS.get(f"voices: {signal}", "")
        yield f"| {signal} | {auc(two, one):.2f} | {shares} | {told} |"


def judged_cues(corpus: Sequence[Recording], heard: Measured) -> Judged:
    """Return every cue with the verdict on it."""
    labels, texts = read_labels(), read_texts()
    return [
        (
            recording,
            cue,
            verdict(cue, labels.get(recording.name, {}))
            or texts.get(recording.name, {}).get(digest(cue.text), ""),
        )
        for recording in corpus
        for cue in cues_of(heard["recordings"][recording.name])
    ]


def _share(judged: Judged, told: str, test: Any) -> Share:
    hits = [test(cue) for _, cue, found in judged if found == told]
    return Share(hits=sum(hits), of=len(hits))


def _serious(cue: Cue) -> list[Flag]:
    return [flag for flag in cue.flags if flag.severity is Severity.SERIOUS]


def cues_of(recording: Measured) -> list[Cue]:
    return [
        Cue(
            id=data["id"],
            start_ms=data["start_ms"],
            end_ms=data["end_ms"],
            source=data["source"],
            text=data["text"],
            flags=tuple(
                Flag(code=f["code"], severity=Severity(f["severity"]), message=f["message"])
                for f in data["flags"]
            ),
            heard=Confidence(**data["heard"]) if data["heard"] else None,
            translated=Confidence(**data["translated"]) if data["translated"] else None,
            words=tuple(Word(**word) for word in data["words"]),
        )
        for data in recording["cues"]
    ]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        return next(
            line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")
        )
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except ModuleNotFoundError:
        return "not installed"
