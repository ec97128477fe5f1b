"""What a command loads is what it needs: nobody waits for the painters' libraries to see a plan."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from stories import Clipmaker

pytestmark = pytest.mark.slow

PAINTING = {"numpy", "PIL", "ffmpeg", "moviepy", "av", "cv2", "scipy", "babel"}
ELSEWHERE = {"faster_whisper", "ctranslate2", "onnxruntime", "distributed", "starlette", "uvicorn"}
READING = {"pydantic", "pydantic_core", "ruamel", "yaml", "uharfbuzz", "freetype", "uniseg", "rich"}
FORBIDDEN = {"--help": PAINTING | ELSEWHERE | READING, "plan": PAINTING | ELSEWHERE}
RUN = """
import json, sys
from clipmaker.cli import cli
from clipmaker.cli.edge import run
loaded = []
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["clipmaker", *arguments]
    code = int(run(cli))
    loaded.append([code, sorted({name.split(".")[0] for name in sys.modules})])
print(json.dumps(loaded))
"""


def test_a_command_loads_what_it_needs(story: Path, clipmaker: Clipmaker) -> None:
    plan = ["plan", str(story), "--profile", "tiny", "--subtitle-profile", "tiny"]
    # What is known of pictures and cards is found with these libraries, once.
    assert clipmaker(*plan).code == 0
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps([["--help"], plan])],
        capture_output=True,
        text=True,
        check=True,
    )
    for (command, forbidden), (code, loaded) in zip(
        FORBIDDEN.items(), json.loads(done.stdout.splitlines()[-1]), strict=True
    ):
        assert code == 0
        assert not forbidden.intersection(loaded), command
