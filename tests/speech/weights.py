"""Files that look like CTranslate2's Whisper weights, of any shape, with nothing in them."""

from __future__ import annotations

import struct
from pathlib import Path


def write_model(folder: Path, *, words: int = 51_865, encoder: int = 6, decoder: int = 6) -> Path:
    """Write a model folder with so many words and layers; its weights are empty."""

    def text(value: str) -> bytes:
        return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"

    variables = [("decoder/embeddings/weight", (words, 512))]
    variables += [
        (f"{side}/layer_{layer}/ffn/linear_0/weight", (2048, 512))
        for side, count in (("encoder", encoder), ("decoder", decoder))
        for layer in range(count)
    ]
    content = struct.pack("<I", 6) + text("WhisperSpec") + struct.pack("<II", 3, len(variables))
    for name, shape in variables:
        content += text(name) + struct.pack("<B", len(shape)) + struct.pack("<2I", *shape)
        content += struct.pack("<BI", 4, 3) + b"abc"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.bin").write_bytes(content)
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        (folder / name).write_text("{}")
    return folder
