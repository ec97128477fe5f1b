"""The manifest: what a clip was made from, with what, and who approved it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clipmaker import __version__
from clipmaker.cues.maker import By
from clipmaker.cues.model import CueSheet
from clipmaker.cues.reviewing.gate import Waiver
from clipmaker.machine.parsed import parsed_json
from clipmaker.plan.compile import Facts
from clipmaker.plan.keys import canonical
from clipmaker.plan.model import RenderPlan
from clipmaker.profile.model import DeliveryProfile
from clipmaker.publish.post import alt_text, post_text
from clipmaker.publish.sign_off import SignOff
from clipmaker.publish.written import MANIFEST as MANIFEST
from clipmaker.publish.written import as_written as as_written
from clipmaker.render.store import sha256
from clipmaker.story.field_values import Table
from clipmaker.story.model import Card, Footage, Story
from clipmaker.story.photo import Photo
from clipmaker.timeline.model import Timeline
from clipmaker.timeline.shown import shown
from clipmaker.translation.translator import sent_to

if TYPE_CHECKING:
    from clipmaker.facts.article import Article
    from clipmaker.facts.compare import StatedFact
    from clipmaker.publish.identity import Identity


@dataclass(frozen=True, kw_only=True)
class MadeClip:
    """What a clip was made from; the input of its manifest.

    Attributes:
        story: the story.
        timeline: its timeline.
        plan: its render plan.
        facts: digests and tool versions.
        sheets: cue sheets by the footage's place in the story.
        narration: cues of the voice-over, in ms of the clip; None when it shows none.
        waivers: cues that went out as they are, by whose word and why.
        draft: whether it is published as a draft.
        damaged: where its footage or voice-over is damaged, in words.
        faces: what is said of faces in it: what is covered, who looked; empty for nothing.
        stated: what it states, held against its story's article.
        article: that article; None for a story without one.
        preview: whether it is only a small copy to look at.
        sign_off: who signed it off; None when nobody did.
        identity: which clip it is; None where nobody asked.
    """

    story: Story
    timeline: Timeline
    plan: RenderPlan
    facts: Facts
    sheets: Mapping[int, CueSheet]
    narration: CueSheet | None = None
    waivers: tuple[Waiver, ...] = ()
    draft: bool = False
    damaged: tuple[str, ...] = ()
    faces: Mapping[str, object] = field(default_factory=dict)
    stated: tuple[StatedFact, ...] = ()
    article: Article | None = None
    preview: bool = False
    sign_off: SignOff | None = None
    identity: Identity | None = None


def manifest(made: MadeClip) -> dict[str, Any]:
    """Return the manifest's facts; the same clip always has the same, whenever it is made."""
    plan = made.plan
    facts: dict[str, Any] = {
        "manifest": 1,
        "clipmaker": __version__,
        "state": _state(made),
        "story": {
            "slug": made.story.slug,
            "date": made.story.date.isoformat(),
            "headline": made.story.headline,
            "language": made.story.language,
            "content": canonical(made.story.shots, made.facts.files),
        },
        "post": post_text(made.story),
        "cover_frame": made.timeline.cover_frame,
        "alt": alt_text(made.story, made.timeline, plan.look.brand),
        "brand": {"name": plan.look.brand.name, "digest": plan.look.brand.digest},
        "profile": _profile_facts(plan.look.profile),
        "inputs": _inputs(made),
        "speech": _speech(made),
        "narration": speech_facts(made.narration) if made.narration else None,
        "waivers": [asdict(waiver) for waiver in made.waivers],
        "tools": canonical(made.facts.tools, {}),
        "segments": [
            {"key": s.key, "what": s.name, "start_frame": s.start_frame, "frames": s.frames}
            for s in plan.segments
        ],
        "sound": plan.sound_key,
    }
    if made.story.gate:
        facts["gate"] = made.story.gate
    if protected := _protected(made):
        facts["protected"] = protected
    if made.article:
        facts["facts"] = _stated(made)
    if made.damaged:
        facts["damaged"] = list(made.damaged)
    if made.faces:
        facts["faces"] = dict(made.faces)
    facts["fingerprint"] = fingerprint(facts)
    # The same clip is the same whoever signs it off, whenever, and wherever its story lies.
    facts["clip"] = _clip(made.identity) if made.identity else None
    facts["sign_off"] = asdict(made.sign_off) if made.sign_off else None
    return facts


def _protected(made: MadeClip) -> dict[str, dict[str, bool]]:
    """Return whether faces and voices of a file are protected, by the sha256 of the file."""
    found: dict[str, dict[str, bool]] = {}
    for shot in made.story.shots:
        values = [shot] if isinstance(shot, Footage) else shot.fields.values()
        for value in values:
            if isinstance(value, Footage | Photo) and (kept := value.protect):
                voice = isinstance(value, Footage) and kept.voice
                known = found.setdefault(made.facts.files[value.file], {})
                known["faces"] = known.get("faces", False) or kept.faces
                known["voice"] = known.get("voice", False) or voice
    return dict(sorted(found.items()))


def _stated(made: MadeClip) -> dict[str, Any]:
    """Return what was compared with the story's source, what differed, and who let it stand."""
    assert made.article is not None
    return {
        "source": made.article.file.name,
        "sha256": made.article.digest,
        "compared": len(made.stated),
        "differing": [
            {
                "kind": fact.kind.value,
                "fact": fact.text,
                "where": fact.where,
                "reason": fact.reason,
                "nearest": fact.nearest,
                "refused": fact.binding and not fact.waiver,
                "waived_by": fact.waived_by,
                "waiver": fact.waiver,
            }
            for fact in made.stated
            if fact.reason
        ],
    }


def _clip(identity: Identity) -> dict[str, Any]:
    return {
        "name": identity.name,
        "of": identity.of,
        "differs": dict(identity.differs),
        "origin": identity.origin,
    }


def _state(made: MadeClip) -> str:
    if made.preview:
        return "preview"
    return "draft" if made.plan.draft or made.draft else "final"


def fingerprint(facts: Mapping[str, Any]) -> str:
    """Return a hex digest over a manifest's facts."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def unchanged(folder: Path, facts: Mapping[str, Any]) -> bool:
    """Whether a published folder holds exactly this clip, every file undamaged."""
    try:
        stored = parsed_json((folder / MANIFEST).read_text(encoding="utf-8"))
        if stored["fingerprint"] != facts["fingerprint"]:
            return False
        if not any(name.endswith(".mp4") for name in stored["files"]):
            return False
        return all(sha256(folder / name) == want for name, want in stored["files"].items())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def write_manifest(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write the manifest with the checksums of the files that lie in the folder."""
    sums = {p.name: sha256(p) for p in sorted(folder.iterdir()) if p.name != MANIFEST}
    whole = {**facts, "files": sums}
    write_json(folder / MANIFEST, {**whole, "seal": seal_of(whole)})


def seal_of(written: Mapping[str, Any]) -> str:
    """Return a hex digest over everything that a manifest says, but for its seal."""
    return fingerprint({name: value for name, value in written.items() if name != "seal"})


def write_json(file: Path, value: object) -> None:
    """Write a value as JSON that people can read."""
    file.write_text(as_written(value), encoding="utf-8")


def _profile_facts(profile: DeliveryProfile) -> dict[str, Any]:
    return {
        "name": profile.name,
        "dated": profile.dated,
        "width_px": profile.width_px,
        "height_px": profile.height_px,
        "rate": str(profile.rate),
        "frames": profile.frames,
    }


def _inputs(made: MadeClip) -> Sequence[dict[str, str]]:
    inputs: dict[Path, str] = {}
    for shot in made.story.shots:
        if isinstance(shot, Footage):
            inputs[shot.file] = shot.credit
        elif isinstance(shot, Card):
            for value in shot.fields.values():
                if isinstance(value, Photo):
                    inputs[value.file] = value.credit
                elif isinstance(value, Table):
                    inputs[value.file] = ""
    if made.story.voice_over:
        inputs[made.story.voice_over.file] = made.story.voice_over.credit
    if made.story.own_music:
        inputs[made.story.own_music.file] = made.story.own_music.credit
    return [
        {"file": file.name, "sha256": made.facts.files[file], "credit": credit}
        for file, credit in inputs.items()
    ]


def _speech(made: MadeClip) -> list[dict[str, Any]]:
    seen = {(one.footage, one.cue.id) for one in shown(made.timeline, made.sheets)}
    found = [speech_facts(sheet) for _, sheet in sorted(made.sheets.items())]
    for sheet in found:
        for cue in sheet["cues"]:
            cue["shown"] = (sheet["footage"], cue["id"]) in seen
    return found


def speech_facts(sheet: CueSheet) -> dict[str, Any]:
    """Return what was heard in one footage file, and the review state of every cue."""
    return {
        "footage": sheet.footage,
        "language": sheet.language,
        "language_probability": round(sheet.language_probability, 3),
        "engine": sheet.engine,
        "model": sheet.model,
        "translated": _translated(sheet),
        "cues": [
            {
                "id": cue.id,
                "language": sheet.spoken(cue),
                "status": cue.status.value,
                "source": cue.source,
                "text": cue.text,
                "edited_by": cue.edited_by,
                "approved_by": cue.approved_by,
                "approved_at": cue.approved_at,
                "waived_by": cue.waived_by,
                "waiver": cue.waiver,
                "wholesale": cue.wholesale,
                "by_hand": cue.by_hand,
                "source_by": [str(maker) for maker in cue.source_by],
                "text_by": [str(maker) for maker in cue.text_by],
                "credit": cue.credit,
                "flags": [{"code": f.code, "severity": f.severity.value} for f in cue.flags],
            }
            for cue in sheet.cues
        ],
    }


def _translated(sheet: CueSheet) -> list[dict[str, Any]]:
    """Return which machines translated, and where lines were sent for that; unshown ones, too."""
    if not sheet.translates:
        return []
    counted = Counter(
        maker
        for cue in sheet.cues
        if not sheet.one_text(cue)
        for maker in dict.fromkeys((*cue.text_by, *cue.other_by))
        if maker.by is By.MACHINE
    )
    return [
        {"by": str(maker), "sent_to": sent_to(maker), "lines": lines}
        for maker, lines in counted.items()
    ]
