"""``clipmaker render``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipmaker.cli.cluster import cluster_options, executor
from clipmaker.cli.options import (
    FILE,
    clips_option,
    goal_option,
    hearing_options,
    output_options,
    source_options,
    story_argument,
)
from clipmaker.cli.say import say, say_json

if TYPE_CHECKING:
    from clipmaker.make.clip import Clip
    from clipmaker.make.gather import Surroundings
    from clipmaker.make.hearing import Hearing


@click.command(
    epilog="Example: clipmaker render story.yaml --output output --final",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@clips_option("Folder for finished clips; each gets DATE/SLUG inside it.", FILE)
@goal_option
@click.option(
    "--waive",
    "waived",
    multiple=True,
    metavar="“FOOTAGE CUE: REASON”",
    help="Let one cue into a final clip as it is, as in “interview.mp4 c3: no interpreter”; kept "
    "in the manifest; may be given several times.",
)
@click.option(
    "--as",
    "who",
    metavar="NAME",
    default="",
    help="Who signs a final clip off, and gives the waivers; kept in the manifest.",
)
@click.option(
    "--note", default="", help="What has changed since the version before; kept with --as."
)
@click.option(
    "--open", "opens", is_flag=True, help="Open the finished clip with the desktop's player."
)
@click.option(
    "--preview",
    is_flag=True,
    help="Make a small copy quickly to look at, beside drafts and finals, which stay as they are.",
)
@source_options
@hearing_options
@cluster_options
@output_options
def command(
    story: Path,
    output: Path,
    goal: str,
    waived: tuple[str, ...],
    who: str,
    note: str,
    opens: bool,
    preview: bool,
    surroundings: Surroundings,
    hearing: Hearing,
    cluster: str,
    shared: Path | None,
    as_json: bool,
    verbose: bool,
) -> None:
    """Make a clip from a story.

    Speech in footage is transcribed and translated, cards are painted, everything is encoded,
    measured against the delivery profile and only then published. While a translation is not
    approved the clip is a draft and says so on screen. A story that a bulletin above or beside it
    holds, or whose embargo is not over, becomes no final clip.
    """
    from clipmaker.bulletin.holds import refuse_held, waits_for
    from clipmaker.cli.show import progress
    from clipmaker.cues.reviewing.gate import parse_waiver
    from clipmaker.errors import DiskError
    from clipmaker.machine.moment import now
    from clipmaker.machine.stopping import uninterrupted
    from clipmaker.make.clip import Goal, Request
    from clipmaker.make.formats import make_clips
    from clipmaker.publish.sign_off import SignOff

    if waived and not who.strip():
        raise click.UsageError("--waive needs --as NAME: who lets these cues go out as they are?")
    if note and not who.strip():
        raise click.UsageError("--note needs --as NAME: who signs this version off?")
    if preview and goal != "auto":
        raise click.UsageError("--preview makes neither a final nor a draft: leave the other away")

    def refuse() -> None:
        refuse_held(waits_for(story, output))

    held = "" if preview or goal == "draft" else "\n".join(w.told for w in waits_for(story, output))
    if held and goal == "final":
        refuse()
    if held:
        say(f"note: {held}: this is a draft", err=True)
        goal = "draft"
    request = Request(
        sources=surroundings.of(story),
        output=output,
        goal=Goal.PREVIEW if preview else Goal(goal),
        hearing=hearing,
        waivers=tuple(parse_waiver(text, who) for text in waived),
        sign_off=SignOff(who=who.strip(), when=now(), note=note.strip()) if who.strip() else None,
        refuse=refuse,
    )
    with executor(cluster, shared) as where, progress(verbose=verbose) as on_event:
        clips = tuple(make_clips(request, on_event, where))
    try:
        with uninterrupted():
            if as_json:
                say_json(_all_as_data(clips))
            else:
                for clip in clips:
                    _tell(clip)
    except OSError as error:
        folders = ", ".join(str(clip.folder) for clip in clips)
        raise DiskError(
            f"{folders} is published, but what was printed could not be: {error.strerror}"
        ) from error
    for clip in clips:
        _note(clip, who.strip())
    if opens:
        _open(clips[0].video)


def _note(clip: Clip, who: str) -> None:
    for note in clip.notes:
        say(f"note: {note}", err=True)
    if who and clip.unchanged and not (clip.draft or clip.preview):
        say(
            f"nothing had changed, so {clip.folder.name} stays as it was signed off: "
            f"{who} was not added",
            err=True,
        )


def _tell(clip: Clip) -> None:
    from clipmaker.cli.files import short

    state = "preview" if clip.preview else "draft" if clip.draft else "final clip"
    note = " (nothing had changed)" if clip.unchanged else ""
    say(f"{state}{note}: {short(clip.video)}")
    if clip.preview:
        return
    say(f"storyboard: {short(clip.folder / 'storyboard.jpg')}")
    say(f"report: {short(clip.folder / 'report.json')}")
    for told in (*clip.damaged, *clip.disputed):
        say(f"no final: {told}")
    for told in clip.faces:
        say(f"no final: {told}")
    if clip.draft and clip.waiting:
        count = len(clip.waiting)
        say(f"{count} subtitle{'s' if count > 1 else ''} to review in:")
        for file in clip.sheets:
            say(f"  {short(file)}")


def _open(video: Path) -> None:
    """Open a clip; where that fails the clip is there all the same."""
    from clipmaker.tools.player import open_file

    if reason := open_file(video):
        say(f"note: the clip was not opened: {reason}", err=True)


def _all_as_data(clips: tuple[Clip, ...]) -> dict[str, Any]:
    """Return the first clip, and those of other shapes with it."""
    first, *others = map(_as_data, clips)
    return {**first, "others": others} if others else first


def _as_data(clip: Clip) -> dict[str, Any]:
    from clipmaker.check.report import as_data

    return {
        "folder": str(clip.folder),
        "video": str(clip.video),
        "draft": clip.draft,
        "preview": clip.preview,
        "unchanged": clip.unchanged,
        "waiting": list(clip.waiting),
        "damaged": list(clip.damaged),
        "faces": list(clip.faces),
        "disputed": list(clip.disputed),
        "notes": list(clip.notes),
        "cue_sheets": [str(file) for file in clip.sheets],
        "report": as_data(clip.report) if clip.report else None,
    }
