"""Content Credentials (C2PA): what a final's MP4 itself says of how it came about, signed.

They are added after the clip was made and checked; pictures and sound stay the very same packets.
No person is named in them: they travel with the clip to everybody. What was protected is neither
opened for them nor named.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clipmaker import __version__
from clipmaker.errors import CheckError, RenderError
from clipmaker.machine.writing import whole
from clipmaker.media.boxes import boxes
from clipmaker.media.own import open_own
from clipmaker.story.kept import PROTECTED, protected_files, recordings
from clipmaker.story.model import Footage
from clipmaker.story.photo import Photo

if TYPE_CHECKING:
    from clipmaker.publish.certificate import NewsroomCertificate
    from clipmaker.publish.manifest import MadeClip

_SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_MARK = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
"""The id of the MP4 box that holds a C2PA manifest."""
_SETTINGS: dict[str, dict[str, Any]] = {
    # A thumbnail would show a photo whole that the clip shows cropped or covered.
    "builder": {
        "thumbnail": {"enabled": False},
        "actions": {"auto_placed_action": {"enabled": True}},
    },
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
}
_VIDEO = "video/mp4"
_KINDS = {
    ".mp4": _VIDEO,
    ".mov": "video/quicktime",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
}


@dataclass(frozen=True, kw_only=True)
class ContentCredentials:
    """What the Content Credentials of a file say.

    Attributes:
        signer: whose certificate signed it.
        whole: whether the file is what was signed.
        trusted: whether somebody whom this machine trusts vouches for that certificate.
        signed_at: when it was signed, ISO 8601, as an authority that this machine trusts stamped
            it; "" for no such stamp.
        why: what does not hold, "" where it is whole.
        made_with: the program that wrote them.
        actions: what was done, as C2PA calls it.
        ingredients: what it was made of: titles with credits.
    """

    signer: str
    whole: bool
    trusted: bool
    signed_at: str
    why: str
    made_with: str
    actions: tuple[str, ...]
    ingredients: tuple[str, ...]


def carries_credentials(file: Path) -> bool:
    """Whether an MP4 has a box of Content Credentials, whatever it holds."""
    with file.open("rb") as stream:
        for box in boxes(stream, 0, stream.seek(0, 2)):
            if box.name == "uuid":
                stream.seek(box.content)
                if stream.read(len(_MARK)) == _MARK:
                    return True
    return False


def sign_video(
    video: Path, made: MadeClip, facts: Mapping[str, Any], certificate: NewsroomCertificate
) -> dict[str, str]:
    """Add Content Credentials to a final's MP4, and read them back; replaced in one step.

    Args:
        video: the MP4, made and checked.
        made: the clip and everything it is made of.
        facts: its manifest.
        certificate: what signs.

    Returns:
        what the clip's manifest says of them.

    Raises:
        RenderError: it could not be signed.
        CheckError: what came of it is not the clip; the MP4 is as it was.
    """
    import c2pa

    context = c2pa.Context.from_dict(_SETTINGS)
    try:
        stamps = certificate.time_stamps or None
        info = c2pa.C2paSignerInfo(
            certificate.algorithm, certificate.chain, certificate.key, stamps
        )
        with whole(video) as signed:
            with c2pa.Builder(_definition(video, made, facts), context) as builder:
                for ingredient, file in _ingredients(made):
                    if file is not None:
                        with file.open("rb") as stream:
                            builder.add_ingredient(ingredient, ingredient["format"], stream)
                with video.open("rb") as source, signed.open("w+b") as target:
                    builder.sign(c2pa.Signer.from_info(info), _VIDEO, source, target)
            _refuse_changed(signed, video, made.plan.look.profile.max_bytes)
            unsigned = hashlib.sha256(video.read_bytes()).hexdigest()
    except c2pa.C2paError as error:
        remedy = "Is the certificate one for C2PA, with those above it behind it in its file?"
        if stamps:
            remedy += f" Does {stamps} answer, which is to stamp the time?"
        raise RenderError(f"{video.name} could not be signed: {error}", remedy=remedy) from error
    return {"signed_by": certificate.subject, "unsigned_sha256": unsigned}


def _refuse_changed(signed: Path, video: Path, most_bytes: int) -> None:
    found = read_credentials(signed)
    if found is None or not found.whole or _packets(signed) != _packets(video):
        why = found.why if found else "nothing can be read in it"
        raise CheckError(f"{video.name} is not the same clip once it is signed: {why}")
    if signed.stat().st_size > most_bytes:
        raise CheckError(f"{video.name} is larger than {most_bytes:,} bytes once it is signed")


def read_credentials(file: Path, anchors: str = "") -> ContentCredentials | None:
    """Return what the Content Credentials of a file say, None where it carries none.

    Args:
        file: the file.
        anchors: certificates of those who vouch for signers and for stamps of time here, PEM.

    Raises:
        MissingToolError: what reads them is not installed.
    """
    from clipmaker.publish.certificate import refuse_without_signer

    refuse_without_signer()
    import c2pa

    try:
        context = c2pa.Context.from_dict(_SETTINGS | (_trusting(anchors) if anchors else {}))
        with file.open("rb") as stream, c2pa.Reader(_VIDEO, stream, context=context) as reader:
            state, said = reader.get_validation_state(), json.loads(reader.json())
    except c2pa.C2paError as error:
        if "ManifestNotFound" in str(error):
            return None
        return _unreadable(str(error))
    return _told(str(state), said)


def _trusting(anchors: str) -> dict[str, Any]:
    trusted = {"verify_trust": True, "verify_timestamp_trust": True}
    return {"trust": {"trust_anchors": anchors}, "verify": _SETTINGS["verify"] | trusted}


def _told(state: str, said: Mapping[str, Any]) -> ContentCredentials:
    active = said["manifests"][said["active_manifest"]]
    signature = active.get("signature_info", {})
    results = said.get("validation_results", {}).get("activeManifest", {})
    failed = results.get("failure", [])
    good = {str(one.get("code")) for one in results.get("success", [])}
    actions = [
        action
        for assertion in active.get("assertions", ())
        if assertion["label"].startswith("c2pa.actions")
        for action in assertion["data"]["actions"]
    ]
    names = (signature.get("issuer"), signature.get("common_name"))
    return ContentCredentials(
        signer=", ".join(str(one) for one in names if one),
        whole=state in ("Valid", "Trusted"),
        trusted=state == "Trusted",
        signed_at=str(signature.get("time") or "") if "timeStamp.trusted" in good else "",
        why=""
        if state in ("Valid", "Trusted")
        else "; ".join(str(one.get("explanation") or one.get("code")) for one in failed),
        made_with=" ".join(
            f"{one.get('name', '')} {one.get('version', '')}".strip()
            for one in active.get("claim_generator_info", ())
        ),
        actions=tuple(str(one["action"]) for one in actions),
        ingredients=tuple(
            ": ".join(filter(None, (one.get("title"), one.get("description"))))
            for one in active.get("ingredients", ())
        ),
    )


def _unreadable(why: str) -> ContentCredentials:
    return ContentCredentials(
        signer="",
        whole=False,
        trusted=False,
        signed_at="",
        why=why,
        made_with="",
        actions=(),
        ingredients=(),
    )


def _definition(video: Path, made: MadeClip, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "claim_generator_info": [{"name": "Clipmaker", "version": __version__}],
        "title": video.name,
        "format": "video/mp4",
        # Nothing is read of these: what they say of themselves may be what must not be known.
        "ingredients": [told for told, file in _ingredients(made) if file is None],
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": list(_actions(made, facts))}}
        ],
    }


def _actions(made: MadeClip, facts: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what was done, as C2PA calls it."""
    yield {"action": "c2pa.created", "digitalSourceType": f"{_SOURCES}composite"}
    yield {"action": "c2pa.edited", "description": "cards, captions and credits were added"}
    if _covered(made):
        yield {"action": "c2pa.edited", "description": "faces were made unrecognisable"}
    if any(isinstance(one, Footage) and one.disguised for one in made.story.shots):
        yield {
            "action": "c2pa.edited",
            "description": "a voice was changed",
            "digitalSourceType": f"{_SOURCES}algorithmicallyEnhanced",
        }
    sheets = [*facts["speech"], *([facts["narration"]] if facts["narration"] else [])]
    for sheet in sheets:
        yield from _subtitled(sheet, made.story.language)


def _subtitled(sheet: Mapping[str, Any], audience: str) -> Iterator[dict[str, Any]]:
    cues = [cue for cue in sheet["cues"] if cue.get("shown", True) and cue["text"].strip()]
    machines = sorted({by for cue in cues for by in cue["text_by"] if by.startswith("machine")})
    if machines:
        foreign = sheet["language"] != audience
        done: dict[str, Any] = {
            "action": "c2pa.translated" if foreign else "c2pa.edited",
            "description": "subtitles were made by a machine",
            "softwareAgent": {"name": ", ".join(one.removeprefix("machine ") for one in machines)},
            "digitalSourceType": f"{_SOURCES}trainedAlgorithmicMedia",
        }
        if foreign:
            done["parameters"] = {"sourceLanguage": sheet["language"], "targetLanguage": audience}
        yield done
    looked = sum(cue["status"] == "approved" and not cue["wholesale"] for cue in cues)
    if looked:
        yield {
            "action": "clipmaker.reviewed",
            "description": f"a person approved {looked} of {len(cues)} subtitles",
            "digitalSourceType": f"{_SOURCES}humanEdits",
        }


def _covered(made: MadeClip) -> bool:
    return any(one.protect and one.protect.faces for one in _pictures(made))


def _pictures(made: MadeClip) -> Iterator[Footage | Photo]:
    """Yield everything that is seen in a clip and was recorded by somebody."""
    for shot in made.story.shots:
        yield from recordings(shot)


def _ingredients(made: MadeClip) -> Iterator[tuple[dict[str, str], Path | None]]:
    """Yield what the clip is made of; what is protected without its name and its file."""
    story = made.story
    pictures = list(_pictures(made))
    kept = protected_files(story)
    seen = {one.file: one.credit for one in pictures}
    if story.voice_over:
        seen[story.voice_over.file] = story.voice_over.credit
    if story.own_music:
        seen[story.own_music.file] = story.own_music.credit
    for file, credit in seen.items():
        hidden = file in kept
        about = {
            "title": PROTECTED if hidden else file.name,
            "relationship": "componentOf",
            "format": _KINDS.get(file.suffix.lower(), "application/octet-stream"),
        }
        about |= {"description": credit} if credit else {}
        opened = not hidden and file.suffix.lower() in _KINDS
        yield about, file if opened else None


def _packets(file: Path) -> str:
    """Return a hex digest over every packet of picture and sound, with its times."""
    digest = hashlib.sha256()
    with open_own(file) as container:
        for packet in container.demux():
            digest.update(repr((packet.stream_index, packet.pts, packet.dts)).encode())
            digest.update(bytes(packet))
    return digest.hexdigest()
