"""What a name is: its label and kind, by a linear model over its words and its surroundings.

The network that finds names sees four words on each side. This model takes a second look at
each name that network and rules propose, with what they do not know: the gazetteer, the words
of the name in pieces, the same name elsewhere in the article, the names that it is listed with
(``name_features``). It is a multinomial logistic regression, trained on what a network proposed
that had not seen the article (stacking; Wolpert, 1992, *Stacked generalization*).

Its classes are the labels with their kinds (``ORG company``, ``LOC city``, ``PER``, ``EVENT``), and
``none`` for what is no name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ftextract.entities import REPEAT
from ftextract.name_features import NAMES, SIZE, Rows, features
from ftextract.rule import Candidate

NONE = "none"
_LABELS = (*NAMES, NONE)
Scores = npt.NDArray[np.float32]

# By how much, in log-probability, another label has to lead; tuned on articles that are now in
# train and that neither network nor model had seen.
_MARGIN = 0.5
_MARGIN_NONE = 0.6  # the same for dropping a name
_CERTAIN = frozenset({"names.override"})


def class_of(label: str, kind: str | None) -> str:
    """The name of a class: ``ORG company``, ``PER``."""
    return f"{label} {kind}" if kind and label in ("ORG", "LOC") else label


class NameTypes:
    """The weights and classes of the model."""

    def __init__(self, classes: Sequence[str], weights: Scores) -> None:
        self.classes = tuple(classes)
        self.weights = weights
        self._columns = {
            label: [i for i, name in enumerate(classes) if name.split()[0] == label]
            for label in _LABELS
        }
        self._kinds = {
            label: [classes[i].partition(" ")[2] for i in columns]
            for label, columns in self._columns.items()
        }

    def scores(self, rows: Rows) -> Scores:
        """The log-probabilities of the classes for each of some names (at least one)."""
        total: Scores = self.weights.take(rows.others, axis=0).sum(axis=0)
        total += np.add.reduceat(self.weights.take(rows.own, axis=0), rows.starts, axis=0)
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
            return list(mentions), Judgement(self, {}, np.empty((0, len(self.classes)), np.float32))
        scores = self.scores(features(text, names))
        by_label = self._by_label(scores)
        best = by_label.argmax(axis=1).tolist()
        rows = {(name.start, name.end): index for index, name in enumerate(names)}
        judged = {}
        for index, name in enumerate(names):
            label = _LABELS[best[index]]
            if label == name.label or name.rule in _CERTAIN:
                continue
            lead = by_label[index, best[index]] - by_label[index, _LABELS.index(name.label)]
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
        return kept, Judgement(self, rows, scores)

    def confirmed(self, text: str, mentions: Sequence[Candidate]) -> list[Candidate]:
        """The mentions without those that only repeat a name where another reading fits better.

        A repeated name is often another word there, or part of something else: *Tours* and *tours*,
        *Meuse TGV*.
        """
        names = [mention for mention in mentions if mention.label in NAMES]
        repeats = [index for index, name in enumerate(names) if name.rule == REPEAT]
        if not repeats:
            return list(mentions)
        by_label = self._by_label(self.scores(features(text, names, repeats)))
        labels = [_LABELS.index(names[index].label) for index in repeats]
        lead = by_label.max(axis=1) - by_label[np.arange(len(repeats)), labels]
        doubtful = (lead > _MARGIN_NONE).tolist()
        dropped = {
            names[index].start for index, doubt in zip(repeats, doubtful, strict=True) if doubt
        }
        return [mention for mention in mentions if mention.start not in dropped]

    def _by_label(self, scores: Scores) -> Scores:
        """The log-probabilities of ``_LABELS``, from those of their classes."""
        columns = [self._columns[label] for label in _LABELS]
        found: Scores = np.stack(
            [np.logaddexp.reduce(scores[:, column], axis=1) for column in columns], axis=1
        )
        return found

    def kinds(self, label: str, scores: Scores) -> Sequence[str | None]:
        """The likeliest kind of a label's classes, by each row; None if the model knows none."""
        kinds = self._kinds[label]
        if not kinds:
            return [None] * len(scores)
        return [kinds[best] for best in scores[:, self._columns[label]].argmax(axis=1).tolist()]

    @classmethod
    def load(cls, path: Path) -> NameTypes:
        """Read the model from an ``.npz`` file."""
        with np.load(path, allow_pickle=False) as data:
            classes = [str(name) for name in data["classes"]]
            weights = np.zeros((SIZE, len(classes)), np.float32)
            weights[data["rows"]] = data["weights"]
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

    def __init__(
        self, model: NameTypes, rows: Mapping[tuple[int, int], int], scores: Scores
    ) -> None:
        self._model = model
        self._rows = rows
        self._scores = scores
        self._kinds: dict[str, Sequence[str | None]] = {}  # of each name, by label

    def kind(self, label: str, spans: Iterable[tuple[int, int]]) -> str | None:
        """The likeliest kind of an entity, from all its mentions; None if none is known."""
        rows = [self._rows[span] for span in spans if span in self._rows]
        if not rows:
            return None
        if len(rows) > 1:
            together = self._scores.take(rows, axis=0).sum(axis=0, keepdims=True)
            return self._model.kinds(label, together)[0]
        if label not in self._kinds:
            self._kinds[label] = self._model.kinds(label, self._scores)
        return self._kinds[label][rows[0]]


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
