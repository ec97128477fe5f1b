"""What was reviewed before a clip went out: ``review.json``, and ``review.html`` for people; pure.

Approved together with others, unseen, is called wholesale. Whether a line was played is told as
the sign-off knows it, and where it does not, nothing is said of it.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from clipmaker.story.kept import PROTECTED

_HEAD = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #16181d; background: #fff; }}
table {{ border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }}
th, td {{ text-align: start; vertical-align: top; padding: .4rem .6rem;
  border-top: 1px solid #c9ccd3; }}
th {{ font-weight: 600; }}
.open {{ color: #a3150b; font-weight: 600; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #eceef2; background: #16181d; }}
  .open {{ color: #ff9d94; }} }}
</style>
"""


def review_record(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was reviewed, by the facts of a clip's manifest.

    It goes out with the clip, so a recording in which somebody is protected has no name in it.

    Args:
        facts: a manifest, with or without the digests of files.
    """
    played = _played(facts.get("sign_off"))
    lines = [
        _line(sheet, cue) | _heard(played, sheet["footage"], cue["id"])
        for sheet in (*facts["speech"], *([facts["narration"]] if facts["narration"] else []))
        for cue in sheet["cues"]
        if cue.get("shown", True)
    ]
    record = {
        "review": 1,
        "story": {name: facts["story"][name] for name in ("slug", "date", "headline", "language")},
        "state": facts["state"],
        "fingerprint": facts["fingerprint"],
        "gate": facts.get("gate", "standard"),
        "sign_off": _signed(facts.get("sign_off")),
        "lines": lines,
        "counted": {
            name: sum(line["review"] == name for line in lines)
            for name in ("approved", "approved wholesale", "waived", "open")
        },
        "facts": facts.get("facts"),
        "faces": facts.get("faces"),
        "damaged": facts.get("damaged", []),
    }
    kept = facts.get("protected", {})
    names = [one["file"] for one in facts.get("inputs", ()) if one["sha256"] in kept]
    hidden: dict[str, Any] = _without(record, names)
    return hidden


def _without(value: Any, names: Sequence[str]) -> Any:
    """Return plain data in whose texts files are not called by their names."""
    if isinstance(value, dict):
        return {key: _without(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [_without(one, names) for one in value]
    if isinstance(value, str):
        for name in names:
            value = value.replace(name, PROTECTED)
    return value


def _signed(sign_off: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not sign_off:
        return None
    signed = {name: sign_off[name] for name in ("who", "when", "note")}
    return {**signed, "watched": bool(sign_off.get("watched"))}


def _played(sign_off: Mapping[str, Any] | None) -> dict[tuple[str, str], list[str]] | None:
    """Return who played which line, None where that is not known."""
    lines = (sign_off or {}).get("played")
    if lines is None:
        return None
    return {(one["footage"], one["cue"]): list(one["by"]) for one in lines}


def _heard(
    played: Mapping[tuple[str, str], list[str]] | None, footage: str, name: str
) -> dict[str, Any]:
    if played is None:
        return {"played": None, "played_by": []}
    return {"played": (footage, name) in played, "played_by": played.get((footage, name), [])}


def _line(sheet: Mapping[str, Any], cue: Mapping[str, Any]) -> dict[str, Any]:
    waived = bool(cue["waiver"])
    approved = cue["status"] == "approved"
    review = "approved wholesale" if approved and cue["wholesale"] else "approved"
    if not approved:
        review = "waived" if waived else "open"
    return {
        "footage": sheet["footage"],
        "id": cue["id"],
        "language": sheet["language"],
        "said": cue["source"],
        "shown": cue["text"],
        "said_by": cue["source_by"],
        "shown_by": cue["text_by"],
        "changed_by": cue["edited_by"],
        "review": review,
        "approved_by": cue["approved_by"],
        "approved_at": cue["approved_at"],
        "by_hand": cue["by_hand"],
        "waived_by": cue.get("waived_by", ""),
        "waiver": cue["waiver"],
        "doubts": [flag["code"] for flag in cue["flags"]],
    }


def review_page(record: Mapping[str, Any]) -> str:
    """Return a record of a review as one page that needs nothing else."""
    story, counted = record["story"], record["counted"]
    title = f"What was reviewed: {story['headline']}"
    state = "A final clip" if record["state"] == "final" else "A draft, not for publication"
    parts = [
        _HEAD.format(title=_e(title)),
        f"<h1>{_e(story['headline'])}</h1>",
        f"<p>{state} of {_e(story['date'])}. {_e(_signature(record['sign_off']))}</p>",
        f"<p>{_e(_counted(counted))}</p>",
        _table(
            ("Line", "Said", "Shown", "Review"),
            [
                (f"{x['footage']} {x['id']}", x["said"], x["shown"], _told(x))
                for x in record["lines"]
            ],
        ),
        _stated(record["facts"]),
        f"<p><small>Fingerprint of the clip: {_e(record['fingerprint'])}</small></p>\n</html>\n",
    ]
    return "\n".join(part for part in parts if part)


def _signature(sign_off: Mapping[str, Any] | None) -> str:
    if not sign_off:
        return "Nobody signed it off by name."
    watched = ", who had watched it," if sign_off["watched"] else ""
    note = f" Note: {sign_off['note']}" if sign_off["note"] else ""
    return f"Signed off by {sign_off['who']}{watched} at {sign_off['when']}.{note}"


def _counted(counted: Mapping[str, int]) -> str:
    told = [f"{count} {name}" for name, count in counted.items() if count]
    return f"Lines of subtitles: {', '.join(told)}." if told else "It has no subtitles to review."


def _told(line: Mapping[str, Any]) -> str:
    """Return who decided about a line, when, and what was changed before."""
    made = " and ".join(line["shown_by"]) or "nobody that is known"
    parts = [f"made by {made}"]
    if line["changed_by"]:
        parts.append(f"changed by {line['changed_by']}")
    if line["review"].startswith("approved"):
        hand = ", written into the file by hand" if line["by_hand"] else ""
        parts.append(f"{line['review']} by {line['approved_by']}, {line['approved_at']}{hand}")
    elif line["review"] == "waived":
        parts.append(f"waived by {line['waived_by']}: {line['waiver']}")
    else:
        parts.append("not approved")
    if line["played"] is not None:
        by = f" by {' and '.join(line['played_by'])}" if line["played_by"] else ""
        parts.append(f"played at the desk{by}" if line["played"] else "not played at the desk")
    if line["doubts"]:
        parts.append(f"doubts: {', '.join(line['doubts'])}")
    return "; ".join(parts)


def _stated(facts: Mapping[str, Any] | None) -> str:
    if not facts:
        return ""
    rows = [
        (
            one["where"],
            one["fact"],
            one["nearest"],
            f"waived by {one['waived_by']}: {one['waiver']}" if one["waiver"] else one["reason"],
        )
        for one in facts["differing"]
    ]
    head = f"{facts['compared']} facts were compared with {facts['source']}; {len(rows)} differ."
    table = _table(("Where", "Fact", "In the source", "Decision"), rows) if rows else ""
    return f"<h2>Facts</h2>\n<p>{_e(head)}</p>\n{table}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{_e(name)}</th>" for name in heads)
    body = "\n".join(
        "<tr>" + "".join(f'<td dir="auto">{_e(cell)}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table>\n<tr>{head}</tr>\n{body}\n</table>"


def _e(text: object) -> str:
    return html.escape(str(text))
