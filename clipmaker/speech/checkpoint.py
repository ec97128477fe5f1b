"""The openai-whisper form of the built-in weights, and a look into any file of that form.

CTranslate2 keeps query, key and value of an attention in one matrix; openai-whisper keeps three,
and no bias for the keys, which is zero in both. Nothing else differs but names, so that both
engines compute with the same numbers. PyTorch is imported only to write a file.
"""

from __future__ import annotations

import fcntl
import pickle
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from clipmaker.errors import DiskError, SpeechError
from clipmaker.machine.writing import whole
from clipmaker.resources import cache_dir
from clipmaker.speech.packaged import NAME, packaged_model
from clipmaker.speech.weights import Variable, variables

Array = npt.NDArray[Any]

DIMENSIONS = (
    "n_mels", "n_audio_ctx", "n_audio_state", "n_audio_head", "n_audio_layer",
    "n_vocab", "n_text_ctx", "n_text_state", "n_text_head", "n_text_layer",
)  # fmt: skip
"""Names of a checkpoint's dimensions, all of them whole numbers."""

_PLAIN = {
    "encoder/conv1/": "encoder.conv1.",
    "encoder/conv2/": "encoder.conv2.",
    "encoder/position_encodings/encodings": "encoder.positional_embedding",
    "encoder/layer_norm/": "encoder.ln_post.",
    "decoder/embeddings/": "decoder.token_embedding.",
    "decoder/position_encodings/encodings": "decoder.positional_embedding",
    "decoder/layer_norm/": "decoder.ln.",
}
_IN_LAYER = {
    "self_attention/layer_norm/": "attn_ln.",
    "self_attention/linear_1/": "attn.out.",
    "attention/layer_norm/": "cross_attn_ln.",
    "attention/linear_0/": "cross_attn.query.",
    "attention/linear_2/": "cross_attn.out.",
    "ffn/layer_norm/": "mlp_ln.",
    "ffn/linear_0/": "mlp.0.",
    "ffn/linear_1/": "mlp.2.",
}
_FUSED = {
    "self_attention/linear_0/": ("attn.query.", "attn.key.", "attn.value."),
    "attention/linear_1/": ("cross_attn.key.", "cross_attn.value."),
}
_ENDS = {"gamma": "weight", "beta": "bias"}
_LAYER = re.compile(r"(encoder|decoder)/layer_(\d+)/(.+/)(\w+)")
_LARGEST_TABLE = 1 << 24


def packaged_checkpoint() -> Path:
    """Return the built-in model as a checkpoint, writing it into the cache when it isn't there.

    Raises:
        SpeechError: the model's packages are missing or damaged.
        DiskError: the cache cannot be written.
    """
    file = cache_dir() / "models" / "whisper-base-openai" / f"{NAME}.pt"
    if file.is_file():
        return file
    weights = packaged_model() / "model.bin"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.with_name(".lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.is_file():
                write_checkpoint(weights, file)
    except OSError as error:
        raise DiskError(
            f"the speech model could not be written to {file}: {error.strerror}",
            remedy="It needs 150 MB. CLIPMAKER_CACHE names another folder for the cache.",
        ) from error
    return file


def write_checkpoint(weights: Path, file: Path) -> None:
    """Write CTranslate2's weights of a Whisper model as an openai-whisper checkpoint.

    The numbers keep their type, so a model that was stored in 16 bits stays so. The file appears
    under its name only when it is whole.

    Raises:
        ValueError: these are no weights of Whisper, or they are stored as whole numbers.
        OSError: a file cannot be read or written.
    """
    import torch

    table = variables(weights)
    state = {name: torch.from_numpy(array) for name, array in _state(weights, table)}
    checkpoint = {"dims": _dimensions(weights, table), "model_state_dict": state}
    with whole(file) as fresh:
        torch.save(checkpoint, fresh)


def checkpoint_dimensions(file: Path) -> Mapping[str, int]:
    """Return the dimensions that a checkpoint states; nothing in the file is executed.

    Raises:
        SpeechError: it is damaged, or no checkpoint.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            name = next(n for n in archive.namelist() if n.endswith("/data.pkl"))
            if archive.getinfo(name).file_size > _LARGEST_TABLE:
                raise ValueError("its table is too large")
            with archive.open(name) as stream:
                dims = _Table(stream).load()["dims"]
        return {name: int(dims[name]) for name in DIMENSIONS}
    except _NO_CHECKPOINT as error:
        raise SpeechError(
            f"{file} is damaged, or not a Whisper checkpoint", remedy="Get the model anew."
        ) from error


_NO_CHECKPOINT = (
    OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, EOFError,
    StopIteration, zipfile.BadZipFile, pickle.UnpicklingError,
)  # fmt: skip


class _Table(pickle.Unpickler):
    """Reads the structure of a checkpoint with its tensors left away."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream)

    def find_class(self, module_name: str, global_name: str) -> Callable[..., object]:
        if (module_name, global_name) == ("collections", "OrderedDict"):
            return dict
        if module_name == "torch" or module_name.startswith("torch._utils"):
            return _nothing
        raise pickle.UnpicklingError(f"{module_name}.{global_name} does not belong here")

    def persistent_load(self, pid: object) -> None:
        del pid


def _nothing(*_: object) -> None:
    """Stand for a tensor."""


def _state(weights: Path, table: Mapping[str, Variable]) -> Iterator[tuple[str, Array]]:
    """Yield openai-whisper's variables by their names."""
    for name, variable in table.items():
        if not variable.shape:
            continue
        array = _array(weights, variable)
        match = _LAYER.fullmatch(name)
        if match is None:
            yield _renamed(name, _PLAIN), array
            continue
        side, number, part, end = match.groups()
        block = f"{side}.blocks.{number}."
        if part not in _FUSED:
            yield block + _renamed(f"{part}{end}", _IN_LAYER), array
            continue
        wholes = np.split(array, len(_FUSED[part]))
        for target, piece in zip(_FUSED[part], wholes, strict=True):
            if target.endswith("key.") and end == "bias":
                if piece.any():
                    raise ValueError(f"{name}: keys have a bias, which Whisper does not have")
                continue
            yield f"{block}{target}{end}", np.ascontiguousarray(piece)


def _renamed(name: str, names: Mapping[str, str]) -> str:
    for old, new in names.items():
        if name == old:
            return new
        if old.endswith("/") and name.startswith(old):
            end = name.removeprefix(old)
            return new + _ENDS.get(end, end)
    raise ValueError(f"{name} is no variable of Whisper")


def _dimensions(weights: Path, table: Mapping[str, Variable]) -> dict[str, int]:
    def layers(side: str) -> int:
        return len({m[2] for name in table if (m := _LAYER.fullmatch(name)) and m[1] == side})

    def heads(side: str) -> int:
        return int(_array(weights, table[f"{side}/num_heads"]))

    audio_ctx, audio_state = table["encoder/position_encodings/encodings"].shape
    text_ctx, text_state = table["decoder/position_encodings/encodings"].shape
    values = (
        table["encoder/conv1/weight"].shape[1], audio_ctx, audio_state, heads("encoder"),
        layers("encoder"), table["decoder/embeddings/weight"].shape[0], text_ctx, text_state,
        heads("decoder"), layers("decoder"),
    )  # fmt: skip
    return dict(zip(DIMENSIONS, values, strict=True))


def _array(weights: Path, variable: Variable) -> Array:
    """Read a variable.

    Raises:
        ValueError: it is stored as whole numbers where a fraction belongs, or in a form that
            NumPy does not know.
    """
    if variable.type == "bfloat16" or (variable.shape and "int" in variable.type):
        raise ValueError(f"weights stored as {variable.type} cannot be written back")
    with weights.open("rb") as stream:
        stream.seek(variable.at)
        data = stream.read(variable.size)
    return np.frombuffer(data, dtype=variable.type).reshape(variable.shape).copy()
