"""Somebody's clip whose pictures are damaged is refused when its light is read."""

from __future__ import annotations

from pathlib import Path

import av
import pytest
from synth.stories import make_footage

from clipmaker.errors import MediaError
from clipmaker.media.light import read_light


def test_a_picture_that_cannot_be_decoded_is_damage(tmp_path: Path) -> None:
    file = tmp_path / "clip.mp4"
    make_footage(file)
    assert len(read_light(file)) > 10
    with av.open(str(file)) as media:
        places = [(one.pos, one.size) for one in media.demux(video=0) if one.size]
    content = bytearray(file.read_bytes())
    for at, size in places[3:8]:
        content[at : at + size] = b"\xff" * size
    file.write_bytes(content)
    with pytest.raises(MediaError, match=r"clip\.mp4: the file is damaged: its picture"):
        read_light(file)
