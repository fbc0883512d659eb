"""From overlapping candidates to flat mentions: one label per stretch of text.

Precedence, highest first:

1. a name that holds a whole date or figure keeps it (*JO d'hiver 2030*, *La French Tech 120*);
2. dates and figures win against what overlaps them otherwise;
3. names by the order in ``PRECEDENCE``: wordings that leave no doubt (a street, a banner, an
   enumeration of companies), then the model and wordings that are right as often as it is, then
   weaker ones (measured on articles that the model had not seen: cross-fitted train, and dev);
4. of two names of one rank the longer wins, then the one that a rule found, then the earlier.

Nothing depends on the order in which the candidates come.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import attrgetter

from ftextract.gazetteer import is_surely_place
from ftextract.rule import Attributes, Candidate, Label

PRECEDENCE = {
    "names.override": 0,
    "organizations.enumeration": 1,
    "people.title": 2,
    "organizations.banner": 1,
    "organizations.quoted": 1,
    "organizations.capitalized": 3,
    "organizations.acronym": 3,
    "organizations.legal_form": 3,
    "organizations.announced": 3,
    "places.facility": 3,
    "places.street": 1,
    "events.capitalized": 3,
    "events.occasion": 3,
    "events.named": 3,
    "ner": 3,
    "places.gazetteer": 3,
    "organizations.designator": 5,
    "organizations.item": 5,
    "places.designator": 5,
    "places.announced": 5,
    "people.function_after": 5,
    "people.function_before": 5,
    "layout.byline": 5,
}
_NUMERIC = ("FIG", "DATE")
_START = attrgetter("start")


def resolve_mentions(candidates: Iterable[Candidate], text: str) -> list[Candidate]:
    """Choose non-overlapping candidates, in order of start; edges are trimmed first."""
    names: list[Candidate] = []
    numbers: list[Candidate] = []
    for candidate in candidates:
        if candidate.label in _NUMERIC:
            numbers.append(candidate)
        elif (trimmed := trim(candidate, text)) is not None:
            names.append(trimmed)
    numeric = choose(sorted(numbers, key=_rank))
    near = _Numeric(numeric)
    free = (_beside(name, near, text) for name in names)
    ranked = sorted((name for name in free if name is not None), key=_rank)
    told = _told(ranked)
    chosen = [
        Candidate(c.start, c.end, c.label, c.rule, told[c.start, c.end, c.label])
        for c in choose(ranked)
    ]
    taken = _Taken([*chosen, *numeric])
    for name in chosen:
        taken.take(name)
    left = [n for n in numeric if taken.is_free(n)]
    return sorted([*chosen, *left], key=_START)


def _told(ranked: Iterable[Candidate]) -> dict[tuple[int, int, Label], Attributes]:
    """What all candidates for one name say of it (its kind, role …); the first in rank decides."""
    told: dict[tuple[int, int, Label], Attributes] = {}
    for name in ranked:
        key = (name.start, name.end, name.label)
        known = told.get(key)
        told[key] = {**name.attributes, **known} if known else name.attributes.copy()
    return told


class _Numeric:
    """Dates and figures, found by where they stand."""

    def __init__(self, numeric: list[Candidate]) -> None:
        self._sorted = sorted(enumerate(numeric), key=lambda item: item[1].start)
        self._starts = [n.start for _, n in self._sorted]
        self._longest = max((n.end - n.start for n in numeric), default=0)

    def around(self, start: int, end: int) -> list[Candidate]:
        """Those that reach into a stretch or start right behind it, in the order given."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_right(self._starts, end)
        if first == last:
            return []
        return [n for _, n in sorted(self._sorted[first:last], key=lambda item: item[0])]


def _beside(name: Candidate, numeric: _Numeric, text: str) -> Candidate | None:
    """The name, given the dates and figures in and behind it; None if one of them cuts it."""
    if not numeric.around(name.start, name.end + _OPENING):
        return name  # as most names are
    found = _without_numeric_tail(_dated_event(name, numeric, text), numeric, text)
    if found is None:
        return None
    start, end = found.start, found.end
    fits = all(
        n.end <= start or n.start >= end or (start <= n.start and n.end <= end)
        for n in numeric.around(start, end)
    )
    return found if fits else None


_OPENS_DATES = re.compile(r",? (?:du |les |le |\()?")
_OPENING = len(", les ")  # the longest of these


def _dated_event(name: Candidate, numeric: _Numeric, text: str) -> Candidate:
    """What lasts from one day to another is an event: *Gamers Assembly, du 18 au 21 avril*."""
    if name.rule != "ner" or name.label not in ("ORG", "LOC"):
        return name
    gap = _OPENS_DATES.match(text, name.end)
    if gap is None or gap.end() == gap.start() + 1:
        return name
    spans = (
        n
        for n in numeric.around(gap.end(), gap.end())
        if n.start == gap.end() and n.rule in ("dates.days", "dates.range")
    )
    if any(_HAS_DAY.match(text, n.start) for n in spans) and not is_surely_place(
        text[name.start : name.end]
    ):
        return Candidate(name.start, name.end, "EVENT", name.rule, name.attributes)
    return name


_HAS_DAY = re.compile(r"\d")


def _without_numeric_tail(name: Candidate, numeric: _Numeric, text: str) -> Candidate | None:
    """The model's name without a figure or date that it took along: *EDF [800]*, *Bercy [lundi]*.

    Years and seasons may belong to the name (*JO d'hiver 2030*) and stay.
    """
    if name.rule != "ner":
        return name
    for number in numeric.around(name.start, name.end):
        tail = name.start < number.start < name.end <= number.end
        if tail and number.rule not in _IN_NAMES:
            cut = Candidate(name.start, number.start, name.label, name.rule, name.attributes)
            trimmed = trim(cut, text)
            if trimmed and is_surely_place(text[trimmed.start : trimmed.end]):
                return Candidate(trimmed.start, trimmed.end, "LOC", name.rule, name.attributes)
            return trimmed
    return name


_IN_NAMES = frozenset({"dates.year_after_name", "dates.year", "dates.season", "dates.years"})


def choose(ranked: Iterable[Candidate]) -> list[Candidate]:
    """Keep each candidate that overlaps none kept before it; sorted by start."""
    candidates = list(ranked)
    taken = _Taken(candidates)
    kept = [candidate for candidate in candidates if taken.take(candidate)]
    return sorted(kept, key=_START)


class _Taken:
    """The characters of a text that candidates have taken."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._taken = bytearray(max((c.end for c in candidates), default=0))

    def is_free(self, candidate: Candidate) -> bool:
        """Whether nothing has taken any of a candidate's characters."""
        return self._taken.find(1, candidate.start, candidate.end) < 0

    def take(self, candidate: Candidate) -> bool:
        """Take a candidate's characters, if all are free."""
        free = self.is_free(candidate)
        if free:
            size = candidate.end - candidate.start
            self._taken[candidate.start : candidate.end] = b"\1" * size
        return free


def _rank(candidate: Candidate) -> tuple[int, int, bool, int, str, str]:
    order = PRECEDENCE.get(candidate.rule, len(PRECEDENCE))
    length = candidate.end - candidate.start
    modelled = candidate.rule == "ner"
    return (order, -length, modelled, candidate.start, candidate.label, candidate.rule)


_SIGNS = r"\s,;:!?()\[\]…–—*•/|-"
_EDGE = re.compile(rf"^[.{_SIGNS}]+|[{_SIGNS}]+$")
_QUOTED_EDGE = re.compile(rf"^[.«»\"“”'{_SIGNS}]+|[«»\"“”{_SIGNS}]+$")
_WRAPPED = re.compile(r"«[^«»]*»|\"[^\"]*\"|“[^“”]*”")
_OPENING_WORD = re.compile(r"(?:À|Au|Aux|Chez|Depuis|Selon|Et|Avec|Pour) (?=[A-ZÀ-Þ])")
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"))
# Such a name stays as it is: no opening word, sign at an edge, quote or bracket.
_TRIM = re.compile(rf"(?:(?!{_OPENING_WORD.pattern})\w(?:[^()\[\]«»“”\"]*\w)?)?")


def trim(candidate: Candidate, text: str) -> Candidate | None:
    """The candidate without blanks, punctuation and unbalanced brackets at its edges."""
    if candidate.label in _NUMERIC:
        return candidate
    if _TRIM.fullmatch(text, candidate.start, candidate.end):
        return candidate
    span = None
    start, end = candidate.start, candidate.end
    while span != (start, end):
        span = start, end
        start, end = _without_edges(text, *_balanced(text, start, end))
        if opening_word := _OPENING_WORD.match(text, start, end):
            start = opening_word.end()
    if not any(char.isalnum() for char in text[start:end]):
        return None
    return Candidate(start, end, candidate.label, candidate.rule, candidate.attributes)


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch up to the first bracket that is not closed, or that nothing opens."""
    for opening, closing in _PAIRS:
        value = text[start:end]
        if value.count(opening) == value.count(closing):
            continue
        cut = value.find(closing)
        if cut >= 0 and opening not in value[:cut]:  # "CPES] de Cercottes": nothing opens it
            end = start + cut
        else:
            end = start + value.rfind(opening)
    return start, end


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without signs at its edges; quotes stay if they hold a part of the name."""
    value = text[start:end]
    quoted = "«" in value or ('"' in value and value.count('"') % 2 == 0)
    stripped = (_EDGE if quoted else _QUOTED_EDGE).sub("", value)
    if _WRAPPED.fullmatch(stripped):
        stripped = stripped[1:-1].strip()
    start += value.find(stripped)
    return start, start + len(stripped)
