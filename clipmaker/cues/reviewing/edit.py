"""Everything that an editor does to a cue sheet, as pure functions; one door for the desk.

A CueSheet goes in, a new one comes out, and the old one is as it was; an operation that cannot be
raises `ReviewError` with a message for the person and changes nothing. Each keeps the one rule of
review: an approval and a waiver hold only while texts and times stay the same.

============================ ==================================================================
`edit`                       texts, times, speaker, note of a cue
`split_cue`, `merge_cues`    one cue into two, neighbours into one; words go where they are spoken
`shift`                      times of one cue, of some, or of all
`add_cue`, `delete_cue`      a cue that was never heard, or that should not be
`find`, `replace_text`       a word wherever it stands, in either text
`approve`, `approve_wholesale` one by name; all without a doubt together, kept as wholesale
`take_other`                 show the other reading of a sentence, and keep both
`undoubted`                  the cues that may be approved together
`send_back`                  to somebody, with a comment that stays in the file until approved
`waive`                      let one go out as it is, for a reason that is kept
`open_cues`, `counts`        what is left to do
`noted`, `undo`, `redo`      steps back and forth, as values: `History`
============================ ==================================================================

A sheet is opened, given the flags that its cues deserve now, and saved by
`clipmaker.edit.sheets.OpenSheet`. Saving leaves every comment and line of the file that need not
change, and takes over what somebody else wrote meanwhile; where two people changed one cue it
raises `ChangedMeanwhileError`, which holds both versions, and writes nothing.
"""

from __future__ import annotations

from clipmaker.cues.reviewing.history import History, Step, noted, redo, undo
from clipmaker.cues.reviewing.recut import add_cue, delete_cue, merge_cues, shift, split_cue
from clipmaker.cues.reviewing.replacing import TextMatch, find, replace_text
from clipmaker.cues.reviewing.review import (
    Counts,
    approve,
    approve_wholesale,
    counts,
    edit,
    open_cues,
    send_back,
    undoubted,
    waive,
)
from clipmaker.cues.reviewing.second import take_other
from clipmaker.cues.sheets.save import ChangedMeanwhileError

__all__ = [
    "ChangedMeanwhileError",
    "Counts",
    "History",
    "Step",
    "TextMatch",
    "add_cue",
    "approve",
    "approve_wholesale",
    "counts",
    "delete_cue",
    "edit",
    "find",
    "merge_cues",
    "noted",
    "open_cues",
    "redo",
    "replace_text",
    "send_back",
    "shift",
    "split_cue",
    "take_other",
    "undo",
    "undoubted",
    "waive",
]
