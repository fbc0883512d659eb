"""The layers under spaCy's ``ner``, in plain NumPy: from words' attributes to token vectors.

The embedding of a word depends on that word alone, so it is computed once per distinct word and
kept. The encoder looks at windows of three tokens, layer after layer; it runs over the packed
rows of many texts, ``depth`` rows of zeros apart as in ``thinc.layers.with_array``, a stretch of
rows at a time so that its matrices stay in the processor's cache. Weights are stored so that the
pieces of a maxout lie side by side: the maximum of two or three contiguous blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH
from spacy.vectors import Vectors
from thinc.api import Model, NumpyOps

from ftextract.fast.sorted_rows import SortedRows

Floats = NDArray[np.float32]
Hashes = NDArray[np.uint64]
Ints = NDArray[np.intp]

_HASH = r"ints-getitem>>hashembed"
_MAXOUT = r"maxout>>layernorm>>dropout"
_RESIDUAL = rf"residual\(expand_window>>{_MAXOUT}\)"
# The names of a model's layers spell out how they are connected.
_STRUCTURE = re.compile(
    rf"extract_features>>list2ragged>>with_array\({_HASH}(?:\|{_HASH})+\)(?:\|static_vectors)?"
    rf">>with_array\({_MAXOUT}\)>>ragged2list"
    rf">>with_array\({_RESIDUAL}(?:>>{_RESIDUAL})*\)>>list2array>>linear"
)

_WORDS = 1 << 15  # distinct words kept, at most: 13 MB for vectors of 96 numbers
_WORDS_AT_ONCE = 1 << 13
_ROWS_AT_ONCE = 1 << 10
_VARIANCE = 1e-3  # of a layer's output, from which rounding errors are small beside it


@dataclass(frozen=True)
class Maxout:
    """A maxout layer with layer normalization; ``weights`` are (inputs, pieces × outputs)."""

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    @classmethod
    def of(cls, maxout: Model, norm: Model) -> Maxout:
        """The layer that two layers of a thinc model make."""
        gain, shift = norm.get_param("G"), norm.get_param("b")
        return cls(*piece_major(maxout.get_param("W"), maxout.get_param("b")), gain, shift)

    def __call__(self, rows: Floats) -> Floats:
        """The layer's output for rows of its input."""
        product = rows @ self.weights
        product += self.bias
        return self.normalized(maximum_piece(product, len(self.gain)))

    def normalized(self, rows: Floats) -> Floats:
        """Rows, changed in place, with mean and variance of each as the layer wants them."""
        width = np.float32(1 / rows.shape[1])
        rows -= (rows @ np.full(rows.shape[1], width))[:, None]
        scale = np.einsum("ij,ij->i", rows, rows)
        scale *= width
        scale += np.float32(1e-8)
        rows *= np.reciprocal(np.sqrt(scale, out=scale), out=scale)[:, None]
        rows *= self.gain
        rows += self.shift
        return rows


# Of the minimal filtering of windows of three, four at once, F(4,3): what rows of weights (before,
# at, after) the six products take.
_SUMS = np.array(
    [
        [1 / 4, 0, 0],
        [-1 / 6, -1 / 6, -1 / 6],
        [-1 / 6, 1 / 6, -1 / 6],
        [1 / 24, 1 / 12, 1 / 6],
        [1 / 24, -1 / 12, 1 / 6],
        [0, 0, 1],
    ]
)


@dataclass(frozen=True)
class Convolution:
    """A maxout layer over windows of three rows, with half the multiplications.

    Four neighbouring windows share rows, so six products with sums of the weights give what
    twelve would (Winograd, 1980, *Arithmetic complexity of computations*; the sums are those of
    Lavin and Gray, 2015, *Fast algorithms for convolutional neural networks*). ``weights`` are
    the six sums: (6, inputs of a row, pieces × outputs).
    """

    maxout: Maxout
    weights: Floats

    @classmethod
    def of(cls, maxout: Maxout) -> Convolution:
        """For the weights of a layer over windows that are written out."""
        windows = np.stack(np.split(maxout.weights.astype(np.float64), 3))
        return cls(maxout, np.tensordot(_SUMS, windows, axes=1).astype(np.float32))

    def __call__(self, rows: Floats) -> Floats:
        """The layer's output for each row between its neighbours; zeros beyond the ends."""
        count = len(rows)
        products = np.matmul(_sums_of(rows), self.weights)
        products[1] += self.maxout.bias
        best = np.empty((4 * products.shape[1], len(self.maxout.gain)), np.float32)
        for place, product in enumerate(_windows_of(products)):
            maximum_piece(product, best.shape[1], out=best[place::4])
        return self.maxout.normalized(best)[:count]


def _sums_of(rows: Floats) -> Floats:
    """The six sums of rows for each four windows, zeros before and behind."""
    count, width = rows.shape
    fours = (count + 3) // 4
    padded = np.zeros((4 * fours + 4, width), np.float32)
    padded[1 : count + 1] = rows
    first, second, third, fourth = (padded[place : 4 * fours : 4] for place in range(4))
    fifth, sixth = padded[4::4], padded[5::4]
    sums = np.empty((6, fours, width), np.float32)
    even, odd = third * np.float32(-4), second * np.float32(-4)
    even += fifth
    odd += fourth
    np.add(even, odd, out=sums[1])
    np.subtract(even, odd, out=sums[2])
    np.subtract(fifth, third, out=even)
    np.subtract(fourth, second, out=odd)
    odd *= 2
    np.add(even, odd, out=sums[3])
    np.subtract(even, odd, out=sums[4])
    np.subtract(first, third, out=sums[0])
    sums[0] *= 4
    sums[0] += even
    odd *= 2
    np.subtract(sixth, fourth, out=sums[5])
    sums[5] -= odd
    return sums


def _windows_of(products: Floats) -> Iterator[Floats]:
    """What each of four windows is, from the six products, which are changed in place."""
    first, even, odd, twice_even, twice_odd, last = products
    even += odd
    odd *= -2
    odd += even
    twice_even += twice_odd
    twice_odd *= -2
    twice_odd += twice_even
    first += even
    first += twice_even
    yield first
    last += odd
    twice_odd *= 2
    odd += twice_odd
    yield odd
    twice_even *= 4
    even += twice_even
    yield even
    twice_odd *= 4
    last += twice_odd
    yield last


def piece_major(weights: Floats, bias: Floats) -> tuple[Floats, Floats]:
    """Weights (outputs, pieces, inputs) as (inputs, pieces × outputs), and the bias likewise."""
    outputs, pieces, inputs = weights.shape
    matrix = weights.transpose(2, 1, 0).reshape(inputs, pieces * outputs)
    return np.ascontiguousarray(matrix), np.ascontiguousarray(bias.T.reshape(pieces * outputs))


def maximum_piece(product: Floats, width: int, out: Floats | None = None) -> Floats:
    """The maximum over pieces that lie side by side, each ``width`` columns."""
    best = np.maximum(product[:, :width], product[:, width : 2 * width], out=out)
    for start in range(2 * width, product.shape[1], width):
        np.maximum(best, product[:, start : start + width], out=best)
    return best


class WordVectors:
    """The embedding of words, computed once per distinct word; safe to share between threads.

    A word is a row of attribute hashes: ORTH, then the columns that the model's tables look up.
    """

    def __init__(
        self, tables: Sequence[Model], static: Model | None, maxout: Maxout, vectors: Vectors
    ) -> None:
        self._tables = [self._lookup(table) for table in tables]
        self._static: Floats | None = None if static is None else static.get_param("W").T
        self._maxout = maxout
        self._vectors = vectors
        self._lock = Lock()
        self._row_of: dict[int, int] = {}
        self._rows: Floats = np.empty((_WORDS, len(maxout.gain)), np.float32)
        # Odd numbers to mix a word's hashes into one key; which ones does not matter.
        generator = np.random.default_rng(0)
        odd = generator.integers(1, 1 << 63, len(tables) + 1, np.uint64) * np.uint64(2)
        self._mix: Hashes = odd + np.uint64(1)

    @property
    def width(self) -> int:
        """How many numbers a word's vector has."""
        return len(self._maxout.gain)

    def __call__(self, words: Hashes) -> Floats:
        """One row per word."""
        found = np.empty((len(words), self.width), np.float32)
        for start in range(0, len(words), _WORDS_AT_ONCE):
            part = words[start : start + _WORDS_AT_ONCE]
            found[start : start + len(part)] = self._look_up(part)
        return found

    def _look_up(self, words: Hashes) -> Floats:
        keys = (words * self._mix).sum(axis=1, dtype=np.uint64).tolist()
        with self._lock:
            try:
                places = [self._row_of[key] for key in keys]
            except KeyError:
                self._learn(words, keys)
                places = [self._row_of[key] for key in keys]
            return self._rows[places]

    def _learn(self, words: Hashes, keys: list[int]) -> None:
        if len(self._row_of) + len(keys) > _WORDS:
            self._row_of.clear()
        new = {key: index for index, key in enumerate(keys) if key not in self._row_of}
        start = len(self._row_of)
        self._rows[start : start + len(new)] = self._embed(words[list(new.values())])
        self._row_of.update(zip(new, range(start, start + len(new)), strict=True))

    def _embed(self, words: Hashes) -> Floats:
        parts = [table(words[:, column]) for column, table in enumerate(self._tables, start=1)]
        if self._static is not None:
            rows = rows_of(self._vectors, words[:, 0])
            projected = self._vectors.data[rows] @ self._static
            projected[rows < 0] = 0
            parts.append(projected)
        return self._maxout(np.concatenate(parts, axis=1))

    @staticmethod
    def _lookup(table: Model) -> Callable[[Hashes], Floats]:
        weights, seed, ops = table.get_param("E"), table.attrs["seed"], table.ops

        def vectors(hashes: Hashes) -> Floats:
            rows = ops.hash(np.ascontiguousarray(hashes), seed) % weights.shape[0]
            found: Floats = ops.gather_add(weights, rows)
            return found

        return vectors


@dataclass(frozen=True)
class Network:
    """What comes before the transitions: attributes of tokens in, a vector per token out."""

    columns: list[str]  # ORTH, then the attributes of the tables
    words: WordVectors
    layers: list[Convolution]
    weights: Floats
    bias: Floats

    def __call__(self, words: Hashes, lengths: Sequence[int]) -> Floats:
        """A vector per token; ``lengths`` tells how many tokens each text has."""
        gap = len(self.layers)
        starts = np.arange(1, len(lengths) + 1) * gap  # every text comes after one more gap
        places: Ints = np.arange(len(words)) + np.repeat(starts, lengths)
        packed = np.zeros((len(words) + gap * (len(lengths) + 1), self.words.width), np.float32)
        packed[places] = self.words(words)
        vectors: Floats = self._encode(packed)[places] @ self.weights + self.bias
        return vectors

    def _encode(self, packed: Floats) -> Floats:
        # A row depends on ``depth`` rows to either side: a stretch is run with that margin.
        depth, encoded = len(self.layers), np.empty_like(packed)
        for start in range(0, len(packed), _ROWS_AT_ONCE):
            first, end = max(0, start - depth), start + _ROWS_AT_ONCE
            rows = packed[first : end + depth].copy()
            for layer in self.layers:
                rows += layer(rows)
            encoded[start:end] = rows[start - first : end - first]
        return encoded


def rows_of(vectors: Vectors, words: NDArray[np.uint64]) -> Ints:
    """The rows of words' vectors; -1 for a word that has none."""
    known = vectors.key2row
    if isinstance(known, SortedRows):
        return known.rows_of(words)
    found: Ints = vectors.find(keys=words)
    return found


def read_network(tok2vec: Model, vectors: Vectors) -> Network | None:
    """The network of a ``ner`` component's tok2vec, or None if it is not the one known here."""
    nodes: dict[str, list[Model]] = {}
    for node in tok2vec.walk(order="dfs_pre"):
        nodes.setdefault(node.name, []).append(node)
    if not (
        _STRUCTURE.fullmatch(tok2vec.name)
        and all(isinstance(node.ops, NumpyOps) for node in tok2vec.walk())
        and _has_usual_windows(nodes)
    ):
        return None
    static = nodes.get("static_vectors", [None])[0]
    if static is not None and not _are_plain(vectors):
        return None
    embedding, *layers = map(Maxout.of, nodes["maxout"], nodes["layernorm"])
    if not all(map(_is_steady, layers)):
        return None
    (linear,) = nodes["linear"]
    return Network(
        columns=["ORTH", *map(str, nodes["extract_features"][0].attrs["columns"])],
        words=WordVectors(nodes["hashembed"], static, embedding, vectors),
        layers=[Convolution.of(layer) for layer in layers],
        weights=np.ascontiguousarray(linear.get_param("W").T),
        bias=linear.get_param("b"),
    )


def _has_usual_windows(nodes: dict[str, list[Model]]) -> bool:
    """Whether tables read their columns in order, and windows have one neighbour to each side."""
    tables, maxouts = nodes["hashembed"], nodes["maxout"]
    pads = [node.attrs["pad"] for name in nodes for node in nodes[name] if "pad" in node.attrs]
    columns: Any = nodes["extract_features"][0].attrs["columns"]
    return (
        [table.attrs["column"] for table in tables] == list(range(len(columns)))
        and all(isinstance(column, str) for column in columns)
        and all(window.attrs["window_size"] == 1 for window in nodes["expand_window"])
        and all(maxout.get_dim("nP") >= 2 for maxout in maxouts)
        and all(node.has_param("W") for node in (*maxouts, *nodes["linear"]))
        and sorted(pads) == [0, 0, len(nodes["expand_window"])]
    )


def _is_steady(layer: Maxout) -> bool:
    """Whether what a layer makes of zeros, as they stand between texts, is more than rounding.

    True of any trained layer; without a bias, the normalization would blow rounding errors up.
    """
    best = maximum_piece(layer.bias[None], len(layer.gain))
    return float(best.var()) > _VARIANCE


def _are_plain(vectors: Any) -> bool:
    """Whether vectors are a table with a row per word, looked up by ORTH."""
    return (
        isinstance(vectors, Vectors)
        and vectors.mode == "default"
        and vectors.attr == ORTH
        and isinstance(vectors.data, np.ndarray)
    )
