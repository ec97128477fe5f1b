"""Checks a brand: contrast where its colours meet, glyphs, wordmark, sounds; each with its number.

Rules are small functions in a registry; one may answer for several things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory

from clipmaker.brand.model import Brand
from clipmaker.check.glyphs import OWN_SCRIPT, covered_scripts, missing_in
from clipmaker.check.model import CheckResult, Report, Verdict
from clipmaker.check.samples import Sample, Unpainted, card_samples, footage_samples
from clipmaker.extras import install_line
from clipmaker.media.probe import probe
from clipmaker.paint.bug import brand_marks
from clipmaker.paint.colour import contrast_ratio, luminance, rgb
from clipmaker.paint.contrast import NEEDED_SHAPES, needed
from clipmaker.paint.page import Page
from clipmaker.profile.model import DeliveryProfile

_LOWEST_BED_LUFS, _HIGHEST_BED_LUFS = -40.0, -18.0
_HIGHEST_SMALL_LUFS = -22.0
"""A bed lies well under a voice at -16 LUFS and is not lost on a phone."""
_LOWEST_STING_LUFS, _HIGHEST_STING_LUFS = -28.0, -8.0
_HIGHEST_PEAK_DBTP = -1.0
"""EBU R 128; the clip's limiter would otherwise have to mend it."""


@dataclass(frozen=True, kw_only=True)
class Painted:
    """A brand, what it is painted for, and how its texts came out."""

    brand: Brand
    profile: DeliveryProfile
    samples: tuple[Sample, ...]
    unpainted: tuple[Unpainted, ...]


BrandRule = Callable[[Brand], Iterator[CheckResult]]
PaintedRule = Callable[[Painted], Iterator[CheckResult]]
BRAND_RULES: dict[str, BrandRule] = {}
PAINTED_RULES: dict[str, PaintedRule] = {}


def rule(function: BrandRule) -> BrandRule:
    """Enter a rule about the brand's own data into the registry."""
    BRAND_RULES[function.__name__] = function
    return function


def painted_rule(function: PaintedRule) -> PaintedRule:
    """Enter a rule about what was painted with the brand into the registry."""
    PAINTED_RULES[function.__name__] = function
    return function


def check_brand(brand: Brand, profile: DeliveryProfile) -> Report:
    """Apply every rule to a brand; nothing is painted with names that no font can write.

    Raises:
        MediaError: its logo or a sound file cannot be read.
        MissingToolError: its font family is not installed.
    """
    results = [result for apply in BRAND_RULES.values() for result in apply(brand)]
    if not any(r.rule == "names" and r.verdict is Verdict.FAIL for r in results):
        with TemporaryDirectory(prefix="clipmaker-") as folder:
            samples, unpainted = card_samples(brand, profile, Path(folder))
        samples += footage_samples(brand, profile)
        painted = Painted(brand=brand, profile=profile, samples=samples, unpainted=unpainted)
        results += [result for apply in PAINTED_RULES.values() for result in apply(painted)]
    return Report(profile=profile.name, profile_dated=profile.dated, results=tuple(results))


def _result(name: str, ok: bool | None, measured: str, expected: str, value: float) -> CheckResult:
    verdict = Verdict.UNKNOWN if ok is None else Verdict.PASS if ok else Verdict.FAIL
    return CheckResult(
        rule=name, verdict=verdict, measured=measured, expected=expected, value=value
    )


@painted_rule
def cards(painted: Painted) -> Iterator[CheckResult]:
    """Every card kind can be painted: the end card's title fits, the logo can be read."""
    for one in painted.unpainted:
        yield CheckResult(
            rule=f"card {one.kind}",
            verdict=Verdict.FAIL,
            measured=one.reason,
            expected="painted",
        )


@painted_rule
def contrast(painted: Painted) -> Iterator[CheckResult]:
    """Text stands out from what is really behind it (WCAG 2.2, 1.4.3)."""
    groups: dict[tuple[str, tuple[str, ...]], list[Sample]] = {}
    for sample in painted.samples:
        if sample.box.must_read:
            groups.setdefault((sample.where, sample.box.colours), []).append(sample)
    scale = painted.profile.scale
    for (where, colours), group in groups.items():
        worst = min(
            (sample.box for sample in group),
            key=lambda box: box.contrast / needed(box.size_px, box.weight, scale),
        )
        wanted = needed(worst.size_px, worst.weight, scale)
        sizes = [sample.box.size_px / scale for sample in group]
        names = ", ".join(_called(colour, painted.brand) for colour in colours)
        yield _result(
            f"contrast {where}",
            worst.contrast >= wanted,
            f"{names} at {_range(sizes)} px: {worst.contrast:.1f}:1",
            f"{wanted:g}:1 at {worst.size_px / scale:.0f} px, weight {worst.weight}",
            round(worst.contrast, 2),
        )


def _range(sizes: Sequence[float]) -> str:
    smallest, largest = round(min(sizes)), round(max(sizes))
    return f"{smallest}" if smallest == largest else f"{smallest} to {largest}"


def _called(colour: str, brand: Brand) -> str:
    """Return a colour with the names that the brand has for it."""
    colours = brand.colours
    names = [f.name for f in fields(colours) if getattr(colours, f.name) == colour]
    return f"{colour} ({'/'.join(names)})" if names else colour


@rule
def shapes(brand: Brand) -> Iterator[CheckResult]:
    """Ring, bar and rules stand out from the ground; the end card's ring from the accent."""
    own = brand.colours
    for one, other in (("accent", "ground"), ("accent", "lift"), ("on_accent", "accent")):
        ratio = contrast_ratio(
            luminance(rgb(getattr(own, one))), luminance(rgb(getattr(own, other)))
        )
        yield _result(
            "contrast shapes",
            ratio >= NEEDED_SHAPES,
            f"{one} on {other}: {ratio:.1f}:1",
            f"{NEEDED_SHAPES:g}:1",
            round(ratio, 2),
        )


@painted_rule
def wordmark(painted: Painted) -> Iterator[CheckResult]:
    """The mark fits beside the ring, and is seen on cards and over footage."""
    page = Page(brand=painted.brand, profile=painted.profile)
    marks = brand_marks(page, painted.brand.colours.text)
    scale = painted.profile.scale
    right = max(mark.left_px + mark.image.width for mark in marks) / scale
    edge = max(rect.right for rect in painted.profile.safe_area)
    yield _result(
        "wordmark", right <= edge, f"ends at {right:.0f} px", f"at most {edge:g} px", round(right)
    )
    for where in ("wordmark on cards", "wordmark over footage"):
        found = [sample.box.contrast for sample in painted.samples if sample.where == where]
        if found:
            # A logotype needs no contrast (1.4.3), but one that cannot be seen is none.
            ok = min(found) >= NEEDED_SHAPES
            text = f"{where.removeprefix('wordmark ')}: {min(found):.1f}:1"
            yield _result("wordmark", ok, text, f"{NEEDED_SHAPES:g}:1", round(min(found), 2))


@rule
def glyphs(brand: Brand) -> Iterator[CheckResult]:
    """The brand's font has Latin itself; other scripts fall back to installed fonts."""
    family = brand.typography.family
    for one in covered_scripts(brand.typography):
        own = one.script.code == OWN_SCRIPT
        count, name = len(one.script.characters), one.script.name
        if one.missing:
            remedy = f": {install_line(one.extras)}" if one.extras else ""
            measured = f"{name}: no font has {' '.join(one.missing[:12])}{remedy}"
            ok = False if own else None
        else:
            measured = f"{name}: {count} characters from {' and '.join(one.families)}"
            ok = not own or one.families == (family,)
        expected = f"every character from {family}" if own else "every character"
        yield _result("glyphs", ok, measured, expected, float(len(one.missing)))


@rule
def names(brand: Brand) -> Iterator[CheckResult]:
    """Title, wordmark and end card are written in characters that some font has."""
    for what, texts in (
        ("title", (brand.title,)),
        ("wordmark", brand.bug.wordmark),
        ("end card", brand.end.title),
    ):
        missing = missing_in(" ".join(texts), brand.typography)
        measured = f"{what}: no font has {' '.join(missing)}" if missing else f"{what}: complete"
        yield _result("names", not missing, measured, "every character", float(len(missing)))


@rule
def sounds(brand: Brand) -> Iterator[CheckResult]:
    """Bed and stings can be read, and are as loud as they should be."""
    from clipmaker.tools.loudness import measure_file

    music = brand.music
    bed = (_LOWEST_BED_LUFS, _HIGHEST_BED_LUFS)
    small = (_LOWEST_BED_LUFS, _HIGHEST_SMALL_LUFS)
    sting = (_LOWEST_STING_LUFS, _HIGHEST_STING_LUFS)
    for name, file, gain_db, (lowest, highest) in (
        ("bed", music.bed, music.bed_gain_db, bed),
        ("pulse", music.pulse, music.bed_gain_db, bed),
        ("figure", music.figure, music.bed_gain_db, bed),
        ("join", music.join, music.accent_gain_db, small),
        ("number", music.number, music.accent_gain_db, small),
        ("riser", music.riser, music.accent_gain_db, small),
        ("sting_in", music.sting_in, music.sting_gain_db, sting),
        ("sting_out", music.sting_out, music.sting_gain_db, sting),
    ):
        if file is None:
            measured = "none: stories must say music: none" if name == "bed" else "none"
            yield CheckResult(
                rule=f"sound {name}", verdict=Verdict.UNKNOWN, measured=measured, expected="a file"
            )
            continue
        info = probe(file)
        reading = measure_file(file, demuxer=info.container, doing=f"loudness of {file.name}")
        level = reading.integrated_lufs + gain_db
        peak = reading.true_peak_dbtp + gain_db
        yield _result(
            f"sound {name}",
            lowest <= level <= highest and peak <= _HIGHEST_PEAK_DBTP,
            f"{level:.1f} LUFS, peak {peak:.1f} dBTP, {info.duration_ms / 1000:.1f} s",
            f"{lowest:g} to {highest:g} LUFS, peak at most {_HIGHEST_PEAK_DBTP:g} dBTP",
            round(level, 1),
        )
