"""The delivery rules: one small function each, in a registry.

A rule takes the subject and answers with a Result; a fact that cannot be known from the file
alone (a foreign MP4 has no list of painted texts) answers ``unknown``, never ``pass``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

from clipmaker.check.boxes import BoxFacts
from clipmaker.check.flashes import MOST, Flashes
from clipmaker.check.model import CheckResult, Report, Verdict
from clipmaker.check.packets import PacketFacts
from clipmaker.check.picture import PictureFinding, TextFinding
from clipmaker.profile.model import DeliveryProfile
from clipmaker.tools.loudness import LoudnessReading

_MB = 1_000_000
_SILENT_LUFS = -69.0


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Everything that was measured.

    Attributes:
        packets: packet-level facts.
        boxes: container facts.
        loudness: of the encoded sound.
        pictures: footage compared with its source, None when the source is not known.
        texts: painted texts, None when they are not known.
        flashes: the second with the most flashes.
        music: whether a sound was expected under the whole clip; without, silence is right.
    """

    packets: PacketFacts
    boxes: BoxFacts
    loudness: LoudnessReading
    pictures: Sequence[PictureFinding] | None
    texts: Sequence[TextFinding] | None
    flashes: Flashes
    music: bool = True


Rule = Callable[[Subject, DeliveryProfile], CheckResult]
RULES: dict[str, Rule] = {}


def rule(function: Rule) -> Rule:
    """Enter a rule into the registry under its function's name."""
    RULES[function.__name__] = function
    return function


def check(subject: Subject, profile: DeliveryProfile) -> Report:
    """Apply every rule."""
    return Report(
        profile=profile.name,
        profile_dated=profile.dated,
        results=tuple(apply(subject, profile) for apply in RULES.values()),
    )


def _result(
    name: str, ok: bool | None, measured: str, expected: str, value: float | None = None
) -> CheckResult:
    verdict = Verdict.UNKNOWN if ok is None else Verdict.PASS if ok else Verdict.FAIL
    if value is not None and not isfinite(value):
        # JSON has no infinity, which is the peak of silence.
        value = None
    return CheckResult(
        rule=name, verdict=verdict, measured=measured, expected=expected, value=value
    )


@rule
def frames(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """The clip has exactly the profile's number of pictures."""
    count = subject.packets.frames
    return _result("frames", count == profile.frames, f"{count}", f"{profile.frames}", count)


@rule
def duration(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """The clip lasts exactly as long as the profile says."""
    found = subject.packets.duration_s
    ok = found == profile.duration_s
    return _result(
        "duration", ok, f"{float(found):.3f} s", f"{float(profile.duration_s):.3f} s", float(found)
    )


@rule
def timestamps(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """Pictures stand at equal steps from zero, at the profile's rate."""
    ok = subject.packets.even and subject.packets.rate == profile.rate
    steps = "equal steps from 0" if subject.packets.even else "uneven steps, or not from 0"
    return _result(
        "timestamps",
        ok,
        f"{steps}, {float(subject.packets.rate):g} fps",
        f"equal steps from 0, {float(profile.rate):g} fps",
    )


@rule
def picture_size(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """The picture has the profile's size."""
    found = (subject.packets.width_px, subject.packets.height_px)
    wanted = (profile.width_px, profile.height_px)
    return _result("picture_size", found == wanted, "{}x{}".format(*found), "{}x{}".format(*wanted))


@rule
def video_codec(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """H.264 High, progressive 4:2:0."""
    packets = subject.packets
    found = (packets.video_codec, packets.video_profile, packets.pixel_format)
    return _result(
        "video_codec",
        found == ("h264", "High", "yuv420p"),
        " ".join(found),
        "h264 High yuv420p",
    )


@rule
def colour_tags(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """Tagged BT.709, limited range; untagged HD shifts colours."""
    wanted = ("bt709", "bt709", "bt709", "tv")
    found = subject.packets.colour
    return _result("colour_tags", found == wanted, " ".join(found), " ".join(wanted))


@rule
def audio_codec(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """AAC-LC, 48 kHz, stereo."""
    packets = subject.packets
    found = (
        packets.audio_codec,
        packets.audio_profile,
        f"{packets.audio_rate_hz} Hz",
        f"{packets.audio_channels} channels",
    )
    ok = found == ("aac", "LC", "48000 Hz", "2 channels")
    return _result("audio_codec", ok, " ".join(found), "aac LC 48000 Hz 2 channels")


@rule
def sound_length(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """Sound starts with the picture and ends with it, at most 50 ms before."""
    packets = subject.packets
    short = profile.duration_s - packets.audio_end_s
    ok = packets.audio_start_s == 0 and 0 <= short * 1000 <= 50
    return _result(
        "sound_length",
        ok,
        f"{float(packets.audio_start_s):.3f} to {float(packets.audio_end_s):.3f} s",
        f"0.000 to {float(profile.duration_s):.3f} s, at most 0.050 s less",
        float(packets.audio_end_s),
    )


@rule
def edit_list(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """No edit lists, which platforms read differently."""
    count = subject.boxes.edit_lists
    return _result("edit_list", count == 0, f"{count}", "0", count)


@rule
def faststart(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """The index stands first, so that playing starts before the file has come whole."""
    ok = subject.boxes.index_first
    return _result("faststart", ok, "index first" if ok else "index not first", "index first")


@rule
def file_size(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """The file is no larger than the profile allows."""
    size = subject.packets.bytes
    return _result(
        "file_size",
        size <= profile.max_bytes,
        f"{size / _MB:.1f} MB",
        f"at most {profile.max_bytes / _MB:.0f} MB",
        size,
    )


@rule
def loudness(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """Integrated loudness after AAC (EBU R128)."""
    found = subject.loudness.integrated_lufs
    target = profile.loudness
    ok = abs(found - target.integrated_lufs) <= target.tolerance_lu + 1e-9
    if not subject.music and found <= _SILENT_LUFS:
        return _result("loudness", True, "silent", "silent, as the story says", found)
    return _result(
        "loudness",
        ok,
        f"{found:.1f} LUFS",
        f"{target.integrated_lufs:g} LUFS within {target.tolerance_lu:g} LU",
        found,
    )


@rule
def true_peak(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """True peak after AAC (EBU R128)."""
    found = subject.loudness.true_peak_dbtp
    limit = profile.loudness.true_peak_dbtp
    return _result(
        "true_peak", found <= limit, f"{found:.1f} dBTP", f"at most {limit:g} dBTP", found
    )


@rule
def silence(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """No stretch of the clip is silent."""
    spans = subject.loudness.silences_s
    measured = ", ".join(f"{a:.1f} to {b:.1f} s" for a, b in spans) or "none"
    if not subject.music:
        return _result("silence", True, measured, "wherever nobody speaks", len(spans))
    return _result("silence", not spans, measured, "none of 1.5 s or more", len(spans))


@rule
def footage_picture(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """Footage is neither black nor frozen where its source is not."""
    expected = "as its source"
    if subject.pictures is None:
        return _result("footage_picture", None, "not known without its source", expected)
    bad = [f.message for f in subject.pictures if f.message]
    count = sum(f.frames for f in subject.pictures)
    measured = "; ".join(bad) if bad else f"{count} frames compared, none black or frozen"
    return _result("footage_picture", not bad, measured, expected, len(bad))


@rule
def flashes(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """No second flashes so often that it can harm (WCAG 2.2, 2.3.1)."""
    found = subject.flashes
    measured = f"{found.count} flashes in a second"
    if found.count > MOST:
        measured += f", from {found.at_s:.1f} s on"
    return _result(
        "flashes", found.count <= MOST, measured, f"at most {MOST} in any second", found.count
    )


@rule
def safe_area(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """Everything a viewer must read stands where no platform covers it."""
    expected = "inside the area common to all platforms"
    if subject.texts is None:
        return _result("safe_area", None, "not known: only painted texts have places", expected)
    outside = [f"“{t.text}”" for t in subject.texts if not t.inside]
    measured = ", ".join(outside) or f"{len(subject.texts)} texts, all inside"
    return _result("safe_area", not outside, measured, expected, len(outside))


@rule
def contrast(subject: Subject, profile: DeliveryProfile) -> CheckResult:
    """Text stands out against the pixels really behind it (WCAG 2.2, 1.4.3)."""
    expected = "4.5:1, or 3:1 for bold type of 56 px and more"
    if subject.texts is None:
        return _result("contrast", None, "not known: only painted texts are measured", expected)
    if not subject.texts:
        return _result("contrast", True, "no texts", expected)
    weak = [f"“{t.text}” {t.contrast:.1f}:1" for t in subject.texts if not t.readable]
    lowest = min(t.contrast for t in subject.texts)
    measured = ", ".join(weak) or f"lowest {lowest:.1f}:1"
    return _result("contrast", not weak, measured, expected, round(lowest, 2))
