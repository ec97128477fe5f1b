"""A desk at which footage is heard, as the program does it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cue_facts import HOUSE

from clipmaker.cues.model import CueSheet
from clipmaker.cues.sheets.sheet import save, sheet_path
from clipmaker.media.model import MediaInfo
from clipmaker.profile.model import SubtitleProfile
from clipmaker.speech.recognise import cue_sheet
from clipmaker.story.model import Footage


def monospaced(text: str) -> float:
    return 10.0 * len(text)


@dataclass(kw_only=True)
class Desk:
    """Calls `cue_sheet` as the program does."""

    folder: Path
    footage: Footage
    info: MediaInfo
    width_px: float = 300.0
    profile: SubtitleProfile = HOUSE
    shares: list[float] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return sheet_path(self.folder, self.footage.file)

    def hear(self, language: str = "en", **more: Any) -> CueSheet:
        values: dict[str, Any] = {"engine_name": "replay", "width_px": self.width_px, **more}
        return cue_sheet(
            values.pop("footage", self.footage),
            values.pop("info", self.info),
            language,
            profile=self.profile,
            measure=monospaced,
            sheet_file=self.file if self.file.exists() else None,
            on_progress=self.shares.append,
            **values,
        )

    def save(self, sheet: CueSheet) -> CueSheet:
        return save(sheet, self.file)
