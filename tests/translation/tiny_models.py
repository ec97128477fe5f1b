"""Real CTranslate2 models of a few words, made here: each word becomes its counterpart.

Their weights are set by hand so that the decoder looks at the word of its own place: a dictionary
as a transformer. They are loaded, cut into pieces and searched as any other.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import sentencepiece

if TYPE_CHECKING:
    from ctranslate2.specs import TransformerSpec

_PLACES = 96
_LOOK, _SAY = 60.0, 40.0


def tiny_model(
    folder: Path,
    words: Mapping[str, str],
    *,
    special: Sequence[str] = (),
    shift: int = 0,
    spm: Sequence[str] = ("source.spm", "target.spm"),
    spm_folder: Path | None = None,
    add_source_eos: bool = False,
    config: Mapping[str, object] | None = None,
) -> Path:
    """Make a model that says the counterpart of each word.

    Args:
        folder: where its weights go.
        words: words and their counterparts.
        special: tokens for languages.
        shift: how many tokens before the words the model looks past.
        spm: names of its SentencePiece files.
        spm_folder: where those go; None for the same folder.
        add_source_eos: whether CTranslate2 adds the end of a sentence.
        config: more of ``config.json``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    everything = list(dict.fromkeys([*words, *words.values()]))
    pieces = [f"▁{word}" for word in everything]
    vocabulary = ["<unk>", "<s>", "</s>", *special, *pieces]
    spec = _weights(vocabulary, {f"▁{a}": f"▁{b}" for a, b in words.items()}, shift)
    spec.config.add_source_eos = add_source_eos
    spec.config.decoder_start_token = "</s>"
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize()
    spec.save(str(folder))
    if config:
        file = folder / "config.json"
        file.write_text(json.dumps({**json.loads(file.read_text()), **config}))
    for name in dict.fromkeys(spm):
        # MADLAD's languages are pieces, too; those of others stand in the vocabulary alone.
        cut = [token for token in special if token.startswith("<2")]
        _train(everything, cut, (spm_folder or folder) / name)
    return folder


def _train(words: Sequence[str], special: Sequence[str], file: Path) -> None:
    """Train a SentencePiece model whose pieces are whole words."""
    text = folder_text(words)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(text),
        model_writer=(stream := file.open("wb")),
        model_type="word",
        vocab_size=len(words) + 3 + len(special),
        user_defined_symbols=list(special),
        hard_vocab_limit=False,
        normalization_rule_name="identity",
        minloglevel=2,
    )
    stream.close()


def folder_text(words: Sequence[str]) -> list[str]:
    return [" ".join(words)] * 3


def _weights(vocabulary: Sequence[str], pairs: Mapping[str, str], shift: int) -> TransformerSpec:
    many = len(vocabulary)
    width = 2 * many + _PLACES
    width += -width % 8
    with pytest.MonkeyPatch.context() as patch:
        # It loads PyTorch where that is installed: seconds, and nothing here needs it.
        patch.setitem(sys.modules, "torch", None)
        from ctranslate2.specs import TransformerSpec
    spec = TransformerSpec.from_config((1, 1), 1, pre_norm=True)
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        side.layer_norm.gamma, side.layer_norm.beta = _ones(width), _zeros(width)
    words = np.zeros((many, width), np.float32)
    words[:, :many] = np.eye(many)
    spec.encoder.embeddings[0].weight = words
    spec.decoder.embeddings.weight = words.copy()
    spec.encoder.position_encodings.encodings = _places(width, many, 0)
    spec.decoder.position_encodings.encodings = _places(width, many, shift)
    encoder, decoder = spec.encoder.layer[0], spec.decoder.layer[0]
    for attention in (encoder.self_attention, decoder.self_attention):
        _norm(attention.layer_norm, width)
        _linear(attention.linear[0], np.zeros((3 * width, width)))
        _linear(attention.linear[1], np.zeros((width, width)))
    for layer in (encoder, decoder):
        _norm(layer.ffn.layer_norm, width)
        _linear(layer.ffn.linear_0, np.zeros((8, width)))
        _linear(layer.ffn.linear_1, np.zeros((width, 8)))
    look = np.zeros((width, width))
    look[2 * many : 2 * many + _PLACES, 2 * many : 2 * many + _PLACES] = np.eye(_PLACES)
    say = np.zeros((width, width))
    for i, word in enumerate(vocabulary):
        j = vocabulary.index(pairs.get(word, word))
        say[many + j, i] = _SAY
    _norm(decoder.attention.layer_norm, width)
    _linear(decoder.attention.linear[0], _LOOK * look)
    _linear(decoder.attention.linear[1], np.concatenate([look, np.eye(width)]))
    _linear(decoder.attention.linear[2], say)
    project = np.zeros((many, width))
    project[:, many : 2 * many] = np.eye(many)
    _linear(spec.decoder.projection, project)
    return spec


def _places(width: int, many: int, shift: int) -> np.ndarray:
    places = np.zeros((_PLACES - shift, width), np.float32)
    for i in range(_PLACES - shift):
        places[i, 2 * many + i + shift] = 1.0
    return places


def _norm(norm, width: int) -> None:
    norm.gamma, norm.beta = _ones(width), _zeros(width)


def _linear(linear, weight: np.ndarray) -> None:
    linear.weight = weight.astype(np.float32)
    linear.bias = _zeros(weight.shape[0])


def _ones(width: int) -> np.ndarray:
    return np.ones(width, np.float32)


def _zeros(width: int) -> np.ndarray:
    return np.zeros(width, np.float32)
