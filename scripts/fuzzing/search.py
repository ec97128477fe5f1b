"""Hand the program files as strangers write them, and fail where it does not end well.

    scripts/fuzz --minutes 60             new cases, all doors in turn
    scripts/fuzz --area font --minutes 5  one door
    scripts/fuzz --repeat 1:204:font      a finding once more, with what was printed

A command that is handed anything at all ends with a documented exit code other than 1, within ten
seconds of processor time and 2 GB, writes nothing outside its place, sends no control to the
terminal, and publishes a whole clip or none; a desk answers everything without a status of 500.
Each finding is named by seed, number and door, which make the same files again; they are
kept under --keep. Needs what the tests need.
"""

from __future__ import annotations

import argparse
import io
import shlex
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import redirect_stdout
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from fuzzing.areas import AREAS, Seeds  # noqa: E402
from fuzzing.run import Case, faults, run_case  # noqa: E402
from fuzzing.seeds import make_seeds  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--cases", type=int, default=0, help="stop after so many, too")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--area", choices=AREAS, action="append")
    parser.add_argument("--repeat", metavar="SEED:NUMBER:AREA")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        seeds = make_seeds(Path(name, "seeds"))
        preload(seeds, Path(name, "cache"))
        if asked.repeat:
            return repeated(asked.repeat, seeds, asked.keep)
        return searched(asked, seeds, Path(name, "work"))


def preload(seeds: Seeds, cache: Path) -> None:
    """Import what commands import and look at the seeds once, so that a case is a mere fork."""
    import os

    from clipmaker.cli import COMMANDS, cli

    os.environ["CLIPMAKER_CACHE"] = str(cache)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for name in COMMANDS:
        cli.get_command(None, name)  # type: ignore[arg-type]
    profile = str(seeds.story / "short.toml")
    story = str(seeds.story / "story.yaml")
    with redirect_stdout(io.StringIO()):
        for command in (["plan"], ["frame", "--at", "0.5", "-o", str(cache / "frame.png")]):
            cli.main([*command, story, "--profile", profile], standalone_mode=False)


def repeated(named: str, seeds: Seeds, keep: Path) -> int:
    """Run one case again and show it; its files stay."""
    seed, number, area = named.split(":")
    folder = keep / named.replace(":", "-")
    ended, arguments = run_case(Case(int(seed), int(number), area), seeds, folder.resolve())
    print(f"clipmaker {shlex.join(arguments)}   (in {folder / 'case'})")
    print(ended.printed.decode(errors="backslashreplace")[-4000:])
    print(f"exit code {ended.code}, {ended.cpu_s:.1f} s, {ended.peak_bytes / 1e6:.0f} MB")
    print("\n".join(faults(ended)) or "nothing is wrong")
    for crash in (folder.parent / "cache").rglob("crash-*.txt"):
        print(crash.read_text("utf-8", "replace")[-3000:])
    return 1 if faults(ended) else 0


def searched(asked: argparse.Namespace, seeds: Seeds, work: Path) -> int:
    """Run cases until time is up; returns 1 when anything was found."""
    areas = asked.area or list(AREAS)
    end = time.monotonic() + asked.minutes * 60
    done: Counter[str] = Counter()
    codes: Counter[int] = Counter()
    findings = 0
    for number in count():
        if time.monotonic() > end or (asked.cases and number >= asked.cases):
            break
        case = Case(asked.seed, number, areas[number % len(areas)])
        ended, arguments = run_case(case, seeds, work)
        done[case.area] += 1
        codes[ended.code] += 1
        if wrong := faults(ended):
            findings += 1
            print(f"{case.name}: {'; '.join(wrong)}\n    clipmaker {shlex.join(arguments)[:300]}")
            last = ended.printed.decode(errors="backslashreplace").strip().splitlines()[-1:]
            print("    " + "".join(last)[:400], flush=True)
            kept = asked.keep / case.name.replace(":", "-")
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(work, kept, symlinks=True)
    told = ", ".join(f"{area} {number}" for area, number in sorted(done.items()))
    ends = ", ".join(f"{code}: {number}" for code, number in sorted(codes.items()))
    print(f"{sum(done.values())} cases ({told}); exit codes {ends}; {findings} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
