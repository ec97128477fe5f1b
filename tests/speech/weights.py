"""Files in the form of CTranslate2's Whisper weights: of any shape, or tiny and complete."""

from __future__ import annotations

import pickle
import struct
import zipfile
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

import numpy as np

BASE_DIMENSIONS = {
    "n_mels": 80, "n_audio_ctx": 1500, "n_audio_state": 512, "n_audio_head": 8,
    "n_audio_layer": 6, "n_vocab": 51_865, "n_text_ctx": 448, "n_text_state": 512,
    "n_text_head": 8, "n_text_layer": 6,
}  # fmt: skip
_CODES = {"float32": 0, "int8": 1, "int16": 2, "int32": 3, "float16": 4}


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


def tiny_weights() -> dict[str, np.ndarray]:
    """Return the variables of a Whisper model with one layer, each number only once."""
    count = iter(range(1, 1_000_000))

    def numbers(*shape: int) -> np.ndarray:
        values = [next(count) / 64 for _ in range(int(np.prod(shape)))]
        return np.array(values, np.float32).reshape(shape)

    def attention(prefix: str, fused: int) -> dict[str, np.ndarray]:
        found = {
            f"{prefix}/layer_norm/gamma": numbers(4),
            f"{prefix}/layer_norm/beta": numbers(4),
        }
        sizes = [12, 4] if fused == 3 else [4, 8, 4]
        for number, size in enumerate(sizes):
            found[f"{prefix}/linear_{number}/weight"] = numbers(size, 4)
            bias = numbers(size)
            if size == 12:
                bias[4:8] = 0
            elif size == 8:
                bias[:4] = 0
            found[f"{prefix}/linear_{number}/bias"] = bias
        return found

    def layer(side: str) -> dict[str, np.ndarray]:
        prefix = f"{side}/layer_0"
        found = attention(f"{prefix}/self_attention", 3)
        if side == "decoder":
            found |= attention(f"{prefix}/attention", 2)
        found |= {f"{prefix}/ffn/layer_norm/gamma": numbers(4)}
        found |= {f"{prefix}/ffn/layer_norm/beta": numbers(4)}
        found |= {f"{prefix}/ffn/linear_0/weight": numbers(16, 4)}
        found |= {f"{prefix}/ffn/linear_0/bias": numbers(16)}
        found |= {f"{prefix}/ffn/linear_1/weight": numbers(4, 16)}
        found |= {f"{prefix}/ffn/linear_1/bias": numbers(4)}
        return found

    return {
        "encoder/num_heads": np.array(2, np.int16),
        "encoder/conv1/weight": numbers(4, 80, 3),
        "encoder/conv1/bias": numbers(4),
        "encoder/conv2/weight": numbers(4, 4, 3),
        "encoder/conv2/bias": numbers(4),
        "encoder/position_encodings/encodings": numbers(6, 4),
        "encoder/layer_norm/gamma": numbers(4),
        "encoder/layer_norm/beta": numbers(4),
        **layer("encoder"),
        "decoder/num_heads": np.array(2, np.int16),
        "decoder/embeddings/weight": numbers(9, 4),
        "decoder/position_encodings/encodings": numbers(5, 4),
        "decoder/layer_norm/gamma": numbers(4),
        "decoder/layer_norm/beta": numbers(4),
        **layer("decoder"),
    }


def write_weights(file: Path, variables: Mapping[str, np.ndarray]) -> Path:
    """Write variables in CTranslate2's form."""

    def text(value: str) -> bytes:
        return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"

    content = struct.pack("<I", 6) + text("WhisperSpec") + struct.pack("<II", 3, len(variables))
    for name, array in variables.items():
        content += text(name) + struct.pack("<B", array.ndim)
        content += struct.pack(f"<{array.ndim}I", *array.shape)
        content += struct.pack("<BI", _CODES[str(array.dtype)], array.nbytes) + array.tobytes()
    file.write_bytes(content)
    return file


def write_table(file: Path, content: object) -> Path:
    """Write a checkpoint of which only the table is there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("model/data.pkl", pickle.dumps(content, protocol=2))
    return file


def write_checkpoint_table(file: Path, **dims: int) -> Path:
    """Write what looks like a checkpoint of these dimensions, the others as base has them."""
    return write_table(file, {"dims": BASE_DIMENSIONS | dims, "model_state_dict": OrderedDict()})
