"""Stories opened for editing: what was read and measured is kept while the files are the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from clipmaker.cues.model import CueSheet
from clipmaker.cues.reviewing.edit import History, noted, redo, undo
from clipmaker.desk.settings import DeskSettings
from clipmaker.edit.sheets import OpenSheet, sheets_of_story
from clipmaker.edit.subtitle_files import ImportOptions, take_file
from clipmaker.errors import ClipmakerError, ReviewError
from clipmaker.facts.waivers import waivers_path
from clipmaker.machine.stamps import stamp
from clipmaker.make.decide import Decided, decide_with
from clipmaker.make.faces import FacesUnsearchedError
from clipmaker.make.gather import Gathered, gather
from clipmaker.make.hearing import listen, setting_of
from clipmaker.make.narration import narration_sheet

_KEPT = 200
Change = Callable[[OpenSheet, CueSheet], CueSheet]
"""Makes a new sheet of one, as every operation on cues does."""
Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Remembers what was used last, and forgets the oldest."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """Return what is kept under a key, None when nothing is."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def keep(self, key: Key, value: Value) -> None:
        """Keep a value."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)


class StaleSheetError(ReviewError):
    """A page works on a sheet that the desk no longer knows; what is in the file is here.

    Attributes:
        theirs: the sheet as it is in the file now.
    """

    def __init__(self, theirs: OpenSheet) -> None:
        super().__init__("the subtitles were changed elsewhere; nothing was saved")
        self.theirs = theirs


@dataclass(frozen=True, kw_only=True)
class OpenStory:
    """A story with everything known about it.

    Attributes:
        gathered: the story and facts about its files.
        sheets: its cue sheets with fresh flags.
    """

    gathered: Gathered
    sheets: tuple[OpenSheet, ...]

    def decided(self, changed: CueSheet | None = None) -> Decided:
        """Return its timeline and plan.

        Args:
            changed: a sheet that is not saved, in the place of the one of the same footage.

        Raises:
            ClipmakerError: the story does not fill the clip, or a text does not fit.
        """
        sheets = listen(self.gathered, None)
        if changed is not None:
            here = [i for i, sheet in sheets.items() if sheet.footage == changed.footage]
            sheets.update(dict.fromkeys(here, changed))
        decided = decide_with(self.gathered, sheets)
        narration = narration_sheet(self.gathered, setting_of(self.gathered), None)
        if narration and changed and narration.footage == changed.footage:
            narration = changed
        return replace(decided, narration=narration)

    def decided_or_problem(self) -> tuple[Decided | None, str]:
        """Return its timeline and plan, and why it cannot be made as it is, "" when it can.

        Where subtitles alone are in the way, the timeline is the one without them: all others are
        shown and played where they are.
        """
        try:
            return self.decided(), ""
        except ClipmakerError as error:
            try:
                return self._without(self._unfit()), str(error)
            except ClipmakerError:
                return None, str(error)

    def decided_around(self, changed: CueSheet, name: str) -> Decided:
        """Return timeline and plan with a sheet that is not saved, whatever other subtitles do.

        Args:
            changed: the sheet.
            name: the cue that is looked at.

        Raises:
            ClipmakerError: that cue does not fit, or the story does not.
        """
        try:
            return self.decided(changed)
        except ClipmakerError:
            unfit = {one for one in self._unfit(changed) if one != (changed.footage, name)}
            if not unfit:
                raise
            return self._without(unfit, changed)

    def _unfit(self, changed: CueSheet | None = None) -> set[tuple[str, str]]:
        """Return the subtitles that do not fit, as footage and id."""
        found = set()
        for one in self.sheets:
            mine = changed is not None and changed.footage == one.name
            sheet = changed if mine else one.sheet
            for cue in sheet.cues if sheet else ():
                if cue.text.strip() and one.lines(cue.text) is None:
                    found.add((one.name, cue.id))
        return found

    def _without(self, unfit: set[tuple[str, str]], changed: CueSheet | None = None) -> Decided:
        if not unfit:
            raise ReviewError("the story cannot be made as it is")
        sheets = listen(self.gathered, None)
        for i, sheet in list(sheets.items()):
            there = changed if changed and changed.footage == sheet.footage else sheet
            kept = tuple(c for c in there.cues if (sheet.footage, c.id) not in unfit)
            sheets[i] = replace(there, cues=kept)
        narration = narration_sheet(self.gathered, setting_of(self.gathered), None)
        return replace(decide_with(self.gathered, sheets), narration=narration)

    def sheet(self, footage: str) -> OpenSheet:
        """Return the sheet of a footage file.

        Raises:
            ReviewError: there is none, or nothing was heard yet.
        """
        for one in self.sheets:
            if one.name == footage and one.sheet is not None:
                return one
        raise ReviewError(f"{footage} has no subtitles yet", remedy="Render the clip first.")


class OpenStories:
    """Opens stories, saves their sheets, and remembers what pages are working on."""

    def __init__(
        self, settings: DeskSettings, on_searched: Callable[[Path], None] = lambda _: None
    ) -> None:
        """Begin with nothing.

        Args:
            settings: the desk's.
            on_searched: told of a story in whose footage faces were looked for, from another
                thread.
        """
        self._settings = settings
        self._on_searched = on_searched
        self._searching: set[Path] = set()
        self._unsearchable: dict[Path, tuple[object, ClipmakerError]] = {}
        self._lock = threading.RLock()
        self._gathered: Recent[Path, tuple[object, Gathered]] = Recent(_KEPT)
        self._bases: Recent[tuple[Path, str, str], CueSheet] = Recent(_KEPT)
        self._histories: Recent[tuple[str, Path], History] = Recent(_KEPT)

    def open(self, story: Path) -> OpenStory:
        """Read a story and its cue sheets.

        Nobody waits for faces that are covered: they are looked for in the background, and the
        story cannot be opened until then.

        Raises:
            FacesUnsearchedError: faces in its footage are being looked for.
            ClipmakerError: mistakes in a file, or media that cannot be used.
        """
        with self._lock:
            gathered = self._gather(story)
            sheets = sheets_of_story(gathered)
            for one in sheets:
                self._remember(one)
            return OpenStory(gathered=gathered, sheets=sheets)

    def change(
        self, story: Path, footage: str, base: str, page: str, what: str, change: Change
    ) -> OpenSheet:
        """Change a sheet as a page sees it, and save it with what others wrote meanwhile.

        Args:
            story: the story file.
            footage: file name of the footage.
            base: digest of the sheet that the page shows.
            page: name of the page, for its undo.
            what: what is done, for a person.
            change: makes the new sheet.

        Raises:
            ChangedMeanwhileError: somebody else changed the same cues; both versions are in it.
            StaleSheetError: the page's sheet is not known here any more.
            ClipmakerError: the change cannot be, or the file cannot be written.
        """
        with self._lock:
            now = self.open(story).sheet(footage)
            seen = self._bases.get((now.file, now.audience, base))
            if seen is None:
                raise StaleSheetError(now)
            saved = replace(now, sheet=seen).save(change(now, seen))
            history = self.history(page, now.file)
            self._done(now, saved, page, what)
        # Without the lock: a translator on another machine may be slow.
        readings = saved.asked()
        if not readings:
            return saved
        with self._lock:
            there = saved.read()
            alone = there.sheet is not None and there.sheet == saved.sheet
            if alone:
                # One step for the person, whose correction brought the reading about.
                self._histories.keep((page, now.file), history)
            followed = there.followed(readings)
            return self._done(now if alone else there, followed, page, what)

    def take(
        self, story: Path, footage: str, page: str, brought: ImportOptions
    ) -> tuple[OpenSheet, tuple[str, ...]]:
        """Take a subtitle file into a sheet; it can be undone like any change.

        Returns:
            the sheet, and what a person has to know about the file.

        Raises:
            ClipmakerError: the file cannot be read, or says something else than people wrote.
        """
        with self._lock:
            now = self.open(story).sheet(footage)
            taken = take_file(now, brought)
            return self._done(now, now.read(), page, "the import"), taken.notes

    def back(self, story: Path, footage: str, page: str, *, again: bool) -> OpenSheet:
        """Take the last change of a page back, or do it again.

        Raises:
            ReviewError: there is none, or somebody else changed the same cues since.
        """
        with self._lock:
            now = self.open(story).sheet(footage)
            assert now.sheet is not None
            step = redo if again else undo
            history = self.history(page, now.file)
            sheet, history = step(now.sheet, history)
            saved = now.save(sheet)
            self._histories.keep((page, now.file), history)
            self._remember(saved)
            return saved

    def history_of(self, story: Path, footage: str, page: str) -> History:
        """Return what a page did to the sheet of a footage file."""
        return self.history(page, self.open(story).sheet(footage).file)

    def history(self, page: str, file: Path) -> History:
        """Return what a page did to a sheet."""
        return self._histories.get((page, file)) or History()

    def _done(self, before: OpenSheet, saved: OpenSheet, page: str, what: str) -> OpenSheet:
        assert before.sheet is not None
        assert saved.sheet is not None
        history = noted(self.history(page, saved.file), before.sheet, saved.sheet, what)
        self._histories.keep((page, saved.file), history)
        self._remember(saved)
        return saved

    def _remember(self, one: OpenSheet) -> None:
        if one.sheet is not None:
            self._bases.keep((one.file, one.audience, one.sheet.read_from), one.sheet)

    def _gather(self, story: Path) -> Gathered:
        kept = self._gathered.get(story)
        if kept is not None and kept[0] == _stamps(story, kept[1]):
            return kept[1]
        sources = self._settings.surroundings.of(story)
        try:
            gathered = gather(sources, search_faces=False)
        except FacesUnsearchedError:
            before, error = self._unsearchable.get(story, (None, None))
            if error is not None and before == stamp(story):
                raise error from None
            self._search(story)
            raise
        self._gathered.keep(story, (_stamps(story, gathered), gathered))
        return gathered

    def _search(self, story: Path) -> None:
        """Look for faces in the background, unless that is being done."""
        if story in self._searching:
            return
        self._searching.add(story)

        def search() -> None:
            before = stamp(story)
            try:
                gather(self._settings.surroundings.of(story))
                self._unsearchable.pop(story, None)
            except ClipmakerError as error:
                self._unsearchable[story] = (before, error)
            finally:
                self._searching.discard(story)
                self._on_searched(story)

        threading.Thread(target=search, name="desk-faces", daemon=True).start()


def _stamps(story: Path, gathered: Gathered) -> object:
    """Return what changes when a file that was read for a story changes."""
    found = []
    source = gathered.story.source
    compared = (source, waivers_path(story)) if source else ()
    beside = (story, story.parent / "glossary.yaml", *compared)
    faces = sorted(story.parent.glob("*.faces.yaml"))
    for file in (*beside, *faces, *sorted(gathered.facts.files)):
        try:
            facts = file.stat()
            found.append((file, facts.st_mtime_ns, facts.st_size))
        except OSError:
            found.append((file, 0, 0))
    return found
