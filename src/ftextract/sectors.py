"""The trade of a company, by what stands around its name.

*X (télémédecine)*, *X pour le cloud*, *X, à Cestas, pour le logiciel textile*, *X fabrique des
capteurs*, *l'éditeur X*: of the phrases around the name (``trade_spans``) the one that a linear
model finds likeliest, if it finds it likely. ``scripts/fit_leading.py`` fits its weights.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import exp
from typing import NamedTuple

from ftextract.entities import Entity
from ftextract.tokens import Sentences
from ftextract.trade_lists import listed
from ftextract.trade_spans import (
    AFTER_END,
    AFTER_GAP,
    AFTER_WORDS,
    BEFORE_END,
    BEFORE_GAP,
    BEFORE_WORDS,
    NONE,
    Phrase,
    Values,
    nothing,
    phrases,
)
from ftextract.weights import Table, tables_of, weigh

LIKELY = 0.4  # a phrase that is likelier is the trade,
SURE = 0.9  # and so is the likeliest, if it is likelier that one of all is
WEIGHTS = "trades"
_MENTIONS = 2  # of a company that are looked at


class Trade(NamedTuple):
    """What a company's trade is, if it is told, and how likely it is that one is told at all."""

    words: str | None
    told: float


UNTOLD = Trade(None, 0.0)


def around(company: Entity, sentences: Sentences) -> list[Phrase]:
    """The phrases around the first mentions of a company."""
    found: list[Phrase] = []
    for count, mention in enumerate(company.mentions[:_MENTIONS]):
        sentence = sentences.around(mention.start)
        token = sentence.companies[mention.start]
        last = token == next(reversed(sentence.companies.values()))
        behind = sentences.behind(mention.start) if last else None
        found += phrases(sentence, token, count, behind)
    return found


def trade_by_rule(company: Entity, sentences: Sentences) -> Trade | None:
    """The trade that the rule which found the company tells, or a list beside that of companies."""
    told = company.attributes.get("sector")
    if told:
        return Trade(str(told), 1.0)
    start = company.mentions[0].start
    sentence = sentences.around(start)
    span = listed(sentence, sentence.companies[start])
    return Trade(sentences.outline.text[slice(*span)], 1.0) if span else None


def trade_of(company: Entity, sentences: Sentences) -> Trade:
    """The trade of a company: what a rule tells beyond doubt, else what the model finds."""
    sure = trade_by_rule(company, sentences)
    if sure:
        return sure
    of_words, of_none = _of_words(), _of_none()
    tie: Values = ()
    tied, best, found, total = 0.0, 0.0, None, 0.0
    for phrase in around(company, sentences):
        if phrase.words is not tie:
            tie = phrase.words
            tied = _weight_of_gap(phrase.behind, phrase.gap) + weigh(of_words[phrase.behind], tie)
        weight = exp(tied + _weight_of_end(phrase.behind, phrase.end))
        total += weight
        if weight > best:
            best, found = weight, phrase
    if found is None:
        return UNTOLD
    start = company.mentions[0].start
    sentence = sentences.around(start)
    total += (none := exp(weigh(of_none, nothing(sentence, sentence.companies[start]))))
    told = 1 - none / total
    if best / total <= LIKELY and told <= SURE:
        return Trade(None, told)
    span = found.sentence.span(found.first, found.last)
    return Trade(sentences.outline.text[slice(*span)], told)


@cache
def _of_words() -> tuple[list[Table], list[Table]]:
    """The weights of words, of phrases in front of the company and of those behind it."""
    return tables_of(WEIGHTS, BEFORE_WORDS), tables_of(WEIGHTS, AFTER_WORDS)


@cache
def _of_none() -> list[Table]:
    return tables_of(WEIGHTS, NONE)


@lru_cache(maxsize=4096)
def _weight_of_gap(behind: bool, gap: Values) -> float:
    return weigh(tables_of(WEIGHTS, AFTER_GAP if behind else BEFORE_GAP), gap)


@lru_cache(maxsize=4096)
def _weight_of_end(behind: bool, end: Values) -> float:
    return weigh(tables_of(WEIGHTS, AFTER_END if behind else BEFORE_END), end)
