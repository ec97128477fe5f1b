"""Errors come back whole from other processes, whatever their class's __init__ takes."""

import importlib
import pickle
import pkgutil
from pathlib import Path

import clipmaker
from clipmaker.cues.model import CueSheet
from clipmaker.cues.sheets.save import ChangedMeanwhileError
from clipmaker.desk.opened import StaleSheetError
from clipmaker.edit.arriving_media import OffsetError
from clipmaker.errors import ClipmakerError, InputError, Problem
from clipmaker.text.errors import MissingGlyphError, TooLongError, UnknownFamilyError

SHEET = CueSheet(footage="a", language="ko")
SPECIAL: dict[type[ClipmakerError], ClipmakerError] = {
    InputError: InputError([Problem(file=Path("a.yaml"), line=3, message="no")], remedy="Do."),
    MissingGlyphError: MissingGlyphError(["가", "\x00"], extras=["fonts"]),
    UnknownFamilyError: UnknownFamilyError("Comic", installed=["Inter"], extras=["fonts"]),
    ChangedMeanwhileError: ChangedMeanwhileError(Path("a.cues.yaml"), SHEET, SHEET, ["c1"]),
    OffsetError: OffsetError(4_000_000),
    StaleSheetError: StaleSheetError(SHEET),  # type: ignore[arg-type]
    TooLongError: TooLongError("a b c", words_to_cut=2, unit="word", smallest_px=40),
}


def classes(kind: type[ClipmakerError]) -> list[type[ClipmakerError]]:
    return [kind, *(c for sub in kind.__subclasses__() for c in classes(sub))]


def every_error() -> list[type[ClipmakerError]]:
    for module in pkgutil.walk_packages(clipmaker.__path__, "clipmaker."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return sorted(set(classes(ClipmakerError)), key=lambda c: c.__name__)


def test_every_error_travels_between_processes() -> None:
    kinds = every_error()
    assert len(kinds) > 20
    for kind in kinds:
        error = SPECIAL.get(kind) or kind("What happened", remedy="What to do.")
        error = error.at("card 3")
        there = pickle.loads(pickle.dumps(error))
        assert type(there) is kind
        assert str(there) == str(error)
        assert (there.args, there.exit_code) == (error.args, error.exit_code)
        assert vars(there) == vars(error)
