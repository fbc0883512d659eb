"""The figures that describe a territory, and what a sum of money is for.

A key figure is of a topic that describes a territory (its companies, jobs, start-ups, money …),
stands early, and is not some company's own: a sentence that opens with a company, or a figure in
brackets behind one, tells of that company. The first ones of a topic count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import cast

from ftextract.lexicon import load
from ftextract.models import Topic
from ftextract.outline import Outline, Span
from ftextract.rule import Candidate

_AROUND = 60  # characters on each side of a sum in which the words stand that say what it is for
# How many figures of a topic describe a territory.
_MOST: dict[str, int] = {
    "companies": 1,
    "jobs": 2,
    "startups": 2,
    "students": 1,
    "researchers": 1,
    "members": 1,
    "population": 2,
    "revenue": 1,
    "funding": 2,
    "investment": 1,
    "events": 1,
    "area": 0,
    "share": 0,
}
_LEAST: dict[str, int] = {  # what is smaller is somebody's, not a territory's
    "companies": 20,
    "jobs": 100,
    "startups": 10,
    "students": 500,
    "researchers": 50,
    "members": 20,
    "population": 5_000,
    "revenue": 50_000_000,
    "funding": 100_000,
    "investment": 5_000_000,
    "events": 100,
}
_BUDGETS = ("budget", "enveloppe", "coût", "projet", "programme")
_PART = re.compile(r"\bdont (?:près de |plus de |environ |quelque )?$")
_AHEAD = 24


@cache
def _purpose() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{load('candidacy')['money'].pattern})", re.VERBOSE)


def topics_of(figures: Sequence[Candidate], outline: Outline) -> list[Topic]:
    """The topic of each figure; for a sum of money, what the words around it say."""
    found: list[Topic] = []
    purposes = load("candidacy")["money"]
    for figure in figures:
        topic = figure.attributes.get("topic", "other")
        unit = figure.attributes["unit"]
        if topic == "investment" and figure.attributes.get("commodity") in _BUDGETS:
            topic = "funding"
        if topic == "other" and len(unit) == 3 and unit.isupper():
            start, end = outline.sentence(figure.start)
            low, high = max(start, figure.start - _AROUND), min(end, figure.end + _AROUND)
            words = [(m.start(), m.group()) for m in _purpose().finditer(outline.low, low, high)]
            if words:
                middle = (figure.start + figure.end) // 2
                topic = purposes[min(words, key=lambda word: abs(word[0] - middle))[1]]
        found.append(cast(Topic, topic))
    return found


def key_figures(
    figures: Sequence[Candidate],
    topics: Sequence[Topic],
    outline: Outline,
    companies: Sequence[Span] = (),
) -> list[int]:
    """The indices of the figures that describe the territory as a whole.

    ``companies`` are where companies are named, in order.
    """
    headed = [i for i, f in enumerate(figures) if outline.in_section("key_figures", f.start)]
    kept: list[int] = []
    counts: dict[str, int] = {}
    for index in [*headed, *(i for i in range(len(figures)) if i not in set(headed))]:
        figure, topic = figures[index], topics[index]
        most = max(_MOST.get(topic, 0), 1 if index in headed and topic != "other" else 0)
        if counts.get(topic, 0) >= most or figure.attributes["unit"] == "percent":
            continue
        if size(figure) < _LEAST.get(topic, 0) or _is_part(figure, outline):
            continue
        if index not in headed and _is_companys(figure, outline, companies):
            continue
        counts[topic] = counts.get(topic, 0) + 1
        kept.append(index)
    return sorted(kept)


def _is_part(figure: Candidate, outline: Outline) -> bool:
    """Whether a figure is a part of the one before it: *dont 6 500*."""
    return _PART.search(outline.low, max(0, figure.start - _AHEAD), figure.start) is not None


def _is_companys(figure: Candidate, outline: Outline, companies: Sequence[Span]) -> bool:
    """Whether a figure is told of a company: one opens its clause, or stands right before it."""
    start = outline.sentence(figure.start)[0]
    for first, last in companies:
        if first >= figure.start:
            break
        if first >= start and ";" not in outline.text[last : figure.start]:
            return True
    return False


def size(figure: Candidate) -> float:
    """The number, or the larger end of a range."""
    attributes = figure.attributes
    value = attributes.get("quantity", attributes.get("quantityMax"))
    return float(value or 0)
