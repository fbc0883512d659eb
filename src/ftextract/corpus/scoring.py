"""Scores of predicted annotations against gold ones: counts first, ratios from them.

Each gold and each predicted span is used once, and as many as possible are paired; the order of
either side changes nothing. A ratio without anything to divide by is undefined (None), never 0.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from ftextract.corpus.gold import Annotation
from ftextract.corpus.scheme import LABELS
from ftextract.rule import fold

VALUE_LABELS = ("FIG", "DATE")
ENTITY_LABELS = ("ORG", "LOC", "PER")
MEASURES: dict[str, tuple[str, ...]] = {
    "strict": LABELS,
    "partial": LABELS,
    "value": VALUE_LABELS,
    "entity": ENTITY_LABELS,
}
"""Each score and the labels it is defined for (the annotation scheme, "Scores")."""
ATTRIBUTE_ROWS = {
    "kind": ("ORG", "LOC"),
    "commodity": ("FIG",),
    "precision": ("FIG",),
    "mod": ("DATE",),
}
"""Attributes that are compared on found mentions, and the labels that have them."""
_RESAMPLES = 1000
_SEED = 20141112

Row = tuple[str, str]
"""What is counted: (measure or attribute, label)."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were right, of how many gold and how many predicted ones."""

    right: int = 0
    gold: int = 0
    predicted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.gold + other.gold, self.predicted + other.predicted
        )

    @property
    def precision(self) -> float | None:
        """The share of the predicted ones that is right; None if nothing was predicted."""
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """The share of the gold ones that was found; None if there is no gold."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both, 2 right / (gold + predicted); None if there is neither."""
        total = self.gold + self.predicted
        return 2 * self.right / total if total else None


Table = Mapping[Row, Counts]
"""The counts of one document, or of many."""


def score(
    gold: Sequence[Annotation], predicted: Sequence[Annotation], text: str
) -> dict[Row, Counts]:
    """All counts of one document.

    Raises ValueError for a label that the scheme does not have.
    """
    for annotation in (*gold, *predicted):
        if annotation.label not in LABELS:
            raise ValueError(f"unknown label {annotation.label!r}; there are {', '.join(LABELS)}")
    table: dict[Row, Counts] = {}
    for label in LABELS:
        golds = [a for a in gold if a.label == label]
        predictions = [a for a in predicted if a.label == label]
        sizes = len(golds), len(predictions)
        spans = Counter((a.start, a.end) for a in golds)
        exact = spans & Counter((a.start, a.end) for a in predictions)
        pairs = pair(golds, predictions)
        table["strict", label] = Counts(exact.total(), *sizes)
        table["partial", label] = Counts(len(pairs), *sizes)
        if label in VALUE_LABELS:
            table["value", label] = Counts(len(pair(golds, predictions, same_value)), *sizes)
        if label in ENTITY_LABELS:
            table["entity", label] = overlap(names(golds, text), names(predictions, text))
        for attribute, labels in ATTRIBUTE_ROWS.items():
            if label in labels:
                right = sum(same_attribute(attribute, one, other) for one, other in pairs)
                table[attribute, label] = Counts(right, len(pairs), len(pairs))
    return table


def total(tables: Iterable[Table]) -> dict[Row, Counts]:
    """The sum of many documents' counts, row by row."""
    added: dict[Row, Counts] = defaultdict(Counts)
    for table in tables:
        for row, counts in table.items():
            added[row] += counts
    return dict(added)


def micro(table: Table, measure: str) -> Counts:
    """The counts of a measure over all its labels."""
    return sum((table.get((measure, label), Counts()) for label in MEASURES[measure]), Counts())


def macro(table: Table, measure: str) -> float | None:
    """The mean F1 over the labels for which it is defined; None if it is for none."""
    scores = [table.get((measure, label), Counts()).f1 for label in MEASURES[measure]]
    defined = [f1 for f1 in scores if f1 is not None]
    return sum(defined) / len(defined) if defined else None


def interval(tables: Sequence[Table], rows: Sequence[Row]) -> tuple[float, float] | None:
    """The 95 % bootstrap interval of the F1 of some rows together, resampling documents.

    The same documents give the same interval (fixed seed); None if F1 is undefined.
    """
    counts = np.zeros((len(tables), 2), dtype=np.int64)
    for index, table in enumerate(tables):
        for row in rows:
            found = table.get(row, Counts())
            counts[index] += (2 * found.right, found.gold + found.predicted)
    if not counts[:, 1].any():
        return None
    draws = np.random.default_rng(_SEED).integers(len(tables), size=(_RESAMPLES, len(tables)))
    sums = counts[draws].sum(axis=1)
    defined = sums[sums[:, 1] > 0]
    low, high = np.percentile(defined[:, 0] / defined[:, 1], [2.5, 97.5])
    return float(low), float(high)


# Pairing


def pair(
    gold: Sequence[Annotation],
    predicted: Sequence[Annotation],
    same: Callable[[Annotation, Annotation], bool] | None = None,
) -> list[tuple[Annotation, Annotation]]:
    """As many (gold, predicted) pairs of overlapping spans as there can be, each used once.

    ``same`` says which overlapping pairs count at all; labels are the caller's business. Equal
    spans are paired first, which never costs a pair where the gold is flat.
    """
    golds = sorted(gold, key=_order)
    predictions = sorted(predicted, key=_order)
    edges = [
        [
            index
            for index, other in enumerate(predictions)
            if one.start < other.end and other.start < one.end and (not same or same(one, other))
        ]
        for one in golds
    ]
    for one, found in zip(golds, edges, strict=True):
        span = one.start, one.end
        found.sort(key=lambda i, span=span: (predictions[i].start, predictions[i].end) != span)  # type: ignore[misc]
    of_gold = maximum_matching(edges)
    return [(golds[g], predictions[p]) for g, p in sorted(of_gold.items())]


def _order(annotation: Annotation) -> tuple[int, int, list[tuple[str, str]]]:
    return annotation.start, annotation.end, sorted(annotation.attributes.items())


def maximum_matching(edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """A maximum bipartite matching, left → right, by augmenting paths (breadth first)."""
    left_of: dict[int, int] = {}
    right_of: dict[int, int] = {}
    for root in range(len(edges)):
        came_from: dict[int, int] = {}
        queue = [root]
        free = None
        for left in queue:
            for right in edges[left]:
                if right in came_from:
                    continue
                came_from[right] = left
                if right not in left_of:
                    free = right
                    break
                queue.append(left_of[right])
            if free is not None:
                break
        while free is not None:
            left = came_from[free]
            before = right_of.get(left)
            left_of[free], right_of[left] = left, free
            free = before
    return right_of


# What counts as equal


def same_value(one: Annotation, other: Annotation) -> bool:
    """Whether two figures have the same number and unit, or two dates the same value."""
    if one.label == "FIG":
        return figure_value(one.attributes) == figure_value(other.attributes)
    return all(
        one.attributes.get(name) == other.attributes.get(name) for name in ("when", "from", "to")
    )


def figure_value(attributes: Mapping[str, str]) -> tuple[Decimal | None, ...] | tuple[str, ...]:
    """The quantity (or range) and unit of a figure, as something that compares by value."""
    numbers = [attributes.get(name) for name in ("quantity", "quantityMin", "quantityMax")]
    values = tuple(None if number is None else Decimal(number) for number in numbers)
    return (*values, attributes.get("unit"))  # type: ignore[return-value]


def same_attribute(attribute: str, one: Annotation, other: Annotation) -> bool:
    """Whether a gold and a predicted mention agree in one of ``ATTRIBUTE_ROWS``."""
    name = "type" if attribute == "kind" else attribute
    default = "exact" if attribute == "precision" else ""
    first, second = one.attributes.get(name, default), other.attributes.get(name, default)
    return folded(first) == folded(second)


def names(annotations: Iterable[Annotation], text: str) -> set[str]:
    """The distinct names of some mentions, folded."""
    return {folded(text[a.start : a.end]) for a in annotations}


def overlap(gold: Iterable[Hashable], predicted: Iterable[Hashable]) -> Counts:
    """The counts of one set against another."""
    golds, predictions = set(gold), set(predicted)
    return Counts(len(golds & predictions), len(golds), len(predictions))


def folded(name: str) -> str:
    """A name without what spellings differ in: case, accents, hyphens, apostrophes, spaces."""
    plain = unicodedata.normalize("NFD", fold(name).casefold())
    letters = "".join(c for c in plain if unicodedata.category(c) != "Mn")
    return re.sub(r"[\s'’‐-]+", " ", letters.replace("œ", "oe").replace("æ", "ae")).strip()
