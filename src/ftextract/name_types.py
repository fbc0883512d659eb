"""What a name is: its label and kind, by a linear model over its words and its surroundings.

The network that finds names sees four words on each side. This model takes a second look at
each name that network and rules propose, with what they do not know: the gazetteer, the words
of the name in pieces, the same name elsewhere in the article, the names that it is listed with. It
is a multinomial logistic regression over hashed features (Weinberger et al., 2009, *Feature
hashing for large scale multitask learning*), trained on what a network proposed that had not seen
the article (stacking; Wolpert, 1992, *Stacked generalization*).

Its classes are the labels with their kinds (``ORG company``, ``LOC city``, ``PER``, ``EVENT``), and
``none`` for what is no name. Features are numbers from the start: those of a name's words are
remembered, those of its surroundings are mixed from the words' hashes, so a name costs some tens of
microseconds.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ftextract.gazetteer import lookup
from ftextract.rule import Candidate, Label
from ftextract.rules.organizations import kind_of
from ftextract.view import folded_words

NAMES: tuple[Label, ...] = ("ORG", "LOC", "PER", "EVENT")
NONE = "none"
BITS = 16
SIZE = 1 << BITS
_MASK = SIZE - 1
_TOKEN = re.compile(r"[^\W_]+|[^\w ]")
_WORD = re.compile(r"[^\W_]+")
_WINDOW = 40  # characters on each side in which words are looked at
_ODD, _OTHER_ODD = np.uint64(0x9E3779B1), np.uint64(0x85EBCA6B)
_SHIFT, _ALL = np.uint64(13), np.uint64(0xFFFFFFFF)
_BETWEEN = re.compile(r"(?:, |,? et | / |, [a-zà-ÿ' ]{0,12}| \(| – | - |\n[-•–*] )?")

Scores = npt.NDArray[np.float32]
Hashes = npt.NDArray[np.uint64]

# By how much, in log-probability, another label has to lead; tuned on articles that are now in
# train and that neither network nor model had seen.
_MARGIN = 0.7
_MARGIN_NONE = 0.8  # the same for dropping a name
_CERTAIN = frozenset({"names.override"})


def class_of(label: str, kind: str | None) -> str:
    """The name of a class: ``ORG company``, ``PER``."""
    return f"{label} {kind}" if kind and label in ("ORG", "LOC") else label


@lru_cache(maxsize=1 << 14)
def _hash(said: str) -> int:
    return zlib.crc32(said.encode())


@lru_cache(maxsize=1 << 13)
def _word(word: str) -> int:
    """The hash of a word without case and accents, or of a sign."""
    return zlib.crc32((folded_words(word) or word).encode())


def _mix(first: Hashes, second: Hashes) -> Hashes:
    """One number of two, pair by pair: a hash of a pair of hashes."""
    mixed: Hashes = first * _ODD + second * _OTHER_ODD + (second >> _SHIFT)
    return mixed & _ALL


@lru_cache(maxsize=1 << 12)
def name_features(name: str) -> tuple[int, ...]:
    """What a name says by itself."""
    return tuple(sorted({_hash(said) & _MASK for said in _said(name)}))


def _said(name: str) -> Iterator[str]:
    words = folded_words(name).split()
    yield "bias"
    yield f"all={' '.join(words)}"
    yield f"first={words[0] if words else ''}"
    yield f"last={words[-1] if words else ''}"
    yield f"count={min(len(words), 5)}"
    for word in words:
        yield f"word={word}"
        for length in (2, 3, 4, 5):
            yield f"begin={word[:length]}"
            yield f"end={word[-length:]}"
    for pair in pairwise(words):
        yield f"pair={' '.join(pair)}"
    yield f"shape={_shape(name)}"
    if name.isupper():
        yield f"capitals={min(len(name), 8)}"
    if any(char.isdigit() for char in name):
        yield "digit"
    if name[:1].islower():
        yield "lower"
    for hint in _hints(name):
        yield f"hint={hint}"


@lru_cache(maxsize=1 << 12)
def _hints(name: str) -> tuple[str, ...]:
    """What kind words and gazetteer know of a name."""
    known = lookup(name)
    found = [f"ORG {kind_of(name)}"]
    if known:
        size = len(str(known[0].population or 0))
        found += [f"LOC {known[0].kind}", f"LOC {known[0].kind} {known[0].country} {size}"]
    else:
        found.append("LOC unknown")
        words = name.split()
        last = lookup(words[-1]) if len(words) > 1 else ()
        if last:
            found.append(f"ends in {last[0].kind}")
    return tuple(found)


def _shape(name: str) -> str:
    """*Aa Aa* for *Jaguar Network*, *A* for *CCI*, *AaA* for *BlaBlaCar*."""
    shape = re.sub(r"[^\W\d_]", lambda m: "A" if m.group().isupper() else "a", name)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"\d", "0", shape))[:12]


_B1, _B2, _B3, _B12, _A1, _A2, _A12, _AROUND, _NEAR = (_hash(f"position {n}") for n in range(9))
_FROM, _FROM_B1, _FROM_HINT, _B1_HINT, _LEFT, _RIGHT, _ELSEWHERE, _RIVAL = (
    _hash(f"relation {n}") for n in range(8)
)


class Rows:
    """The hashed features of some names, in parts; a part holds one name after the other."""

    def __init__(self, parts: Sequence[tuple[npt.NDArray[np.intp], Sequence[int]]]) -> None:
        self.parts = [
            (numbers, np.concatenate(([0], np.cumsum(lengths)))) for numbers, lengths in parts
        ]

    def lists(self) -> list[list[int]]:
        """The features of each name."""
        count = len(self.parts[0][1]) - 1
        return [
            [
                number
                for numbers, starts in self.parts
                for number in numbers[starts[row] : starts[row + 1]].tolist()
            ]
            for row in range(count)
        ]


def features(text: str, names: Sequence[Candidate]) -> Rows:
    """The features of each name of a folded text; ``names`` are sorted by start.

    Numbers that are hashes of a relation and a value, or of a relation and two values, are
    gathered here and mixed for all names at once.
    """
    votes: dict[str, Counter[str]] = {}
    for name in names:
        votes.setdefault(text[name.start : name.end], Counter())[name.label] += 1
    own: list[int] = []
    single: list[int] = []  # relation, value, relation, value …
    double: list[int] = []  # relation, value, value …
    sizes: list[tuple[int, int, int]] = []
    for index, name in enumerate(names):
        before = _TOKEN.findall(text, max(0, name.start - _WINDOW), name.start)
        after = _TOKEN.findall(text, name.end, name.end + _WINDOW)
        if not name.start or text[name.start - 1] == "\n":
            before = ["\n"]
        surface = text[name.start : name.end]
        source = _hash(f"{name.rule} {name.label} {name.attributes.get('kind')}")
        b1, b2, b3 = (_word(before[-n]) if len(before) >= n else n for n in (1, 2, 3))
        a1, a2 = (_word(after[n]) if len(after) > n else n for n in (0, 1))
        known = name_features(surface)
        own += known
        simple = [_B1, b1, _B2, b2, _B3, b3, _A1, a1, _A2, a2, _FROM, source]
        pairs = [_B12, b1, b2, _A12, a1, a2, _AROUND, b1, a1, _FROM_B1, source, b1]
        for rival in name.attributes.get("rivals", ()):
            simple += (_RIVAL, _hash(rival))
        for word in (*before[-6:-3], *after[2:5]):
            simple += (_NEAR, _word(word))
        for hint in _hints(surface):
            hashed = _hash(hint)
            pairs += (_FROM_HINT, source, hashed, _B1_HINT, b1, hashed)
        if index and (tie := _tie(text, names[index - 1].end, name.start)):
            pairs += (_LEFT, tie, _hash(names[index - 1].label))
        if index + 1 < len(names) and (tie := _tie(text, name.end, names[index + 1].start)):
            pairs += (_RIGHT, tie, _hash(names[index + 1].label))
        counted = votes[surface]
        if counted.total() > 1:
            for label, count in counted.items():
                others = count - (label == name.label)
                if others:
                    simple += (_ELSEWHERE, _hash(f"{label} {min(others, 3)}"))
        single += simple
        double += pairs
        sizes.append((len(known), len(simple) // 2, len(pairs) // 3))
    lengths = list(zip(*sizes, strict=True)) or [()] * 3
    two = np.array(single, np.uint64).reshape(-1, 2)
    three = np.array(double, np.uint64).reshape(-1, 3)
    numbers = (
        np.array(own, np.intp),
        _places(_mix(two[:, 0], two[:, 1])),
        _places(_mix(three[:, 0], _mix(three[:, 1], three[:, 2]))),
    )
    return Rows(list(zip(numbers, lengths, strict=True)))


def _places(hashes: Hashes) -> npt.NDArray[np.intp]:
    """The rows of the weights that hashes fall on."""
    return (hashes & np.uint64(_MASK)).astype(np.intp)


def _tie(text: str, end: int, start: int) -> int:
    """What ties two neighbouring names together, hashed; 0 if nothing short does."""
    if start - end > 16:
        return 0
    return _hash(text[end:start]) if _BETWEEN.fullmatch(text, end, start) else 0


class NameTypes:
    """The weights and classes of the model."""

    def __init__(self, classes: Sequence[str], weights: Scores) -> None:
        self.classes = tuple(classes)
        self.weights = weights
        self._columns = {
            label: [i for i, name in enumerate(classes) if name.split()[0] == label]
            for label in (*NAMES, NONE)
        }
        self._kinds = {
            label: [classes[i].partition(" ")[2] for i in columns]
            for label, columns in self._columns.items()
        }

    def scores(self, rows: Rows) -> Scores:
        """The log-probabilities of the classes for each of some names (at least one)."""
        sums = [
            np.add.reduceat(self.weights[numbers], starts[:-1], axis=0)
            for numbers, starts in rows.parts
        ]
        total: Scores = sums[0] + sums[1] + sums[2]
        total -= total.max(axis=1, keepdims=True)
        total -= np.log(np.exp(total).sum(axis=1, keepdims=True))
        return total

    def judge(self, text: str, mentions: Sequence[Candidate]) -> tuple[list[Candidate], Judgement]:
        """The mentions with the labels that the model gives, and its judgement on each name.

        ``mentions`` are flat and sorted by start. A label changes, or a name is dropped, only if
        the model is surer by ``_MARGIN`` than of the label that was proposed.
        """
        names = [mention for mention in mentions if mention.label in NAMES]
        if not names:
            return list(mentions), Judgement(self, {})
        scores = self.scores(features(text, names))
        labels = [*NAMES, NONE]
        by_label = np.stack(
            [np.logaddexp.reduce(scores[:, self._columns[name]], axis=1) for name in labels], axis=1
        )
        best = by_label.argmax(axis=1).tolist()
        rows = {}
        judged = {}
        for index, name in enumerate(names):
            rows[name.start, name.end] = scores[index]
            label = labels[best[index]]
            if label == name.label or name.rule in _CERTAIN:
                continue
            lead = by_label[index, best[index]] - by_label[index, labels.index(name.label)]
            # A rule and the network, who do not know of each other, are harder to overrule.
            agreed = name.rule != "ner" and "rivals" in name.attributes
            if lead > (_MARGIN_NONE if label == NONE else _MARGIN) * (2 if agreed else 1):
                judged[name.start] = label
        kept = []
        for mention in mentions:
            label = judged.get(mention.start, mention.label)
            if label == mention.label:
                kept.append(mention)
            elif label != NONE:
                kept.append(Candidate(mention.start, mention.end, label, mention.rule))
        return kept, Judgement(self, rows)

    def kind(self, label: str, scores: Scores) -> str | None:
        """The likeliest kind of a label's classes; None if the model knows none."""
        if not self._kinds[label]:
            return None
        return self._kinds[label][int(scores[self._columns[label]].argmax())]

    @classmethod
    def load(cls, path: Path) -> NameTypes:
        """Read the model from an ``.npz`` file."""
        with np.load(path, allow_pickle=False) as data:
            classes = [str(name) for name in data["classes"]]
            weights = np.zeros((SIZE, len(classes)), np.float32)
            weights[data["rows"]] = data["weights"].astype(np.float32)
            return cls(classes, weights)

    def save(self, path: Path) -> None:
        """Write the model: the rows that are not zero, in half precision, compressed."""
        used = np.flatnonzero(np.abs(self.weights).max(axis=1) > 1e-3)
        np.savez_compressed(
            path,
            classes=np.array(self.classes),
            rows=used.astype(np.uint32),
            weights=self.weights[used].astype(np.float16),
        )


class Judgement:
    """What the model says of the names of one article."""

    def __init__(self, model: NameTypes, rows: Mapping[tuple[int, int], Scores]) -> None:
        self._model = model
        self._rows = rows

    def kind(self, label: str, spans: Iterable[tuple[int, int]]) -> str | None:
        """The likeliest kind of an entity, from all its mentions; None if none is known."""
        rows = [self._rows[span] for span in spans if span in self._rows]
        if not rows:
            return None
        return self._model.kind(label, np.sum(rows, axis=0))


def fit(
    rows: Sequence[Sequence[int]],
    classes: Sequence[str],
    *,
    passes: int = 12,
    rate: float = 0.1,
    decay: float = 1e-2,
    seed: int = 0,
) -> NameTypes:
    """Train by stochastic gradient descent (AdaGrad) on rows of features and their classes."""
    names = sorted(set(classes))
    index = {name: position for position, name in enumerate(names)}
    weights = np.zeros((SIZE, len(names)), np.float32)
    squares = np.full((SIZE, len(names)), 1e-6, np.float32)
    order = np.random.default_rng(seed)
    targets = [index[name] for name in classes]
    unique = [np.unique(np.array(row, np.intp)) for row in rows]
    for _ in range(passes):
        for row in order.permutation(len(rows)):
            active = unique[row]
            scores = weights[active].sum(axis=0)
            exponent = np.exp(scores - scores.max())
            gradient = exponent / exponent.sum()
            gradient[targets[row]] -= 1
            step = gradient[None, :] + decay * weights[active]
            squares[active] += step * step
            weights[active] -= rate * step / np.sqrt(squares[active])
    return NameTypes(names, weights)
