"""Withdrawing footage or a clip: which clips hold it, and what is to be done where they went."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clipmaker.catalogue.index import Catalogue
from clipmaker.catalogue.model import CatalogueEntry, ClipState, Wanted
from clipmaker.errors import InputError, Problem, ReviewError
from clipmaker.media.digest import digest
from clipmaker.publish.deliveries import deliveries
from clipmaker.publish.withdrawals import (
    Withdrawal,
    change_withdrawals,
    load_withdrawals,
    renew_mark,
    telling_digest,
)
from clipmaker.publish.written import MANIFEST, read_manifest

_DIGEST = re.compile(r"[0-9a-f]{12,64}")


@dataclass(frozen=True, kw_only=True)
class Meant:
    """What somebody means who names footage or a clip.

    Attributes:
        what: what it is called.
        sha256: hex digests of the footage; empty for a clip.
        clips: the published folders of the clip; empty for footage.
        notes: what they should know of it.
    """

    what: str
    sha256: tuple[str, ...] = ()
    clips: tuple[CatalogueEntry, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WithdrawalTask:
    """What is to be done about a published folder in one place.

    Attributes:
        entry: the folder.
        to: where it was delivered, "" where no delivery is on record.
        at: when, ISO 8601, "" where nobody noted it.
        replaced_by: the newest final of the clip that is not withdrawn, None for none.
    """

    entry: CatalogueEntry
    to: str = ""
    at: str = ""
    replaced_by: CatalogueEntry | None = None

    @property
    def action(self) -> str:
        """What is to be done there."""
        if self.entry.state is ClipState.DRAFT:
            return "do not use"
        return "correct" if self.replaced_by else "take down"


def meant(catalogue: Catalogue, name: str) -> Meant:
    """Return what a name means: a file, a file's name or digest, a clip's folder or name.

    Raises:
        InputError: nothing is called so, or several things are.
    """
    path, entries = Path(name), catalogue.entries()
    if clip := _clip_of(catalogue, path, entries):
        return clip
    if path.is_file():
        return _file(path, catalogue)
    known = catalogue.inputs()
    if _DIGEST.fullmatch(name):
        hits = {sum_: file for file, sum_ in known if sum_.startswith(name)}
        if len(name) == 64 or len(hits) == 1:
            whole = next(iter(hits), name)
            return Meant(what=hits.get(whole, whole), sha256=(whole,))
    sums = sorted({sum_ for file, sum_ in known if file == path.name})
    if len(sums) > 1:
        raise _unclear(name, "files of different content", [sum_[:16] for sum_ in sums])
    if sums:
        return Meant(what=path.name, sha256=(sums[0],))
    raise InputError(
        [Problem(file=path, message="there is no such file, and no clip shows one of that name")],
        remedy="Name the file, its SHA-256, or the folder of a clip.",
    )


def withdraw(
    catalogue: Catalogue, what: Meant, *, who: str, when: str, reason: str
) -> tuple[Withdrawal, tuple[str, ...]]:
    """Withdraw something: nothing is made of it any more, and the clips that hold it say so.

    Args:
        catalogue: of the output folder.
        what: what is meant.
        who: who withdraws it.
        when: ISO 8601 time.
        reason: why.

    Returns:
        the withdrawal, an earlier one where it was withdrawn already; and what went wrong.

    Raises:
        ReviewError: the person or the reason is missing.
        InputError: the register cannot be read.
        DiskError: it cannot be written.
    """
    who, reason = _signed(who, reason)
    fresh = Withdrawal(
        what=what.what,
        sha256=what.sha256,
        clips=tuple(_place(catalogue, one) for one in what.clips),
        told=_told(what.clips),
        reason=reason,
        by=who,
        at=when,
    )
    known = change_withdrawals(
        catalogue.output,
        lambda before: before if _same(before, fresh) else (*before, fresh),
    )
    there = next(one for one in known if one == fresh or _same([one], fresh))
    return there, renewed_marks(catalogue, holders(catalogue, there))


def take_back(
    catalogue: Catalogue, what: Meant, *, who: str, when: str, reason: str
) -> tuple[tuple[Withdrawal, ...], tuple[str, ...]]:
    """Take back what was withdrawn: it may be used again.

    Args:
        catalogue: of the output folder.
        what: what is meant.
        who: who takes it back.
        when: ISO 8601 time.
        reason: why.

    Returns:
        the withdrawals that are taken back, and what went wrong.

    Raises:
        ReviewError: it is not withdrawn, or the person or the reason is missing.
        InputError: the register cannot be read.
        DiskError: it cannot be written.
    """
    who, reason = _signed(who, reason)
    clips = {_place(catalogue, one) for one in what.clips}

    def hit(withdrawal: Withdrawal) -> bool:
        sums = not set(withdrawal.sha256).isdisjoint(what.sha256)
        return withdrawal.holds and (sums or not clips.isdisjoint(withdrawal.clips))

    before = [one for one in load_withdrawals(catalogue.output) if hit(one)]
    if not before:
        raise ReviewError(f"{what.what} is not withdrawn", remedy=_IN_LIST)
    reached = [entry for one in before for entry in holders(catalogue, one)]
    change_withdrawals(
        catalogue.output,
        lambda all_: [
            replace(one, back_by=who, back_at=when, back_reason=reason) if hit(one) else one
            for one in all_
        ],
    )
    return tuple(before), renewed_marks(catalogue, reached)


_IN_LIST = "“clipmaker catalogue --withdrawn” lists what is."


def holders(catalogue: Catalogue, withdrawal: Withdrawal) -> tuple[CatalogueEntry, ...]:
    """Return the published folders that a withdrawal reaches, the newest day first."""
    reached = {catalogue.output / clip for clip in withdrawal.clips}
    if withdrawal.sha256:
        reached |= {one.folder for one in catalogue.entries(Wanted(uses=withdrawal.sha256))}
    return tuple(entry for entry in catalogue.entries() if entry.folder in reached)


def withdrawal_tasks(
    catalogue: Catalogue, entries: Iterable[CatalogueEntry]
) -> tuple[WithdrawalTask, ...]:
    """Return what is to be done about withdrawn clips: a line for each place they went to."""
    known, standing = deliveries(catalogue.output), catalogue.entries()
    found = []
    for entry in entries:
        newer = [
            one
            for one in standing
            if (one.day, one.slug) == (entry.day, entry.slug)
            and one.version > entry.version > 0
            and not one.withdrawn
        ]
        task = WithdrawalTask(entry=entry, replaced_by=max(newer, key=_version, default=None))
        went = known.get(_place(catalogue, entry), ())
        found += [replace(task, to=one.to, at=one.at) for one in went] or [task]
    return tuple(found)


def renewed_marks(catalogue: Catalogue, entries: Iterable[CatalogueEntry]) -> tuple[str, ...]:
    """Let the folders of clips say what is withdrawn of them; returns what went wrong."""
    folders = dict.fromkeys(entry.folder.parent for entry in entries)
    notes = [renew_mark(catalogue.output, folder) for folder in folders]
    return tuple(filter(None, notes))


def _version(entry: CatalogueEntry) -> int:
    return entry.version


def _place(catalogue: Catalogue, entry: CatalogueEntry) -> str:
    return entry.folder.relative_to(catalogue.output).as_posix()


def _same(before: Sequence[Withdrawal], fresh: Withdrawal) -> bool:
    """Whether all of something is withdrawn already."""
    return any(
        one.holds and set(one.sha256) >= set(fresh.sha256) and set(one.clips) >= set(fresh.clips)
        for one in before
    )


def _told(entries: Iterable[CatalogueEntry]) -> tuple[str, ...]:
    found = [telling_digest(read_manifest(entry.folder)) for entry in entries if entry.version]
    return tuple(dict.fromkeys(found))


def _signed(who: str, reason: str) -> tuple[str, str]:
    who, reason = " ".join(who.split()), " ".join(reason.split())
    if not who or not reason:
        raise ReviewError(
            "a withdrawal needs a name and a reason",
            remedy='Write it as in --reason "the agency withdrew it" --as NAME.',
        )
    if any("\ud800" <= letter <= "\udfff" for letter in who + reason):
        raise ReviewError(
            "the name or the reason holds bytes that are no text",
            remedy="Type it again, or set the terminal to UTF-8.",
        )
    return who, reason


def _file(path: Path, catalogue: Catalogue) -> Meant:
    """Return a file that is here, and what else goes by its name."""
    own = digest(path)
    others = sorted({sum_ for file, sum_ in catalogue.inputs() if file == path.name} - {own})
    notes = [
        f"clips also hold another file that was called {path.name}: withdraw it as {sum_[:16]}"
        for sum_ in others
    ]
    return Meant(what=path.name, sha256=(own,), notes=tuple(notes))


def _clip_of(catalogue: Catalogue, path: Path, entries: Sequence[CatalogueEntry]) -> Meant | None:
    """Return the clip that a path or name means, with its other shapes and lengths."""
    folder = path.resolve()
    if folder.is_file() and (folder.parent / MANIFEST).is_file():
        folder = folder.parent
    if not folder.is_dir():
        folder = catalogue.output / path
    tests: tuple[Callable[[CatalogueEntry], bool], ...] = (
        lambda entry: entry.folder == folder,
        lambda entry: entry.folder.parent == folder,
        lambda entry: entry.slug == str(path),
    )
    hits = next((hits for test in tests if (hits := [*filter(test, entries)])), [])
    if not hits:
        return None
    if len(days := sorted({entry.day.isoformat() for entry in hits})) > 1:
        raise _unclear(str(path), "clips", [f"{day}/{path}" for day in days])
    one = hits[0]
    if hits[0].folder != folder:
        # The same story in another shape, length or brand tells the same.
        hits += [e for e in entries if e.day == one.day and e.of == one.slug != e.slug]
        return Meant(what=f"{one.day.isoformat()}/{one.slug}", clips=tuple(hits))
    return Meant(what=_place(catalogue, one), clips=(one,))


def _unclear(name: str, what: str, choice: Sequence[str]) -> InputError:
    message = f"{len(choice)} {what} go by that name: {', '.join(choice)}"
    return InputError([Problem(file=Path(name), message=message)], remedy="Name one of them.")
