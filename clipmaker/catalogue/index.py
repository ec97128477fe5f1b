"""The SQLite index over an output folder's clips.

It lies in the cache, never in the output folder, and knows nothing that the manifests do not say:
it may be deleted at any time. Every question first looks at the disk; only manifests that are new
since the last look are read.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from clipmaker.catalogue.folders import ClipFacts, FoundClip, published, read_folder
from clipmaker.catalogue.model import CatalogueEntry, ClipState, Refreshed, Stamp, Usage, Wanted
from clipmaker.machine.lock import locked
from clipmaker.publish.withdrawals import load_withdrawals, withdrawn_folders
from clipmaker.resources import cache_dir

_FORM = 3
"""Raised when the tables change; an index of another form is made anew."""
_TABLES = """
CREATE TABLE clip (
    place TEXT PRIMARY KEY, inode INTEGER, modified_ns INTEGER, manifest_bytes INTEGER,
    day TEXT, slug TEXT, headline TEXT, brand TEXT, profile TEXT, state TEXT, version INTEGER,
    size_bytes INTEGER, cues INTEGER, approved INTEGER, waived INTEGER,
    fingerprint TEXT, of TEXT, differs TEXT, origin TEXT, problem TEXT
);
CREATE INDEX clip_day ON clip (day, slug, version);
CREATE TABLE input (
    place TEXT REFERENCES clip (place) ON DELETE CASCADE, name TEXT, sha256 TEXT
);
CREATE INDEX input_name ON input (name);
CREATE INDEX input_sha256 ON input (sha256);
CREATE INDEX input_place ON input (place);
"""
_COLUMNS = (
    "place, day, slug, headline, brand, profile, state, fingerprint, "
    "of, differs, origin, inode, modified_ns, manifest_bytes, version, size_bytes, cues, approved, "
    "waived, version = (SELECT max(version) FROM clip AS other"
    " WHERE other.day = clip.day AND other.slug = clip.slug)"
)
Answer = TypeVar("Answer")


class Catalogue:
    """Answers questions about the clips below an output folder."""

    def __init__(self, output: Path, file: Path | None = None) -> None:
        """Open the catalogue of an output folder; nothing is read or written yet.

        Args:
            output: the folder that clips are published to; it need not exist.
            file: the index; None has one in the cache, named after the output folder.
        """
        self.output = output.resolve()
        name = hashlib.sha256(str(self.output).encode()).hexdigest()[:20]
        self.file = file or cache_dir() / "catalogue" / f"{name}.sqlite"

    def refresh(self) -> Refreshed:
        """Look at the disk and bring the index up to it."""
        return self._ask(lambda _db, done: done)

    def rebuild(self) -> Refreshed:
        """Delete the index and make it anew from the manifests."""
        with suppress(OSError), locked(self.file.with_suffix(".lock"), wait=True):
            self._delete()
        return self.refresh()

    def entries(self, wanted: Wanted | None = None) -> tuple[CatalogueEntry, ...]:
        """Return the published folders that are asked for, newest day first, then by name."""
        where, values = _conditions(wanted or Wanted())
        condition = " AND ".join(where)
        query = f"SELECT {_COLUMNS} FROM clip WHERE {condition} ORDER BY day DESC, slug, version"  # noqa: S608
        rows = self._ask(lambda db, _done: db.execute(query, values).fetchall())
        found = [self._entry(row) for row in rows]
        withdrawn = self._withdrawn(found)
        marked = (replace(one, withdrawn=withdrawn.get(one.folder, "")) for one in found)
        return tuple(one for one in marked if one.withdrawn or not (wanted and wanted.withdrawn))

    def inputs(self) -> tuple[tuple[str, str], ...]:
        """Return every file that some clip shows or plays: its name, and the hex sha256 of it."""
        query = "SELECT DISTINCT name, sha256 FROM input ORDER BY name, sha256"
        rows = self._ask(lambda db, _done: db.execute(query).fetchall())
        return tuple((name, sum_) for name, sum_ in rows)

    def _withdrawn(self, entries: Sequence[CatalogueEntry]) -> dict[Path, str]:
        """Return which entries are withdrawn, and by whom and why."""
        held = {sum_ for one in load_withdrawals(self.output) if one.holds for sum_ in one.sha256}
        inputs: dict[Path, list[str]] = {entry.folder: [] for entry in entries}
        if held:
            marks = ", ".join("?" * len(held))
            query = f"SELECT place, sha256 FROM input WHERE sha256 IN ({marks})"  # noqa: S608
            rows = self._ask(lambda db, _done: db.execute(query, sorted(held)).fetchall())
            for place, hit in rows:
                inputs.setdefault(self.output / place, []).append(hit)
        return withdrawn_folders(self.output, inputs.items())

    def usage(self) -> tuple[Usage, ...]:
        """Return what each day's clips take on the disk, newest day first."""
        query = (
            "SELECT day, sum(state = 'draft'), sum(state = 'final'), "
            "sum(size_bytes * (state = 'draft')), sum(size_bytes * (state = 'final')) "
            "FROM clip WHERE problem = '' GROUP BY day ORDER BY day DESC"
        )
        rows = self._ask(lambda db, _done: db.execute(query).fetchall())
        return tuple(
            Usage(
                day=date.fromisoformat(day),
                drafts=drafts,
                finals=finals,
                draft_bytes=draft_bytes,
                final_bytes=final_bytes,
            )
            for day, drafts, finals, draft_bytes, final_bytes in rows
        )

    def _ask(self, question: Callable[[sqlite3.Connection, Refreshed], Answer]) -> Answer:
        """Bring the index up to date and put a question to it.

        A damaged index is made anew; where none can be kept, one in memory answers.
        """
        try:
            with locked(self.file.with_suffix(".lock"), wait=True):
                try:
                    return self._look(str(self.file), question)
                except sqlite3.DatabaseError:
                    self._delete()
                    return self._look(str(self.file), question)
        except (sqlite3.Error, OSError):
            return self._look(":memory:", question)

    def _look(
        self, database: str, question: Callable[[sqlite3.Connection, Refreshed], Answer]
    ) -> Answer:
        with closing(sqlite3.connect(database, isolation_level=None)) as db:
            db.execute("PRAGMA foreign_keys = ON")
            return question(db, self._refresh(db))

    def _refresh(self, db: sqlite3.Connection) -> Refreshed:
        """Read what is new on the disk, in one transaction where anything is."""
        rebuilt = db.execute("PRAGMA user_version").fetchone()[0] != _FORM
        there = {found.place: found for found in published(self.output)}
        known = {} if rebuilt else _known(db)
        fresh = [f for place, f in there.items() if known.get(place) != f.stamp]
        gone = [place for place in known if place not in there]
        if rebuilt or fresh or gone:
            db.execute("BEGIN IMMEDIATE")
            if rebuilt:
                _make_tables(db)
            for place in gone:
                db.execute("DELETE FROM clip WHERE place = ?", (place,))
            for found in fresh:
                self._take_in(db, found)
            db.execute("COMMIT")
        problems = db.execute("SELECT place, problem FROM clip WHERE problem != '' ORDER BY place")
        return Refreshed(
            read=len(fresh),
            gone=len(gone),
            unreadable=tuple((self.output / place, why) for place, why in problems),
            rebuilt=rebuilt,
        )

    def _take_in(self, db: sqlite3.Connection, fresh: FoundClip) -> None:
        db.execute("DELETE FROM clip WHERE place = ?", (fresh.place,))
        facts: ClipFacts | None = None
        problem = ""
        try:
            facts = read_folder(self.output / fresh.place)
        except ValueError as error:
            problem = str(error)
        said = (
            (
                facts.day.isoformat(),
                facts.slug,
                facts.headline,
                facts.brand,
                facts.profile,
                facts.state.value,
                fresh.version,
                facts.size_bytes,
                facts.cues,
                facts.approved,
                facts.waived,
                facts.fingerprint,
                facts.of,
                facts.differs,
                facts.origin,
            )
            if facts
            else (None,) * 15
        )
        row = (fresh.place, *fresh.stamp, *said, problem)
        db.execute(f"INSERT INTO clip VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
        if facts:
            db.executemany(
                "INSERT INTO input VALUES (?, ?, ?)", [(fresh.place, *one) for one in facts.inputs]
            )

    def _entry(self, row: Sequence[Any]) -> CatalogueEntry:
        place, day, slug, headline, brand, profile, state, fingerprint, *others = row
        of, differs, origin, *numbers = others
        inode, modified_ns, manifest_bytes, version, size_bytes, *numbers = numbers
        cues, approved, waived, newest = numbers
        return CatalogueEntry(
            folder=self.output / place,
            day=date.fromisoformat(day),
            slug=slug,
            headline=headline,
            brand=brand,
            profile=profile,
            state=ClipState(state),
            version=version,
            newest=bool(newest) or version == 0,
            stamp=(inode, modified_ns, manifest_bytes),
            size_bytes=size_bytes,
            cues=cues,
            approved=approved,
            waived=waived,
            fingerprint=fingerprint,
            of=of,
            differs=differs,
            origin=origin,
        )

    def _delete(self) -> None:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                self.file.with_name(self.file.name + suffix).unlink()


def _known(db: sqlite3.Connection) -> dict[str, Stamp]:
    rows = db.execute("SELECT place, inode, modified_ns, manifest_bytes FROM clip")
    return {place: (inode, modified, size) for place, inode, modified, size in rows}


def _make_tables(db: sqlite3.Connection) -> None:
    db.execute("DROP TABLE IF EXISTS input")
    db.execute("DROP TABLE IF EXISTS clip")
    for statement in _TABLES.split(";"):
        if statement.strip():
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {_FORM}")


def _conditions(wanted: Wanted) -> tuple[list[str], list[str]]:
    """Return SQL conditions and their values."""
    where, values = ["problem = ''"], []
    for column, value in (
        ("day", wanted.day and wanted.day.isoformat()),
        ("brand", wanted.brand),
        ("state", wanted.state and wanted.state.value),
        ("slug", wanted.slug),
    ):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if wanted.uses:
        marks = ", ".join("?" * len(wanted.uses))
        chosen = f"SELECT place FROM input WHERE name IN ({marks}) OR sha256 IN ({marks})"  # noqa: S608
        where.append(f"place IN ({chosen})")
        values += [*wanted.uses, *wanted.uses]
    if wanted.corrected:
        where.append(
            "version > 0 AND EXISTS (SELECT 1 FROM clip AS other WHERE other.day = clip.day"
            " AND other.slug = clip.slug AND other.version > 1)"
        )
    return where, values
