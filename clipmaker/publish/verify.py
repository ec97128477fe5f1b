"""Whether a published folder is still what was published: every file, and the manifest itself.

Digests tell of accidents and of anybody who changes a file and not the manifest. Who can write the
folder can write a manifest that fits, too: against them its seal has to be kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clipmaker.errors import InputError, MissingToolError, Problem
from clipmaker.machine.parsed import parsed_json
from clipmaker.publish.credentials import carries_credentials, read_credentials
from clipmaker.publish.manifest import MANIFEST, as_written, fingerprint, seal_of
from clipmaker.render.store import sha256
from clipmaker.resources import settings_file

if TYPE_CHECKING:
    from clipmaker.publish.credentials import ContentCredentials

_BESIDE = ("clip", "sign_off", "files", "seal", "fingerprint", "sheets", "signed")
"""What a manifest holds besides the facts that its fingerprint is of."""


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What came of looking at a published folder.

    Attributes:
        folder: the folder.
        state: ``final`` or ``draft``, "" where the manifest does not tell.
        files: how many files its manifest lists.
        seal: digest over the whole manifest, "" in one that was made before there were seals.
        signed_by: who signed it off, "" for nobody.
        broken: what is not as it was published, in words.
        notes: what a person should know besides.
        credentials: what the Content Credentials of its MP4 say, None where it carries none, or
            nothing that reads them is installed.
    """

    folder: Path
    state: str
    files: int
    seal: str
    signed_by: str
    broken: tuple[str, ...]
    notes: tuple[str, ...] = ()
    credentials: ContentCredentials | None = None


def verify_folder(folder: Path) -> Verified:
    """Look at a published folder.

    Raises:
        InputError: there is no manifest in it.
    """
    file = folder / MANIFEST
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(
            [Problem(file=folder, message=f"no manifest in it: {error.strerror}")],
            remedy="Name the folder of a published clip, as in output/2025-01-13/SLUG/v1.",
        ) from error
    try:
        written = parsed_json(content)
        if not isinstance(written, dict) or not isinstance(written["files"], dict):
            raise TypeError
    except (ValueError, KeyError, TypeError):
        broken = (f"{MANIFEST} is no manifest any more: it cannot be read",)
        return Verified(folder=folder, state="", files=0, seal="", signed_by="", broken=broken)
    signed = written.get("sign_off")
    videos = (folder / name for name in written["files"] if name.endswith(".mp4"))
    credentials, lacking = credentials_of(next(videos, None))
    forged = () if credentials is None or credentials.whole else (untrue(credentials),)
    return Verified(
        folder=folder,
        state=str(written.get("state", "")),
        files=len(written["files"]),
        seal=str(written.get("seal", "")),
        signed_by=str(signed.get("who", "")) if isinstance(signed, dict) else "",
        broken=(
            *_manifest(written, content),
            *_files(folder, written["files"]),
            *_open(written),
            *forged,
        ),
        notes=(
            *(() if "seal" in written else ("its manifest was made before manifests had seals",)),
            *filter(None, [lacking]),
        ),
        credentials=credentials,
    )


def credentials_of(video: Path | None) -> tuple[ContentCredentials | None, str]:
    """Return what the Content Credentials of an MP4 say, and why they cannot be read.

    Raises:
        InputError: who vouches for certificates here cannot be read.
    """
    try:
        if video is None or not carries_credentials(video):
            return None, ""
        from clipmaker.publish.certificate import trust_anchors

        return read_credentials(video, trust_anchors(settings_file())), ""
    except OSError:
        return None, ""
    except MissingToolError as error:
        return None, f"it carries Content Credentials, which were not read: {error.message}"


def untrue(credentials: ContentCredentials) -> str:
    """Return what is said of Content Credentials that do not hold."""
    return f"its Content Credentials do not hold: {credentials.why or 'it was changed'}"


def verify_file(file: Path) -> tuple[str, str]:
    """Say whether one file is the one that the manifest beside it lists.

    Returns:
        what is wrong with it, "" for nothing; and its SHA-256, hex.

    Raises:
        InputError: it cannot be read.
    """
    try:
        digest = sha256(file)
    except OSError as error:
        raise InputError(
            [Problem(file=file, message=f"cannot be read: {error.strerror}")]
        ) from error
    try:
        listed = parsed_json((file.parent / MANIFEST).read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return "there is no manifest beside it", digest
    want = listed.get(file.name) if isinstance(listed, dict) else None
    if want is None:
        return "the manifest beside it does not list it", digest
    return ("" if want == digest else "it is not the file that was published"), digest


def masters_of(digest: str, output: Path) -> tuple[Path, ...]:
    """Return the published files that hold the very bytes of a digest, the newest day first."""
    found: list[Path] = []
    for file in sorted(output.glob(f"*/*/*/{MANIFEST}"), reverse=True):
        try:
            listed: Mapping[str, str] = parsed_json(file.read_bytes())["files"]
            found += [file.parent / name for name, want in listed.items() if want == digest]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return tuple(found)


def _manifest(written: Mapping[str, Any], content: bytes) -> Iterator[str]:
    """Yield what a manifest says against itself."""
    facts = {name: value for name, value in written.items() if name not in _BESIDE}
    if fingerprint(facts) != written.get("fingerprint"):
        yield f"{MANIFEST}: what it says of the clip was changed: its fingerprint does not fit"
    elif "seal" in written and seal_of(written) != written["seal"]:
        yield f"{MANIFEST} was changed: its seal does not fit"
    elif as_written(written).encode() != content:
        yield f"{MANIFEST} was changed: it is not written as it was"


def _files(folder: Path, listed: Mapping[str, str]) -> Iterator[str]:
    """Yield which files are not those that were published."""
    for name, want in listed.items():
        file = folder / name
        if Path(name).name != name or file.is_symlink():
            yield f"{name} is no file of this folder"
            continue
        try:
            if sha256(file) != want:
                yield f"{name} was changed"
        except OSError as error:
            yield f"{name} is missing" if not file.exists() else f"{name}: {error.strerror}"
    for there in sorted(folder.iterdir()):
        if there.name != MANIFEST and there.name not in listed:
            yield f"{there.name} was not published with it"


def _open(written: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a final that nobody approved or waived, by its own manifest."""
    if written.get("state") != "final":
        return
    for sheet in written.get("speech") or ():
        for cue in sheet.get("cues", ()):
            shown = cue.get("shown", True) and str(cue.get("text", "")).strip()
            if shown and cue.get("status") != "approved" and not cue.get("waiver"):
                yield f"{sheet.get('footage')} {cue.get('id')} is in a final, approved by nobody"
