"""The trade of a company, by what stands around its name.

*X (télémédecine)*, *X pour le cloud*, *X, à Cestas, pour le logiciel textile*, *X fabrique des
capteurs*, *l'éditeur X*: of the phrases around the name (``trade_spans``) the one that a linear
model finds likeliest, if it finds it likely. The model knows words, and what they mean
(``word_classes``). ``scripts/fit_leading.py`` fits its weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from math import exp
from typing import NamedTuple

from ftextract.entities import Entity
from ftextract.tokens import Sentences
from ftextract.trade_lists import listed, shared
from ftextract.trade_signs import (
    AFTER_END,
    AFTER_FAR,
    AFTER_GAP,
    BEFORE_END,
    BEFORE_FAR,
    BEFORE_GAP,
    INNER,
    MEANT,
    NONE,
    Values,
    before_beside,
    end_values,
    far_values,
)
from ftextract.trade_spans import Tie, nothing, phrases
from ftextract.weights import Table, tables_of, weigh
from ftextract.word_classes import meaning_of

LIKELY = 0.35  # a phrase that is likelier is the trade,
SURE = 0.85  # and so is the likeliest, if it is likelier that one of all is
WEIGHTS = "trades"
_REMEMBERED = 16384  # weights of values that come again
_WORDS = 4096  # words whose weights are remembered together
_MENTIONS = 2  # of a company that are looked at


class Trade(NamedTuple):
    """What a company's trade is, if it is told, and how likely it is that one is told at all."""

    words: str | None
    told: float


UNTOLD = Trade(None, 0.0)


def around(company: Entity, sentences: Sentences) -> list[Tie]:
    """The phrases around the first mentions of a company, by how they are tied to it."""
    found: list[Tie] = []
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
    best, found, total = 0.0, None, 0.0
    for tie in around(company, sentences):
        for phrase, weight in zip(tie.phrases, weights_of(tie), strict=True):
            likely = exp(weight)
            total += likely
            if likely > best:
                best, found = likely, (tie.sentence, phrase)
    if found is None:
        return UNTOLD
    start = company.mentions[0].start
    sentence = sentences.around(start)
    untold = nothing(sentence, sentence.companies[start], len(company.mentions))
    total += (none := exp(_weight_of_nothing(untold)))
    told = 1 - none / total
    if best / total <= LIKELY and told <= SURE:
        return Trade(None, told)
    sentence, (first, last, *_) = found
    return Trade(sentences.outline.text[slice(*sentence.span(first, last))], told)


# Weights are added in the order of the signs wherever sums are remembered: phrases that weigh the
# same do so to the last bit, and the first of them is taken.


def weights_of(tie: Tie) -> Iterator[float]:
    """What the phrases weigh that are tied to a company alike."""
    sentence, behind, _, rough, _, found = tie
    tied = _weight_of_tie(tie)
    words, model = sentence.words, _model()
    for first, last, shape, kind, word in found:
        if behind:
            beside, means = _weights_of_word("after.next word", word)
        else:
            beside, means = _weights_of_word("before.previous word", word)
            _, ending, two = before_beside(sentence, first, word)
            beside += model.first_ending.get(ending, 0.0)
            beside += model.previous_two.get(two, 0.0)
        weight = beside + means
        if first == last:
            weight += _weight_of_far(behind, "")
        else:
            weight += _weight_of_far(behind, words[last if behind else first])
            for inside in words[first + 1 : last]:
                weight += model.inner.get(inside, 0.0)
        yield tied + (_weight_of_end(behind, rough, shape, kind) + weight)


def _weight_of_tie(tie: Tie) -> float:
    """What the gap and the words weigh by which phrases are tied to a company."""
    model = _model()
    gap = _weight_of_gap(tie.behind, tie.gap)
    if tie.behind:
        verb, word, opening, before = tie.words
        weight, verb_means = _weights_of_word("after.verb", verb)
        of_word, ending, long_ending, means = _weights_of_first_word(word)
        weight += of_word
        weight += ending
        weight += long_ending
        weight += model.opening.get(opening, 0.0)
        weight += model.before.get(before, 0.0)
        return gap + weight + verb_means + means
    word, between = tie.words
    weight, means = _weights_of_last_word(word)
    of_between, between_means = _weights_of_word("before.between", between)
    return gap + (weight + of_between) + means + between_means


class _Model(NamedTuple):
    """The tables of what is looked up for each phrase; the others' sums are remembered."""

    opening: Table
    before: Table  # the word in front of a phrase behind the company
    first_ending: Table
    previous_two: Table
    inner: Table
    none: list[Table]


@cache
def _model() -> _Model:
    opening, before = tables_of(WEIGHTS, ["after.first", "after.last"])
    ending, two = tables_of(WEIGHTS, ["before.first ending", "before.previous two"])
    (inner,) = tables_of(WEIGHTS, [INNER])
    return _Model(opening, before, ending, two, inner, tables_of(WEIGHTS, NONE))


@lru_cache(maxsize=_REMEMBERED)
def _weight_of_gap(behind: bool, gap: Values) -> float:
    return weigh(tables_of(WEIGHTS, AFTER_GAP if behind else BEFORE_GAP), gap)


@lru_cache(maxsize=_REMEMBERED)
def _weight_of_end(behind: bool, rough: str, shape: str, kind: str) -> float:
    signs = AFTER_END if behind else BEFORE_END
    return weigh(tables_of(WEIGHTS, signs), end_values(rough, shape, kind))


@lru_cache(maxsize=_WORDS)
def _weights_of_first_word(word: str) -> tuple[float, float, float, float]:
    """What the first word of a phrase behind a company weighs, its endings, what it means."""
    weight, means = _weights_of_word("after.word", word)
    ending, long_ending = tables_of(WEIGHTS, ["after.ending", "after.long ending"])
    return weight, ending.get(word[-3:], 0.0), long_ending.get(word[-4:], 0.0), means


@lru_cache(maxsize=_WORDS)
def _weights_of_last_word(word: str) -> tuple[float, float]:
    """What the last word of a phrase in front of a company weighs with its endings; its meaning."""
    weight, means = _weights_of_word("before.word", word)
    ending, long_ending = tables_of(WEIGHTS, ["before.ending", "before.long ending"])
    weight += ending.get(word[-3:], 0.0)
    return weight + long_ending.get(word[-4:], 0.0), means


@lru_cache(maxsize=_REMEMBERED)
def _weight_of_far(behind: bool, word: str) -> float:
    """What the end of a phrase weighs by which it is not tied."""
    weight = weigh(tables_of(WEIGHTS, AFTER_FAR if behind else BEFORE_FAR), far_values(word))
    return weight + _weights_of_word("after.far word" if behind else "before.far word", word)[1]


def _weight_of_nothing(values: Values) -> float:
    """What speaks for no phrase at all."""
    weight = weigh(_model().none, values)
    for sign in ("none.previous word", "none.next word"):
        weight += _weights_of_word(sign, values[NONE.index(sign)])[1]
    return weight


@lru_cache(maxsize=_REMEMBERED)
def _weights_of_word(sign: str, word: str) -> tuple[float, float]:
    """What a word weighs as the value of a sign, and what it means does."""
    (table,) = tables_of(WEIGHTS, [sign])
    return table.get(word, 0.0), weigh(tables_of(WEIGHTS, MEANT[sign]), meaning_of(word))
