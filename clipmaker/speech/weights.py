"""Reads CTranslate2's file of weights, ``model.bin``, without CTranslate2.

The form, little-endian: version of the form; name and revision of the kind of model; then each
variable with its name, its shape, its type and its bytes. A name is its length with a zero byte,
then UTF-8, then the zero byte. (Source: CTranslate2's ``python/ctranslate2/specs/model_spec.py``.)
"""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

TYPES = ("float32", "int8", "int16", "int32", "float16", "bfloat16")
"""Types of numbers, in the order of their codes."""


@dataclass(frozen=True, kw_only=True)
class Variable:
    """Where a variable lies in the file.

    Attributes:
        shape: its shape; () for a single number.
        type: one of `TYPES`, "" for one that is not known.
        at: place of its first byte.
        size: number of its bytes.
    """

    shape: tuple[int, ...]
    type: str
    at: int
    size: int


def variables(weights: Path) -> Mapping[str, Variable]:
    """Return the table of a Whisper model's weights by name, in the file's order.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is cut off, or no Whisper model.
    """
    with weights.open("rb") as stream:
        try:
            found = _table(stream)
        except (struct.error, UnicodeDecodeError) as error:
            raise ValueError("this is no file of CTranslate2's weights") from error
        last = max((v.at + v.size for v in found.values()), default=0)
        if last > stream.seek(0, os.SEEK_END):
            raise ValueError("the file is cut off")
    return found


def _table(stream: BinaryIO) -> dict[str, Variable]:
    def number(form: str) -> int:
        value: int = struct.unpack(form, stream.read(struct.calcsize(form)))[0]
        return value

    def text() -> str:
        return stream.read(number("<H")).rstrip(b"\0").decode()

    number("<I")
    if not text().startswith("Whisper"):
        raise ValueError("not a Whisper model")
    number("<I")
    found = {}
    for _ in range(number("<I")):
        name = text()
        shape = tuple(number("<I") for _ in range(number("<B")))
        code = number("<B")
        size = number("<I")
        kind = TYPES[code] if code < len(TYPES) else ""
        found[name] = Variable(shape=shape, type=kind, at=stream.tell(), size=size)
        stream.seek(size, os.SEEK_CUR)
    return found
