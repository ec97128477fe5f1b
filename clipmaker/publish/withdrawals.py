"""What was withdrawn: footage that may not be used any more, clips that may not stay published.

One file in the output folder, ``withdrawn.json``, holds every withdrawal, and who took it back; no
line of it is ever taken out. ``WITHDRAWN.txt`` beside a clip's versions says it to people.
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from clipmaker.errors import InputError, Problem, ReviewError
from clipmaker.machine.parsed import parsed_json
from clipmaker.machine.printed import on_one_line
from clipmaker.machine.writing import one_at_a_time, write_whole
from clipmaker.publish.latest import LATEST
from clipmaker.publish.place import latest_final, point_to_latest, writing
from clipmaker.publish.written import MANIFEST, as_written

REGISTER = "withdrawn.json"
_MOST_BYTES = 8_000_000
"""Some ten thousand withdrawals; every command reads them all."""
MARK = "WITHDRAWN.txt"


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """Somebody's word that footage, or a clip, may not be used any more.

    Attributes:
        what: what it is called: a file's name, or the place of a clip.
        sha256: hex digests of footage, photos and sounds that may not be used again.
        clips: published folders that are withdrawn themselves, as ``DAY/SLUG/VERSION``.
        told: what those clips tell (`telling_digest`): it may not be published again.
        reason: why.
        by: who withdrew it.
        at: when, ISO 8601.
        back_by: who took that back, "" while it holds.
        back_at: when, ISO 8601.
        back_reason: why.
    """

    what: str
    sha256: tuple[str, ...] = ()
    clips: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    reason: str
    by: str
    at: str
    back_by: str = ""
    back_at: str = ""
    back_reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether nobody has taken it back."""
        return not self.back_by

    @property
    def sentence(self) -> str:
        """What was withdrawn, by whom, when and why, on one line that commands no terminal."""
        return self.of(self.what)

    def of(self, name: str) -> str:
        """Return the sentence of a file that holds the same, whatever it is called."""
        called = name if name == self.what else f"{name}, known as {self.what},"
        return on_one_line(f"{called} was withdrawn by {self.by} on {self.at[:10]}: {self.reason}")

    def hits(self, clip: str, inputs: Iterable[str]) -> bool:
        """Whether a published folder is withdrawn by it.

        Args:
            clip: its place, as ``DAY/SLUG/VERSION``.
            inputs: hex sha256 of what it shows and plays.
        """
        return self.holds and (clip in self.clips or not set(self.sha256).isdisjoint(inputs))


def load_withdrawals(output: Path) -> tuple[Withdrawal, ...]:
    """Return every withdrawal in an output folder, the oldest first, also those taken back.

    Raises:
        InputError: the file cannot be read: nobody can tell what may be used.
    """
    file = output / REGISTER
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
            raise _unreadable(file, "it is no file, or larger than any such file")
        content = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise _unreadable(file, str(error)) from error
    try:
        return tuple(map(_withdrawal, parsed_json(content)["entries"]))
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(file, "it is damaged") from error


def change_withdrawals(
    output: Path, change: Callable[[tuple[Withdrawal, ...]], Sequence[Withdrawal]]
) -> tuple[Withdrawal, ...]:
    """Change what is withdrawn; what is written survives a power cut.

    Args:
        output: folder of finished clips; made where it is not there.
        change: given all withdrawals, returns them as they are to be.

    Returns:
        them as they are then.

    Raises:
        InputError: the file cannot be read.
        DiskError: it cannot be written.
    """
    with writing(output, "nothing was withdrawn or taken back"):
        output.mkdir(parents=True, exist_ok=True)
        with one_at_a_time(output):
            known = tuple(change(load_withdrawals(output)))
            data = {"withdrawals": 1, "entries": [asdict(one) for one in known]}
            content = as_written(data).encode()
            write_whole(output / REGISTER, content, durable=True, within=output)
    return known


def withdrawn_files(
    withdrawals: Iterable[Withdrawal], files: Mapping[Path, str]
) -> tuple[str, ...]:
    """Return which files may not be used, in words; whatever they are called now.

    Args:
        withdrawals: what was withdrawn.
        files: hex sha256 by file.
    """
    found = []
    for withdrawal in withdrawals:
        for file, digest in files.items():
            if withdrawal.holds and digest in withdrawal.sha256:
                found.append(withdrawal.of(file.name))
    return tuple(dict.fromkeys(found))


def refuse_withdrawn(output: Path, files: Mapping[Path, str]) -> None:
    """Refuse to make anything of what was withdrawn.

    Raises:
        ReviewError: naming each file, by whom it was withdrawn, and why.
        InputError: nobody can tell what was withdrawn.
    """
    if found := withdrawn_files(load_withdrawals(output), files):
        remedy = "Take it out of the story; “clipmaker catalogue take-back” lets it be used again."
        raise ReviewError("\n".join(found), remedy=remedy)


def refuse_told_again(output: Path, facts: Mapping[str, Any]) -> None:
    """Refuse a final that tells just what a withdrawn one told.

    Args:
        output: folder of finished clips.
        facts: the final's manifest.

    Raises:
        ReviewError: saying which, by whom it was withdrawn, and why.
        InputError: nobody can tell what was withdrawn.
    """
    withdrawals = [one for one in load_withdrawals(output) if one.holds and one.told]
    digest = telling_digest(facts) if withdrawals else ""
    for withdrawal in withdrawals:
        if digest in withdrawal.told:
            raise ReviewError(
                f"{withdrawal.sentence}; this final would tell the same again",
                remedy="Correct it, or let it go out again with “clipmaker catalogue take-back”.",
            )


def telling_digest(facts: Mapping[str, Any]) -> str:
    """Return a hex digest over what a clip tells, in whatever shape, brand or version."""
    story = {key: value for key, value in facts["story"].items() if key != "slug"}
    narration = facts.get("narration")
    sheets = [*facts["speech"], *([narration] if narration else [])]
    lines = [[cue.get("text"), cue.get("source")] for one in sheets for cue in one["cues"]]
    inputs = sorted(one["sha256"] for one in facts["inputs"])
    text = json.dumps([story, lines, inputs], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def renew_mark(output: Path, clip_dir: Path) -> str:
    """Make ``WITHDRAWN.txt`` and ``latest`` in a clip's folder say what is withdrawn of it now.

    Where its newest final is withdrawn there is no ``latest``.

    Returns:
        what went wrong, "" for nothing.
    """
    versions = [file.parent for file in sorted(clip_dir.glob(f"*/{MANIFEST}"))]
    real = [(folder, inputs_of(folder)) for folder in versions if not folder.is_symlink()]
    found = withdrawn_folders(output, real)
    mark, newest = clip_dir / MARK, latest_final(clip_dir)
    try:
        if not found:
            mark.unlink(missing_ok=True)
        else:
            lines = [f"{folder.name}: {why}" for folder, why in found.items()]
            text = "\n".join(["Withdrawn: do not publish.", *lines]) + "\n"
            write_whole(mark, text.encode(), durable=True, within=output)
        if newest is not None and newest in found:
            if (link := clip_dir / LATEST).is_symlink():
                link.unlink()
            return ""
    except OSError as error:
        return f"{mark}: it does not say what is withdrawn: {error.strerror or error}"
    return point_to_latest(clip_dir)


def withdrawn_folders(
    output: Path, folders: Iterable[tuple[Path, Iterable[str]]]
) -> dict[Path, str]:
    """Return which published folders are withdrawn, and by whom and why.

    Args:
        output: folder of finished clips, absolute.
        folders: published folders below it, each with the hex sha256 of its inputs.

    Raises:
        InputError: nobody can tell what was withdrawn.
    """
    withdrawals = [one for one in load_withdrawals(output) if one.holds]
    found: dict[Path, str] = {}
    for folder, inputs in folders if withdrawals else ():
        clip, known = folder.relative_to(output).as_posix(), tuple(inputs)
        if hits := [one.sentence for one in withdrawals if one.hits(clip, known)]:
            found[folder] = "; ".join(hits)
    return found


def inputs_of(folder: Path) -> tuple[str, ...]:
    """Return the hex sha256 of what a published folder shows and plays; () where none is told."""
    try:
        return inputs_in(parsed_json((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return ()


def inputs_in(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the hex sha256 of what a manifest says that its clip shows and plays."""
    try:
        return tuple(str(one["sha256"]) for one in manifest["inputs"])
    except (KeyError, TypeError):
        return ()


def _withdrawal(entry: Mapping[str, Any]) -> Withdrawal:
    values: dict[str, Any] = {name: entry[name] for name in ("what", "reason", "by", "at")}
    values |= {name: entry.get(name, "") for name in ("back_by", "back_at", "back_reason")}
    lists = {name: tuple(entry[name]) for name in ("sha256", "clips", "told")}
    texts = [*values.values(), *(text for some in lists.values() for text in some)]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    "".join(texts).encode()  # A half letter is a ValueError: no file could keep it again.
    return Withdrawal(**(values | lists))


def _unreadable(file: Path, why: str) -> InputError:
    return InputError(
        [Problem(file=file, message=f"{why}: nobody can tell what was withdrawn")],
        remedy="Bring it back from a backup; nothing is made meanwhile.",
    )
