"""The model's own tokens: a SentencePiece model made of the pieces and scores that lie beside the weights.

The library `tokenizers` gives the same tokens, but takes several times the memory and start-up time for a vocabulary of
this size. Three things must be done around SentencePiece to give exactly the tokens that the model's own engine gives:
code points are replaced first by the map that lies beside the weights, runs of spaces are collapsed, and characters
that no piece covers are one unknown token each, where SentencePiece makes one of a whole run.
"""

import re
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

import sentencepiece

from verbale_index.bundled.weights import Vocabulary

# Field numbers and values of sentencepiece_model.proto, the public format of SentencePiece models.
_PIECES, _TRAINER, _NORMALIZER = 1, 2, 3
_PIECE_TEXT, _PIECE_SCORE, _PIECE_TYPE = 1, 2, 3
_NORMAL, _UNKNOWN = 1, 2
_TRAINER_UNKNOWN_ID, _TRAINER_BEGIN_ID, _TRAINER_END_ID, _TRAINER_PAD_ID = 40, 41, 42, 43
_ADD_DUMMY_PREFIX, _REMOVE_EXTRA_WHITESPACES = 3, 4
_NO_SUCH_ID = -1

_RUN_OF_SPACES = re.compile(" {2,}")
# No piece is longer than this in code points: a piece is at most 48 bytes of UTF-8 long. So this many code points
# per token are certain to hold the tokens that are asked for.
LONGEST_PIECE = 48


def sentencepiece_model(vocabulary: Vocabulary) -> bytes:
    """A SentencePiece model (unigram, no normalisation of its own) as the bytes of its public protobuf format.

    Written by hand, because the format needs three shapes of field, and the generated classes a protobuf runtime.
    Special pieces such as `</s>` are ordinary pieces here: in a text they give their own id, as in the model's engine.
    """
    out = bytearray()
    scores = vocabulary.scores.tolist()
    for token_id, (piece, score) in enumerate(zip(vocabulary.pieces, scores, strict=True)):
        kind = _UNKNOWN if token_id == vocabulary.unknown_id else _NORMAL
        body = _bytes_field(_PIECE_TEXT, piece) + _float_field(_PIECE_SCORE, score) + _int_field(_PIECE_TYPE, kind)
        out += _bytes_field(_PIECES, body)
    trainer = _int_field(_TRAINER_UNKNOWN_ID, vocabulary.unknown_id)
    for field in (_TRAINER_BEGIN_ID, _TRAINER_END_ID, _TRAINER_PAD_ID):
        trainer += _int_field(field, _NO_SUCH_ID)
    out += _bytes_field(_TRAINER, trainer)
    out += _bytes_field(_NORMALIZER, _int_field(_ADD_DUMMY_PREFIX, 0) + _int_field(_REMOVE_EXTRA_WHITESPACES, 0))
    return bytes(out)


class Tokenizer:
    """Text to token ids. Safe to share between threads: nothing changes after construction."""

    def __init__(self, model_file: Path, code_points: Mapping[int, str], begin_id: int, end_id: int) -> None:
        """Raises OSError or RuntimeError when the model file is missing or not a SentencePiece model."""
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(model_file))
        self._unknown_id = self._pieces.unk_id()
        self._begin_id = begin_id
        self._end_id = end_id
        # A lone surrogate cannot be encoded in UTF-8; it reads as U+FFFD does, which the map makes a space. NUL, which
        # ends a text for an engine written in C, is left out like the other control characters.
        self._replaced = {**dict.fromkeys(range(0xD800, 0xE000), " "), 0: "", **code_points}

    def normalise(self, text: str) -> str:
        """The text as the pieces see it: code points replaced, runs of spaces collapsed, one space in front."""
        text = _RUN_OF_SPACES.sub(" ", text.translate(self._replaced))
        return text if text.startswith(" ") else " " + text

    def content(self, text: str) -> list[int]:
        """All token ids of a text (with its prompt in front of it), without the begin and end tokens."""
        return self._content(self.normalise(text))

    def content_start(self, text: str, n_tokens: int) -> list[int]:
        """The first n_tokens of `content(text)`, at a cost bounded by n_tokens whatever the length of the text.

        Equal to `content(text)[:n_tokens]` wherever a space comes within reach: no piece continues past a space, so
        what comes after one does not change the tokens before it.
        """
        reach = n_tokens * LONGEST_PIECE
        normal = self.normalise(text[: 4 * reach])
        if len(normal) > reach:
            space = normal.find(" ", reach, 2 * reach)
            normal = normal[: space if space >= 0 else 2 * reach]
        return self._content(normal)[:n_tokens]

    def framed(self, content: Iterable[int]) -> list[int]:
        """Content between the begin and end tokens: what the model is fed."""
        return [self._begin_id, *content, self._end_id]

    def count(self, text: str) -> int:
        """How many tokens the whole text is, the begin and end tokens among them."""
        return len(self.content(text)) + 2

    def _content(self, normal: str) -> list[int]:
        ids: list[int] = self._pieces.encode(normal, out_type=int)
        if self._unknown_id not in ids:
            return ids
        surfaces: list[str] = self._pieces.encode(normal, out_type=str)
        single: list[int] = []
        for token_id, surface in zip(ids, surfaces, strict=True):
            single += [token_id] * (len(surface) if token_id == self._unknown_id else 1)
        return single


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1  # a negative number is written as its 64-bit two's complement
    out = bytearray()
    while value >> 7:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _bytes_field(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _int_field(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _float_field(field: int, value: float) -> bytes:
    return _varint(field << 3 | 5) + struct.pack("<f", value)
