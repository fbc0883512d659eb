"""The trade of a company, by what stands around its name.

*X (télémédecine)*, *X pour le cloud*, *X, à Cestas, pour le logiciel textile*, *X fabrique des
capteurs*, *l'éditeur X*: of the phrases around the name (``trade_spans``) the one that a linear
model finds likeliest, if it finds it likely. The model knows words, and what they mean
(``word_classes``). ``scripts/fit_leading.py`` fits its weights.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import exp
from typing import NamedTuple

from ftextract.entities import Entity
from ftextract.tokens import Sentences
from ftextract.trade_lists import listed, shared
from ftextract.trade_spans import (
    AFTER_BESIDE,
    AFTER_END,
    AFTER_FAR,
    AFTER_GAP,
    AFTER_WORDS,
    BEFORE_BESIDE,
    BEFORE_END,
    BEFORE_FAR,
    BEFORE_GAP,
    BEFORE_WORDS,
    INNER,
    MEANT,
    NONE,
    Phrase,
    Values,
    far_values,
    nothing,
    phrases,
)
from ftextract.weights import Table, tables_of, weigh
from ftextract.word_classes import meaning_of

LIKELY = 0.35  # a phrase that is likelier is the trade,
SURE = 0.85  # and so is the likeliest, if it is likelier that one of all is
WEIGHTS = "trades"
_REMEMBERED = 16384  # weights of values that come again
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
        if not count:
            found += shared(sentence, token, sentences, mention.start)
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
    model = _model()
    words_of: Values = ()
    tied, best, found, total = 0.0, 0.0, None, 0.0
    for phrase in around(company, sentences):
        if phrase.words is not words_of:
            words_of = phrase.words
            tied = _weight_of_gap(phrase.behind, phrase.gap)
            if phrase.behind:
                tied += weigh(model.words_behind, words_of)
                tied += _weight_of_meaning("after.verb", words_of[0])
                tied += _weight_of_meaning("after.word", words_of[1])
            else:
                tied += weigh(model.words_before, words_of)
                tied += _weight_of_meaning("before.word", words_of[0])
                tied += _weight_of_meaning("before.between", words_of[3])
        weight = _weight_of_end(phrase.behind, phrase.end) + _weight_of_wording(phrase, model)
        weight = exp(tied + weight)
        total += weight
        if weight > best:
            best, found = weight, phrase
    if found is None:
        return UNTOLD
    start = company.mentions[0].start
    sentence = sentences.around(start)
    untold = nothing(sentence, sentence.companies[start], len(company.mentions))
    total += (none := exp(_weight_of_nothing(untold, model)))
    told = 1 - none / total
    if best / total <= LIKELY and told <= SURE:
        return Trade(None, told)
    span = found.sentence.span(found.first, found.last)
    return Trade(sentences.outline.text[slice(*span)], told)


class _Model(NamedTuple):
    """The tables of what is weighed for each phrase; the others' sums are remembered."""

    words_before: list[Table]
    words_behind: list[Table]
    beside_before: list[Table]
    next_word: Table  # beside a phrase behind the company
    inner: Table
    none: list[Table]


@cache
def _model() -> _Model:
    (next_word, inner) = tables_of(WEIGHTS, [*AFTER_BESIDE, INNER])
    before, behind, beside, none = (
        tables_of(WEIGHTS, signs) for signs in (BEFORE_WORDS, AFTER_WORDS, BEFORE_BESIDE, NONE)
    )
    return _Model(before, behind, beside, next_word, inner, none)


@lru_cache(maxsize=_REMEMBERED)
def _weight_of_gap(behind: bool, gap: Values) -> float:
    return weigh(tables_of(WEIGHTS, AFTER_GAP if behind else BEFORE_GAP), gap)


@lru_cache(maxsize=_REMEMBERED)
def _weight_of_end(behind: bool, end: Values) -> float:
    return weigh(tables_of(WEIGHTS, AFTER_END if behind else BEFORE_END), end)


def _weight_of_wording(phrase: Phrase, model: _Model) -> float:
    """What the words of a phrase and beside it weigh, but for the one by which it is tied."""
    sentence, first, last, behind, _, _, _, beside = phrase
    if behind:
        weight = model.next_word.get(beside[0], 0.0)
        weight += _weight_of_meaning("after.next word", beside[0])
    else:
        weight = weigh(model.beside_before, beside)
        weight += _weight_of_meaning("before.previous word", beside[0])
    if first == last:
        return weight + _weight_of_far(behind, "")
    words = sentence.words
    weight += _weight_of_far(behind, words[last if behind else first])
    for word in words[first + 1 : last]:
        weight += model.inner.get(word, 0.0)
    return weight


@lru_cache(maxsize=_REMEMBERED)
def _weight_of_far(behind: bool, word: str) -> float:
    weight = weigh(tables_of(WEIGHTS, AFTER_FAR if behind else BEFORE_FAR), far_values(word))
    return weight + _weight_of_meaning("after.far word" if behind else "before.far word", word)


def _weight_of_nothing(values: Values, model: _Model) -> float:
    """What speaks for no phrase at all."""
    weight = weigh(model.none, values)
    weight += _weight_of_meaning("none.previous word", values[NONE.index("none.previous word")])
    return weight + _weight_of_meaning("none.next word", values[NONE.index("none.next word")])


@lru_cache(maxsize=_REMEMBERED)
def _weight_of_meaning(sign: str, word: str) -> float:
    return weigh(tables_of(WEIGHTS, MEANT[sign]), meaning_of(word))
