"""Published folders as the publishing step leaves them, without rendering anything."""

import json
import os
from pathlib import Path
from typing import Any

from clipmaker.publish.manifest import fingerprint, write_manifest


def facts(
    slug: str,
    day: str,
    *,
    state: str,
    brand: str,
    inputs: dict[str, str],
    of: str = "",
    differs: dict[str, str] | None = None,
    cues: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "manifest": 1,
        "state": state,
        "story": {"slug": slug, "date": day, "headline": slug.title()},
        "brand": {"name": brand, "digest": ""},
        "profile": {"name": "tiny", "dated": "2026-01-01"},
        "inputs": [{"file": name, "sha256": sum_, "credit": "X"} for name, sum_ in inputs.items()],
        "speech": [{"cues": cues or [{"status": "approved"}, {"status": "machine"}]}],
        "narration": None,
        "clip": {"name": slug, "of": of or slug, "differs": differs or {}, "origin": "../s.yaml"},
    }
    return {**said, "fingerprint": fingerprint(said)}


def publish(
    output: Path,
    slug: str,
    version: str = "draft",
    *,
    day: str = "2025-01-13",
    brand: str = "sixty",
    size: int = 1000,
    age_days: float = 0,
    inputs: dict[str, str] | None = None,
    of: str = "",
    differs: dict[str, str] | None = None,
    cues: list[dict[str, Any]] | None = None,
) -> Path:
    """Publish a folder by hand; returns it."""
    folder = output / day / slug / version
    folder.mkdir(parents=True)
    (folder / f"{slug}.mp4").write_bytes(b"x" * size)
    state = "draft" if version == "draft" else "final"
    said = facts(
        slug,
        day,
        state=state,
        brand=brand,
        inputs=inputs or {},
        of=of,
        differs=differs,
        cues=cues,
    )
    write_manifest(folder, said)
    manifest = folder / "manifest.json"
    assert json.loads(manifest.read_text())["files"]
    then = manifest.stat().st_mtime - age_days * 86400
    os.utime(manifest, (then, then))
    return folder
