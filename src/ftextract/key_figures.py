"""The figures that describe a territory, and what a sum of money is for.

A key figure tells of the territory, its bid, its ecosystem as a whole and now: not of one company,
not a part of what is told beside it, not a goal. A linear model weighs how a figure stands in the
article; for those that are likely, another chooses the topic. ``scripts/fit_key_figures.py`` fits
the weights of both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from math import exp
from typing import cast

from ftextract.figure_signs import (
    AFTER,
    BEFORE,
    SIGNS,
    Signs,
    is_money,
    signs_of,
    size_of,
)
from ftextract.lexicon import load
from ftextract.models import Topic
from ftextract.outline import Outline
from ftextract.rule import Candidate
from ftextract.weights import Table, tables_of, weigh

WEIGHTS, TOPIC_WEIGHTS = "key_figures", "figure_topics"
LIKELY = 0.4  # a figure is kept if it is likelier that it describes the territory, under its topic
SUMS: tuple[Topic, ...] = ("funding", "investment", "revenue")
COUNTS: tuple[Topic, ...] = (
    "companies", "jobs", "startups", "students", "researchers", "members", "population", "events",
)  # fmt: skip

_AROUND = 60  # characters on each side of a sum in which the words stand that say what it is for
_BUDGETS = ("budget", "enveloppe", "coût", "projet", "programme")
# What is smaller is somebody's, not a territory's; figures of other topics are never asked about.
_LEAST: dict[str, int] = {
    "companies": 10,
    "jobs": 30,
    "startups": 4,
    "students": 400,
    "researchers": 18,
    "members": 12,
    "population": 1_000,
    "revenue": 1_000_000,
    "funding": 8_000,
    "investment": 30_000,
    "events": 40,
    "sum": 8_000,
    "other": 20,
}


_Rows = dict[str, list[float]]
_Told = tuple[Topic, Decimal | None, Decimal | None, Decimal | None]  # topic, number or range


@cache
def _purpose() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{load('candidacy')['money'].pattern})", re.VERBOSE)


def topics_of(figures: Sequence[Candidate], outline: Outline) -> list[Topic]:
    """The topic of each figure; for a sum of money, what the words around it say."""
    found: list[Topic] = []
    purposes = load("candidacy")["money"]
    for figure in figures:
        topic = figure.attributes.get("topic", "other")
        if topic == "investment" and figure.attributes.get("commodity") in _BUDGETS:
            topic = "funding"
        if topic == "other" and is_money(figure):
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
    mentions: Sequence[Candidate],
    kinds: Mapping[int, str],
) -> dict[int, Topic]:
    """The indices of the figures that describe the territory as a whole, with their topics.

    ``topics`` are those of ``topics_of``; ``mentions`` and ``kinds`` are as for ``signs_of``.
    """
    asked = [i for i, topic in enumerate(topics) if may_be_key(figures[i], topic)]
    if not asked:
        return {}
    whose = [figures[i] for i in asked], [topics[i] for i in asked]
    signs = signs_of(*whose, outline, mentions, kinds)
    found: dict[_Told, tuple[float, int]] = {}
    for index, own in zip(asked, signs, strict=True):
        chance = _chance(own)
        if chance > LIKELY:
            figure = figures[index]
            topic, sure = _topic(own, SUMS if is_money(figure) else COUNTS)
            low, high = (figure.attributes.get(name) for name in ("quantityMin", "quantityMax"))
            same = topic, figure.attributes.get("quantity"), low, high
            if chance * sure > max(LIKELY, found.get(same, (0.0, 0))[0]):  # told twice, kept once
                found[same] = chance * sure, index
    return dict(sorted((index, topic) for (topic, *_), (_, index) in found.items()))


def may_be_key(figure: Candidate, topic: Topic) -> bool:
    """Whether a figure is worth asking about: a sum, or a count of what a territory may have."""
    kind: str = topic
    if is_money(figure):
        kind = "sum" if topic == "other" else topic
    elif figure.attributes["unit"] != "count":
        return False
    elif topic == "other":
        commodity = figure.attributes.get("commodity") or "-"
        kind = topic if commodity in load("candidacy")["counted"].surfaces else "none"
    return kind in _LEAST and size_of(figure) >= _LEAST[kind]


def _chance(signs: Signs) -> float:
    """How likely a figure describes the territory."""
    tables, before, after = _tables()
    total = weigh(tables, signs.values)
    for word in signs.before:
        total += before.get(word, 0.0)
    for word in signs.after:
        total += after.get(word, 0.0)
    return 1 / (1 + exp(-total))


@cache
def _tables() -> tuple[list[Table], Table, Table]:
    before, after = tables_of(WEIGHTS, (BEFORE, AFTER))
    return tables_of(WEIGHTS, SIGNS), before, after


def _topic(signs: Signs, options: tuple[Topic, ...]) -> tuple[Topic, float]:
    """The likeliest of some topics of a key figure, and how likely it is."""
    tables, before, after = _topic_tables(options)
    rows = [
        *map(dict.get, tables, signs.values),
        *map(before.get, signs.before),
        *map(after.get, signs.after),
    ]
    totals = [sum(weights) for weights in zip(*filter(None, rows), strict=True)]
    if not totals:
        return options[0], 1 / len(options)
    most = max(totals)
    return options[totals.index(most)], 1 / sum(exp(total - most) for total in totals)


@cache
def _topic_tables(options: tuple[Topic, ...]) -> tuple[list[_Rows], _Rows, _Rows]:
    """For each sign what its values weigh for each of some topics; those of words apart."""
    signs = (*SIGNS, BEFORE, AFTER)
    found: list[_Rows] = []
    for sign in signs:
        tables = tables_of(TOPIC_WEIGHTS, [f"{topic} {sign}" for topic in options])
        values = {value for table in tables for value in table}
        found.append({value: [table.get(value, 0.0) for table in tables] for value in values})
    *fixed, before, after = found
    return fixed, before, after
