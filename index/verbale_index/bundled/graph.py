"""The writer of the ONNX graph: the encoder's layers with 8-bit weights, from word embeddings to one vector a text.

Weights are quantised per output channel, once; activations per token, at run time, or, where an operator takes one
scale for all, by a range that was measured beforehand. Either way (where ONNX Runtime's own dynamic quantisation takes
one scale a batch) a text's vector is independent of what else is in its batch and of padding.

Word embeddings are an input, not a part of the graph: four fifths of the model are a table of which a text needs a few
rows (`Weights.word_embeddings`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt

# This module is imported only while preparing, so that a start with a prepared model does not load the onnx package.
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from verbale_index.bundled.weights import Architecture, Matrix, Weights

# Inputs: float32 (n_texts, n_tokens, hidden) and int32 (n_texts, n_tokens), 1 where a token is, 0 where padding is.
WORDS, MASK = "words", "mask"
# Outputs: float32 (n_texts, hidden), not normalised, and float32 (n_texts, n_tokens, hidden).
MEAN, STATES = "mean", "states"

_OPSET = 17  # the first with LayerNormalization
_IR_VERSION = 8
_FUSED = "com.microsoft"  # ONNX Runtime's own operators, all of which its CPU provider has

# Weights are signed 8-bit numbers, symmetric around 0.
_WEIGHT_RANGE = 127
# Activations are unsigned 8-bit numbers around 128: kernels for unsigned by signed bytes are the fastest everywhere.
_ACTIVATION_RANGE = 127
_ACTIVATION_ZERO = 128
_SMALLEST_SCALE = 1e-9  # a token of all zeros must not divide by zero
# Largest magnitudes that enter the attention of each layer: the maxima over 8,451 tokens of news, readouts and
# questions in seven languages, which one channel reaches again and again; tokens beyond them would be clipped.
_ATTENTION_RANGES = (3.99, 5.56, 6.06, 6.39, 5.38, 4.35, 4.84, 5.61, 5.79, 5.78, 7.10, 6.44)


@dataclass(frozen=True)
class Graph:
    """A serialised ONNX model and the matrices that it refers to, which lie in a file beside it."""

    model: bytes
    matrices: bytes


def write_graph(weights: Weights, matrices_file: str) -> Graph:
    """The model's graph, which expects its matrices in a file of this name in its own folder.

    Apart, the matrices are mapped while ONNX Runtime rearranges them for the processor; inside, they would be parsed
    into memory a second time. Inputs and outputs are named and shaped by the constants of this module.
    """
    writer = _Writer(weights.architecture, matrices_file)
    model = writer.model(weights).SerializeToString()
    return Graph(model, bytes(writer.matrices))


class _Writer:
    """Collects nodes and constants. Methods return the name of the value that they add."""

    def __init__(self, architecture: Architecture, matrices_file: str) -> None:
        self._sizes = architecture
        self._matrices_file = matrices_file
        self.matrices = bytearray()
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []
        self._numbers = count()
        self._one = self._constant(np.array(1, np.float32))
        self._zero_point = self._constant(np.array(_ACTIVATION_ZERO, np.uint8))
        self._step = self._constant(np.array(1 / _ACTIVATION_RANGE, np.float32))
        self._smallest = self._constant(np.array(_SMALLEST_SCALE, np.float32))

    def model(self, weights: Weights) -> ModelProto:
        states = self._embeddings(weights)
        for layer in range(self._sizes.layers):
            states = self._layer(weights, f"l{layer}.", states, _ATTENTION_RANGES[layer])
        self._op("Identity", [states], output=STATES)
        self._mean(states)
        hidden = self._sizes.hidden
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [
                helper.make_tensor_value_info(WORDS, TensorProto.FLOAT, ["texts", "tokens", hidden]),
                helper.make_tensor_value_info(MASK, TensorProto.INT32, ["texts", "tokens"]),
            ],
            [
                helper.make_tensor_value_info(MEAN, TensorProto.FLOAT, ["texts", hidden]),
                helper.make_tensor_value_info(STATES, TensorProto.FLOAT, ["texts", "tokens", hidden]),
            ],
            self._constants,
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)

    def _embeddings(self, weights: Weights) -> str:
        """Word embeddings plus positions and the only token type in use, normalised."""
        hidden = self._sizes.hidden
        positions = weights.vector("emb.pos").reshape(-1, hidden) + weights.vector("emb.type")[:hidden]
        n_tokens = self._op("Shape", [WORDS], start=1, end=2)
        first = self._constant(np.array([0], np.int64))
        here = self._op("Slice", [self._constant(positions), first, n_tokens, first])
        return self._norm(self._op("Add", [WORDS, here]), weights.vector("emb.ln.w"), weights.vector("emb.ln.b"))

    def _layer(self, weights: Weights, prefix: str, states: str, attention_range: float) -> str:
        """One layer of BERT: attention and a feed-forward net, each added to its input and normalised."""

        def vector(name: str) -> Matrix:
            return weights.vector(prefix + name)

        def matrix(name: str, n_in: int) -> Matrix:
            return weights.matrix(prefix + name, n_in)

        hidden = self._sizes.hidden
        projections = np.concatenate([matrix(f"{name}.w", hidden) for name in "qkv"])
        biases = np.concatenate([vector(f"{name}.b") for name in "qkv"])
        attended = self._attention(states, projections, biases, attention_range)
        attended = self._product(*self._quantised(attended), matrix("ao.w", hidden))
        # Additions and LayerNormalization apart: ONNX Runtime's fused SkipLayerNormalization is several times slower.
        states = self._norm(self._sum(attended, states, vector("ao.b")), vector("aln.w"), vector("aln.b"))
        inner = self._product(*self._quantised(states), matrix("fi.w", hidden))
        inner = self._op("BiasGelu", [inner, self._constant(vector("fi.b"))], domain=_FUSED)
        inner = self._product(*self._quantised(inner), matrix("fo.w", self._sizes.feed_forward))
        return self._norm(self._sum(inner, states, vector("fo.b")), vector("oln.w"), vector("oln.b"))

    def _attention(self, states: str, projections: Matrix, biases: Matrix, largest: float) -> str:
        """Attention over states of magnitudes up to ``largest``, from the three projections one under the other.

        One operator instead of the ten that per-token scales would take: in a short question it is the number of
        operators that costs time.
        """
        scale = self._constant(np.array(largest / _ACTIVATION_RANGE, np.float32))
        values = self._op("QuantizeLinear", [states, scale, self._zero_point])
        integers, scales = quantise_weights(projections)
        inputs = [
            values,
            self._matrix(integers.T),
            self._constant(biases),
            scale,
            self._constant(scales),
            MASK,
            self._zero_point,
            self._constant(np.zeros(len(scales), np.int8)),
        ]
        return self._op("QAttention", inputs, domain=_FUSED, num_heads=self._sizes.heads)

    def _mean(self, states: str) -> None:
        """The mean of each text's states, without padding: (texts, 1, tokens) @ (texts, tokens, hidden) / count."""
        ones = self._op("Cast", [MASK], to=TensorProto.FLOAT)
        axis = self._constant(np.array([1], np.int64))
        total = self._op("Squeeze", [self._op("MatMul", [self._op("Unsqueeze", [ones, axis]), states]), axis])
        self._op("Div", [total, self._op("ReduceSum", [ones, axis], keepdims=1)], output=MEAN)

    def _quantised(self, states: str) -> tuple[str, str]:
        """States as uint8 with one scale a token: (values, largest magnitude of each token)."""
        largest = self._op("ReduceMax", [self._op("Abs", [states])], axes=[-1], keepdims=1)
        largest = self._op("Max", [largest, self._smallest])
        unit = self._op("Div", [states, largest])
        return self._op("QuantizeLinear", [unit, self._step, self._zero_point]), largest

    def _product(self, values: str, largest: str, matrix: Matrix) -> str:
        """Quantised states times a matrix float32 (n_out, n_in), in float32 again."""
        integers, scales = quantise_weights(matrix)
        product = self._op(
            "MatMulIntegerToFloat",
            [
                values,
                self._matrix(integers.T),
                self._one,
                self._constant(scales / np.float32(_ACTIVATION_RANGE)),
                self._zero_point,
            ],
            domain=_FUSED,
        )
        return self._op("Mul", [product, largest])

    def _sum(self, left: str, right: str, bias: Matrix) -> str:
        return self._op("Add", [self._op("Add", [left, right]), self._constant(bias)])

    def _norm(self, states: str, weight: Matrix, bias: Matrix) -> str:
        inputs = [states, self._constant(weight), self._constant(bias)]
        return self._op("LayerNormalization", inputs, axis=-1, epsilon=self._sizes.norm_epsilon)

    def _constant(self, values: npt.NDArray[np.generic]) -> str:
        name = f"c{next(self._numbers)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _matrix(self, values: npt.NDArray[np.int8]) -> str:
        """A constant that lies in the file beside the graph."""
        name = f"m{next(self._numbers)}"
        data = np.ascontiguousarray(values).tobytes()
        tensor = TensorProto(
            name=name, data_type=TensorProto.INT8, dims=values.shape, data_location=TensorProto.EXTERNAL
        )
        where = {"location": self._matrices_file, "offset": len(self.matrices), "length": len(data)}
        for key, value in where.items():
            tensor.external_data.add(key=key, value=str(value))
        self.matrices += data
        self._constants.append(tensor)
        return name

    def _op(
        self,
        kind: str,
        inputs: Sequence[str],
        output: str = "",
        domain: str = "",
        **attributes: Any,  # whatever the operator defines
    ) -> str:
        output = output or f"v{next(self._numbers)}"
        self._nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output


def quantise_weights(matrix: Matrix) -> tuple[npt.NDArray[np.int8], Matrix]:
    """A matrix float32 (n_out, n_in) as int8 of the same shape and one float32 scale an output channel (n_out,)."""
    scales = (np.abs(matrix).max(axis=1) / _WEIGHT_RANGE).astype(np.float32)
    scales[scales == 0] = 1
    return np.rint(matrix / scales[:, None]).astype(np.int8), scales
