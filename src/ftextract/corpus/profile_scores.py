"""Predictions out of a profile, and scores of what it says at document level."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ftextract.corpus.gold import Annotation, GoldProfile
from ftextract.corpus.scoring import Counts, folded, maximum_matching, overlap
from ftextract.models import CandidacyProfile, DateMention, Figure
from ftextract.rule import Label

Values = Callable[[Any], set[Hashable]]


def annotations_of(profile: CandidacyProfile) -> list[Annotation]:
    """All mentions of a profile as annotations, with the attributes of the annotation scheme."""
    return sorted(_annotations(profile), key=lambda a: (a.start, a.end, a.label))


def _annotations(profile: CandidacyProfile) -> Iterator[Annotation]:
    for organization in profile.organizations:
        for mention in organization.mentions:
            yield Annotation(mention.start, mention.end, "ORG", {"type": organization.kind})
    for place in profile.places:
        for mention in place.mentions:
            yield Annotation(mention.start, mention.end, "LOC", {"type": place.kind})
    for person in profile.people:
        for mention in person.mentions:
            role = {"role": person.role} if person.role else {}
            yield Annotation(mention.start, mention.end, "PER", role)
    for event in profile.events:
        for mention in event.mentions:
            yield Annotation(mention.start, mention.end, "EVENT")
    for figure in profile.figures:
        yield _annotation(figure, "FIG", _FIGURE)
    for date in profile.dates:
        yield _annotation(date, "DATE", _DATE)


def _annotation(
    mention: Figure | DateMention, label: Label, fields: tuple[tuple[str, str], ...]
) -> Annotation:
    values = {name: getattr(mention, field) for name, field in fields}
    attributes = {name: str(value) for name, value in values.items() if value is not None}
    return Annotation(mention.start, mention.end, label, attributes)


_FIGURE = (
    ("quantity", "quantity"),
    ("quantityMin", "quantity_min"),
    ("quantityMax", "quantity_max"),
    ("unit", "unit"),
    ("commodity", "commodity"),
    ("precision", "precision"),
)
_DATE = (("when", "when"), ("from", "from_"), ("to", "to"), ("mod", "mod"))


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One thing that a profile says: how to read it from the gold and from the prediction.

    A single value is a set of one, or empty where there is none. Values are compared exactly, or
    where the row is partial, by ``alike``: one-to-one, as many pairs as there can be.
    """

    name: str
    gold: Values
    predicted: Values
    partial: bool = False

    def count(self, gold: GoldProfile, predicted: CandidacyProfile) -> Counts:
        """The counts of this row for one document."""
        return self._count(self.gold(gold), self.predicted(predicted))

    def agreement(self, first: GoldProfile, second: GoldProfile) -> Counts:
        """The counts of two readings of one document, of which the first counts as gold."""
        return self._count(self.gold(first), self.gold(second))

    def _count(self, gold: set[Hashable], predicted: set[Hashable]) -> Counts:
        return partial_overlap(gold, predicted) if self.partial else overlap(gold, predicted)


def score_profile(gold: GoldProfile, predicted: CandidacyProfile) -> dict[str, Counts]:
    """The counts of each row of ``PROFILE_ROWS`` for one document."""
    return {row.name: row.count(gold, predicted) for row in PROFILE_ROWS}


def alike(one: Hashable, other: Hashable) -> bool:
    """Whether all words of one value stand in the other, in this order and side by side.

    *carburants* and *carburants de synthèse* are alike; of pairs (a company with its sector) the
    first parts have to be equal.
    """
    if isinstance(one, tuple) and isinstance(other, tuple):
        return bool(one[0] == other[0]) and alike(one[1], other[1])
    short, long = sorted((f" {one} ", f" {other} "), key=len)
    return short in long


def partial_overlap(gold: set[Hashable], predicted: set[Hashable]) -> Counts:
    """The counts of one set of values against another, where values that are alike count."""
    golds, predictions = sorted(gold, key=str), sorted(predicted, key=str)
    edges = [[i for i, other in enumerate(predictions) if alike(one, other)] for one in golds]
    return Counts(len(maximum_matching(edges)), len(golds), len(predictions))


def _one(value: object) -> set[Hashable]:
    return set() if value is None else {folded(str(value))}


def _all(values: Any) -> set[Hashable]:
    return {folded(value) for value in values}


def pairs_of_companies(companies: Any) -> set[Hashable]:
    """The names of companies with their sectors, where they have one, for comparison."""
    return {(folded(c.name), folded(c.sector)) for c in companies if c.sector}


def _gold_figures(gold: GoldProfile) -> set[Hashable]:
    return {(topic, value) for topic, values in gold.key_figures.items() for value in values}


def _predicted_figures(profile: CandidacyProfile) -> set[Hashable]:
    ranges = ((f, (f.quantity_min, f.quantity_max)) for f in profile.key_figures)
    return {(f.topic, f.quantity if f.quantity is not None else both) for f, both in ranges}


def _steps(profile: Any) -> set[Hashable]:
    return {(step.kind, step.when) for step in profile.timeline}


def _row(name: str, values: Values) -> ProfileRow:
    """A row that is read in the same way from both sides."""
    return ProfileRow(name, values, values)


_EXACT = (
    ProfileRow("title", lambda g: _one(g.title), lambda p: _one(p.document.title)),
    ProfileRow("author", lambda g: _one(g.author), lambda p: _one(p.document.author)),
    ProfileRow("published", lambda g: _one(g.published), lambda p: _one(p.document.published)),
    _row("territory", lambda p: _one(p.candidacy.territory)),
    _row("label", lambda p: _one(p.candidacy.label)),
    _row("status", lambda p: _one(p.candidacy.status)),
    _row("banner", lambda p: _one(p.candidacy.name)),
    _row("cities", lambda p: _all(p.candidacy.cities)),
    ProfileRow(
        "specialties",
        lambda g: _all(g.specialties),
        lambda p: _all(passage.text for passage in p.specialties),
    ),
    _row("companies", lambda p: _all(c.name for c in p.leading_companies)),
    _row("sectors", lambda p: pairs_of_companies(p.leading_companies)),
    ProfileRow(
        "district",
        lambda g: _all(g.district),
        lambda p: _all(place.name for place in p.district),
    ),
    ProfileRow("key figures", _gold_figures, _predicted_figures),
    _row("timeline", _steps),
)
_PARTIAL = ("territory", "specialties", "sectors", "district")  # what is said in free words
PROFILE_ROWS = (
    *_EXACT,
    *(
        replace(row, name=f"{row.name}, partial", partial=True)
        for row in _EXACT
        if row.name in _PARTIAL
    ),
)
