"""The project's own example as an editor finds it in the morning: heard, translated, undecided."""

from __future__ import annotations

import shutil
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "assets" / "examples"
_OPEN = ("c6", "c7", "c8")
_WRONG = {
    "text: Do you want to go back to North Korea?": "text: Do you want to go to the hospital "
    "tonight?\n  translated: {avg_logprob: -1.31, no_speech_prob: 0.12, compression_ratio: 1.1}",
}


def morning(folder: Path) -> None:
    """Copy the examples into a folder; the last answers of the interrogation are undecided."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("captured-soldier", "clean-harbour"):
        shutil.copytree(EXAMPLES / name, folder / name)
    sheet = folder / "captured-soldier" / "interview.cues.yaml"
    head, *blocks = sheet.read_text(encoding="utf-8").split("\n- id: ")
    blocks = [_undecided(block) if block.startswith(_OPEN) else block for block in blocks]
    sheet.write_text("\n- id: ".join([head, *blocks]), encoding="utf-8")


def _undecided(block: str) -> str:
    lines = [
        line.replace("status: approved", "status: machine")
        for line in block.split("\n")
        if not line.startswith(("  approved_", "  seal:"))
    ]
    text = "\n".join(lines)
    for right, wrong in _WRONG.items():
        text = text.replace(right, wrong)
    return text
