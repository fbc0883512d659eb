"""Which kind of organization or place a name is: a linear model over its words and its context.

The model is a multinomial logistic regression over hashed features (Weinberger et al., 2009,
*Feature hashing for large scale multitask learning*): the words of the name, their beginnings
and ends, the two words on each side, and what the kind
words and the gazetteer know of it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ftextract.gazetteer import lookup
from ftextract.rule import fold
from ftextract.rules.organizations import kind_of
from ftextract.view import folded_words

LABELS = ("ORG", "LOC")
BITS = 14
SIZE = 1 << BITS
_WORD = re.compile(r"[^\W_]+")
_CONTEXT = 40  # characters on each side in which context words are looked for


def features(label: str, text: str, start: int, end: int) -> list[int]:
    """The hashed features of a name in its folded text (offsets into ``text``)."""
    name = text[start:end]
    if label == "ORG":
        hint: str | None = kind_of(name)
    else:
        known = lookup(name)
        hint = known[0].kind if known else None
    found = {zlib.crc32(said.encode()) % SIZE for said in _names(text, start, end, hint)}
    return sorted(found)


def _names(text: str, start: int, end: int, hint: str | None) -> Iterator[str]:
    name = fold(text[start:end])
    words = folded_words(name).split()
    yield "bias"
    yield f"all={' '.join(words)}"
    yield f"first={words[0] if words else ''}"
    yield f"last={words[-1] if words else ''}"
    yield f"count={min(len(words), 5)}"
    for word in words:
        yield f"word={word}"
        for length in (3, 4):
            yield f"begin={word[:length]}"
            yield f"end={word[-length:]}"
    for pair in pairwise(words):
        yield f"pair={' '.join(pair)}"
    if name.isupper():
        yield f"capitals={min(len(name), 8)}"
    if any(char.isdigit() for char in name):
        yield "digit"
    if re.search(r"[a-z][A-Z]", name):
        yield "camel"
    if name[:1].islower():
        yield "lower"
    before = _WORD.findall(folded_words(text[max(0, start - _CONTEXT) : start]))[-3:]
    after = _WORD.findall(folded_words(text[end : end + _CONTEXT]))[:2]
    for position, word in enumerate(reversed(before)):
        yield f"before{min(position, 1)}={word}"
    for position, word in enumerate(after):
        yield f"after{position}={word}"
    if text[end : end + 2] == " (":
        yield "bracket after"
    if text[max(0, start - 1) : start] == "(":
        yield "in brackets"
    if hint:
        yield f"hint={hint}"


class KindModel:
    """Weights and classes for one label."""

    def __init__(self, classes: Sequence[str], weights: npt.NDArray[np.float32]) -> None:
        self.classes = tuple(classes)
        self.weights = weights

    def scores(self, found: Sequence[int]) -> npt.NDArray[np.float32]:
        """The unnormalized log-probabilities of the classes for some features."""
        total: npt.NDArray[np.float32] = self.weights[list(found)].sum(axis=0)
        return total


class KindModels:
    """The models of organizations and places, as ``ftextract train`` writes them."""

    def __init__(self, models: Mapping[str, KindModel]) -> None:
        self._models = dict(models)

    @classmethod
    def load(cls, path: Path) -> KindModels:
        """Read the models from an ``.npz`` file."""
        with np.load(path, allow_pickle=False) as data:
            return cls(
                {
                    label: KindModel(
                        [str(name) for name in data[f"{label}_classes"]],
                        data[f"{label}_weights"].astype(np.float32),
                    )
                    for label in LABELS
                }
            )

    def save(self, path: Path) -> None:
        """Write the models, in half precision, compressed."""
        arrays: dict[str, npt.NDArray[np.generic]] = {}
        for label, model in self._models.items():
            arrays[f"{label}_classes"] = np.array(model.classes)
            arrays[f"{label}_weights"] = model.weights.astype(np.float16)
        np.savez_compressed(path, **arrays)  # type: ignore[arg-type]

    def kind(self, label: str, text: str, spans: Sequence[tuple[int, int]]) -> str:
        """The likeliest kind of an entity, from all its mentions together."""
        model = self._models[label]
        total = np.zeros(len(model.classes), np.float32)
        for start, end in spans:
            total += model.scores(features(label, text, start, end))
        return model.classes[int(total.argmax())]


def fit(
    rows: Sequence[Sequence[int]],
    labels: Sequence[str],
    *,
    passes: int = 12,
    rate: float = 0.1,
    decay: float = 1e-6,
    seed: int = 0,
) -> KindModel:
    """Train by stochastic gradient descent (AdaGrad) on hashed rows and their classes."""
    classes = sorted(set(labels))
    index = {name: position for position, name in enumerate(classes)}
    weights = np.zeros((SIZE, len(classes)), np.float32)
    squares = np.full((SIZE, len(classes)), 1e-6, np.float32)
    order = np.random.default_rng(seed)
    for _ in range(passes):
        for row in order.permutation(len(rows)):
            active = list(rows[row])
            scores = weights[active].sum(axis=0)
            exponent = np.exp(scores - scores.max())
            gradient = exponent / exponent.sum()
            gradient[index[labels[row]]] -= 1
            step = gradient[None, :] + decay * weights[active]
            squares[active] += step * step
            weights[active] -= rate * step / np.sqrt(squares[active])
    return KindModel(classes, weights)
