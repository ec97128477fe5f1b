"""``clipmaker faces``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipmaker.cli.options import FOLDER, output_options, source_options, story_argument
from clipmaker.cli.say import say, say_json, styled

if TYPE_CHECKING:
    from clipmaker.make.face_gate import FaceSpan
    from clipmaker.make.gather import Gathered, Surroundings


@click.command(
    epilog="Example: clipmaker faces story.yaml --pictures look; then --looked 1 --as “A. Kim”",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@click.option(
    "--looked",
    "numbers",
    type=click.IntRange(min=1),
    multiple=True,
    metavar="NUMBER",
    help="You looked at this span, and every face in it that must be is covered; may be given "
    "several times. Needs --as.",
)
@click.option("--as", "who", metavar="NAME", default="", help="Who looked.")
@click.option(
    "--pictures",
    type=FOLDER,
    metavar="FOLDER",
    help="Write frames of every span that is still open there, as the clip shows them.",
)
@click.option("--again", is_flag=True, help="Search the footage again; what people drew stays.")
@source_options
@output_options
def command(
    story: Path,
    numbers: tuple[int, ...],
    who: str,
    pictures: Path | None,
    again: bool,
    surroundings: Surroundings,
    as_json: bool,
    verbose: bool,
) -> None:
    """Find faces that a story covers, and note who looked at them.

    Footage and photos with “protect:” are searched once; what was found lies in FILE.faces.yaml
    beside the story, where faces can be drawn, moved or taken out. A final needs somebody who
    looked at every span in which a face is lost, comes or goes, is at the edge or hard to make
    out; where nothing is doubtful, at the footage as a whole.
    """
    from clipmaker.cli.files import short, write_file
    from clipmaker.cli.show import progress
    from clipmaker.make.face_gate import approve_faces, face_spans
    from clipmaker.make.faces import search_again
    from clipmaker.make.gather import gather

    sources = surroundings.of(story)
    with progress(verbose=verbose) as on_event:
        gathered = gather(sources, on_event)
        if again:
            search_again(gathered, on_event)
            gathered = gather(sources, on_event)
    if numbers:
        for one in approve_faces(gathered, numbers, who):
            say(f"looked at by {who.strip()}: {one}")
        gathered = gather(sources)
    spans = face_spans(gathered)
    if as_json:
        say_json(_as_data(gathered, spans))
        return
    _tell(gathered, spans)
    if pictures is not None:
        from clipmaker.make.preview import preview_faces

        waiting = [one for one in spans if not one.span.who]
        for number, content in preview_faces(sources, waiting).items():
            file = pictures / f"faces-{number}.png"
            write_file(file, content, named=True)
            say(f"picture: {short(file)}")


def _tell(gathered: Gathered, spans: tuple[FaceSpan, ...]) -> None:
    from clipmaker.faces.cover import covered
    from clipmaker.make.face_gate import open_faces
    from clipmaker.make.faces import protected
    from clipmaker.make.photo_faces import protected_photos
    from clipmaker.timeline.frames import clock

    facts = gathered.facts
    hidden = [(shot.file, p, facts.faces[i]) for i, (shot, p) in protected(gathered.story).items()]
    photos = protected_photos(gathered.story)
    hidden += [(file, p, facts.photo_faces[file]) for file, (_, p) in photos.items()]
    if not hidden:
        say("nothing in this story says protect: no face is covered")
    for file, protection, sheet in hidden:
        say(styled(file.name, bold=True), f"  ({sheet.detector})")
        covers = covered(sheet, protection)
        for face in sheet.faces:
            state = protection.style.value if face in covers else "shown"
            drawn = ", drawn by hand" if face.drawn else ""
            times = (
                f"  {clock(face.start_ms)} to {clock(face.end_ms)}" if file not in photos else ""
            )
            say(f"  {face.id}{times}  {state}{drawn}")
    for one in spans:
        done = styled(f"looked at by {one.span.who}", fg="green") if one.span.who else "open"
        say(f"{one.number}: {one}  ", done)
    for told in open_faces(gathered):
        if not told.startswith("nobody looked at"):
            say(styled(f"no final: {told}", fg="red"))


def _as_data(gathered: Gathered, spans: tuple[FaceSpan, ...]) -> dict[str, object]:
    from clipmaker.make.face_gate import open_faces

    return {
        "faces": {
            sheet.footage: [
                {"id": one.id, "start_ms": one.start_ms, "end_ms": one.end_ms, "drawn": one.drawn}
                for one in sheet.faces
            ]
            for sheet in (*gathered.facts.faces.values(), *gathered.facts.photo_faces.values())
        },
        "spans": [
            {
                "number": one.number,
                "footage": one.footage,
                "start_ms": one.span.start_ms,
                "end_ms": one.span.end_ms,
                "why": one.span.why,
                "looked_at_by": one.span.who,
            }
            for one in spans
        ],
        "open": list(open_faces(gathered)),
    }
