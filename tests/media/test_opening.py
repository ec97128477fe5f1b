"""Files from elsewhere are opened in one place, as what their first bytes say."""

from pathlib import Path

import av
import pytest

from clipmaker.media.opening import opened
from clipmaker.media.sniff import sniff

PACKAGE = Path(__file__).resolve().parents[2] / "clipmaker"
ALLOWED = {"opening.py", "own.py", "packets.py", "encode.py", "join.py"}
"""All but the first open what was made here."""


def film(file: Path, width: int, height: int) -> Path:
    with av.open(str(file), "w") as made:
        stream = made.add_stream("libx264", 25, options={"preset": "ultrafast", "qp": "40"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        made.mux(stream.encode(av.VideoFrame(width, height, "yuv420p")))
        made.mux(stream.encode())
    return file


def test_a_file_is_read_as_what_it_is_and_closed(tmp_path: Path) -> None:
    made = film(tmp_path / "made.mp4", 64, 64)
    file = made.rename(tmp_path / "concat:b.mkv")
    with opened(file, sniff(file)) as container:
        assert container.format.name.startswith("mov")
        assert len(list(container.decode(video=0))) == 1
    with pytest.raises(AssertionError):
        next(container.decode(video=0))


def test_nothing_else_opens_files_from_elsewhere() -> None:
    opening = {f.name for f in PACKAGE.rglob("*.py") if "av.open(" in f.read_text("utf-8")}
    assert opening == ALLOWED
