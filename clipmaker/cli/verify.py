"""``clipmaker verify``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipmaker.cli.options import FILE, clips_option
from clipmaker.cli.say import say, say_json
from clipmaker.errors import ExitCode

if TYPE_CHECKING:
    from clipmaker.publish.credentials import ContentCredentials


@click.command(
    epilog="Example: clipmaker verify output/2025-01-13/captured-soldier/v1",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("place", type=FILE, metavar="FOLDER|FILE")
@clips_option("Folder of finished clips, in which the master of a lone file is looked for.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.pass_context
def command(ctx: click.Context, place: Path, output: Path, as_json: bool) -> None:
    """Say whether a published clip is still what was published.

    Of a folder every file is held against its digest in the manifest, and the manifest against
    itself; whatever was changed, is missing or was added is named. A single file is held against
    the manifest beside it, or else its bytes are looked for among the finished clips. Exits with
    7 when something is not as it was.
    """
    passed = _folder(place, as_json=as_json) if place.is_dir() else _file(place, output, as_json)
    if not passed:
        ctx.exit(ExitCode.CHECK)


def _folder(folder: Path, *, as_json: bool) -> bool:
    from clipmaker.publish.verify import verify_folder

    found = verify_folder(folder)
    if as_json:
        say_json(asdict(found) | {"folder": str(folder)})
        return not found.broken
    for broken in found.broken:
        say(f"broken: {broken}")
    for note in found.notes:
        say(f"note: {note}")
    if found.broken:
        say(f"{folder}: not as it was published")
        return False
    signed = f", signed off by {found.signed_by}" if found.signed_by else ""
    say(f"{folder}: as it was published: a {found.state} of {found.files} files{signed}")
    if found.seal:
        say(f"seal {found.seal}")
    if found.credentials:
        say(_credentials(found.credentials))
    return True


def _credentials(found: ContentCredentials) -> str:
    """Return what Content Credentials say, in a line."""
    trust = "trusted" if found.trusted else "nobody on this machine vouches for the certificate"
    made_of = f"; made of {', '.join(found.ingredients)}" if found.ingredients else ""
    when = f" on {found.signed_at}, as a time-stamp authority says" if found.signed_at else ""
    return f"content credentials: signed by {found.signer}{when} ({trust}){made_of}"


def _file(file: Path, output: Path, as_json: bool) -> bool:
    from clipmaker.publish.verify import credentials_of, masters_of, untrue, verify_file

    wrong, digest = verify_file(file)
    masters = masters_of(digest, output)
    credentials, lacking = credentials_of(file)
    forged = credentials is not None and not credentials.whole
    passed = (not wrong or bool(masters)) and not forged
    if as_json:
        data = {
            "file": str(file),
            "sha256": digest,
            "as_published": passed,
            "masters": [str(one) for one in masters],
            "beside": wrong,
            "credentials": asdict(credentials) if credentials else None,
        }
        say_json(data)
        return passed
    if not wrong:
        say(f"{file}: as it was published")
    for master in masters:
        if wrong:
            say(f"{file}: the very bytes of {master}")
    if lacking:
        say(f"note: {lacking}")
    if credentials is not None:
        say(f"broken: {untrue(credentials)}" if forged else _credentials(credentials))
    if wrong and not masters:
        say(f"{file}: {wrong}, and no clip in {output} has its bytes")
    return passed
