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
    AFTER_WORDS,
    BEFORE_END,
    BEFORE_FAR,
    BEFORE_GAP,
    BEFORE_WORDS,
    INNER,
    MEANT,
    NONE,
    Values,
    before_beside,
    before_words,
    far_values,
)
from ftextract.trade_spans import LONGEST, Tie, nothing, phrases
from ftextract.weights import Table, tables_of, weigh
from ftextract.word_classes import meaning_of

LIKELY = 0.35  # a phrase that is likelier is the trade,
SURE = 0.85  # and so is the likeliest, if it is likelier that one of all is
WEIGHTS = "trades"
_REMEMBERED = 8192  # words whose weights are remembered
_MENTIONS = 2  # of a company that are looked at
_WORDS_OF_NONE = {sign: NONE.index(sign) for sign in ("none.previous word", "none.next word")}


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


# Weights are added in the order of the signs, also where sums are remembered: phrases that weigh
# the same do so to the last bit, and the first of them is taken.


def weights_of(tie: Tie) -> Iterator[float]:
    """What the phrases weigh that are tied to a company alike."""
    sentence, behind, _, rough, _, found = tie
    side, words = _side(behind), sentence.words
    tied = _weight_of_tie(tie, side)
    for first, last, shape, kind, word in found:
        end = side.kinds.get(kind, 0.0) + side.shapes.get(shape, 0.0)
        end += side.lengths[last - first]
        end += side.ties.get(f"{rough}|{kind}", 0.0)
        if behind:
            weight, means = _weights_of_word("after.next word", word)
        else:
            weight, means = _weights_of_word("before.previous word", word)
            _, ending, two = before_beside(sentence, first, word)
            weight += side.endings.get(ending, 0.0)
            weight += side.twos.get(two, 0.0)
        weight += means
        if first == last:
            weight += side.no_far_word
        else:
            weight += _weight_of_far_word(behind, words[last if behind else first])
            for inside in words[first + 1 : last]:
                weight += side.inner.get(inside, 0.0)
        yield tied + (end + weight)


def _weight_of_tie(tie: Tie, side: _Side) -> float:
    """What the gap and the words weigh by which phrases are tied to a company."""
    gap = weigh(side.gap, tie.gap)
    if tie.behind:
        verb, word, opening, before = tie.words
        weight, verb_means = _weights_of_word("after.verb", verb)
        of_word, ending, long_ending, means = _weights_of_first_word(word)
        weight += of_word
        weight += ending
        weight += long_ending
        weight += side.openings.get(opening, 0.0)
        weight += side.last.get(before, 0.0)
        return gap + weight + verb_means + means
    word, between = tie.words
    weight, means = _weights_of_last_word(word)
    of_between, between_means = _weights_of_word("before.between", between)
    return gap + (weight + of_between) + means + between_means


class _Side(NamedTuple):
    """The tables that are looked up for phrases on one side of a company."""

    gap: list[Table]
    kinds: Table
    shapes: Table
    lengths: list[float]  # by one less than the length
    ties: Table
    no_far_word: float
    inner: Table
    # behind the company alone
    openings: Table
    last: Table
    # in front of it alone
    endings: Table
    twos: Table


@cache
def _side(behind: bool) -> _Side:
    kinds, shapes, lengths, ties = tables_of(WEIGHTS, AFTER_END if behind else BEFORE_END)
    (inner,) = tables_of(WEIGHTS, [INNER])
    return _Side(
        tables_of(WEIGHTS, AFTER_GAP if behind else BEFORE_GAP),
        kinds,
        shapes,
        [lengths.get(str(length), 0.0) for length in range(LONGEST)],
        ties,
        _weight_of_far_word(behind, ""),
        inner,
        *tables_of(WEIGHTS, ["after.first", "after.last"]),
        *tables_of(WEIGHTS, ["before.first ending", "before.previous two"]),
    )


@lru_cache(maxsize=_REMEMBERED)
def _weights_of_word(sign: str, word: str) -> tuple[float, float]:
    """What a word weighs as the value of a sign, and what it means does."""
    (table,) = tables_of(WEIGHTS, [sign])
    return table.get(word, 0.0), _weight_of_meaning(sign, word)


@lru_cache(maxsize=_REMEMBERED)
def _weights_of_first_word(word: str) -> tuple[float, float, float, float]:
    """What the first word of a phrase behind a company weighs, its endings, what it means."""
    words, ending, long_ending = tables_of(WEIGHTS, AFTER_WORDS[1:4])
    weight, means = words.get(word, 0.0), _weight_of_meaning("after.word", word)
    return weight, ending.get(word[-3:], 0.0), long_ending.get(word[-4:], 0.0), means


@lru_cache(maxsize=_REMEMBERED)
def _weights_of_last_word(word: str) -> tuple[float, float]:
    """What the last word of a phrase in front of a company weighs with its endings; its meaning."""
    weight = weigh(tables_of(WEIGHTS, BEFORE_WORDS[:3]), before_words(word, ""))
    return weight, _weight_of_meaning("before.word", word)


@lru_cache(maxsize=_REMEMBERED)
def _weight_of_far_word(behind: bool, word: str) -> float:
    """What the word of a phrase weighs by which it is not tied; no word, if it has but one."""
    weight = weigh(tables_of(WEIGHTS, AFTER_FAR if behind else BEFORE_FAR), far_values(word))
    return weight + _weight_of_meaning("after.far word" if behind else "before.far word", word)


def _weight_of_nothing(values: Values) -> float:
    """What speaks for no phrase at all."""
    weight = weigh(_tables_of_none(), values)
    for sign, index in _WORDS_OF_NONE.items():
        weight += _weights_of_word(sign, values[index])[1]
    return weight


@cache
def _tables_of_none() -> list[Table]:
    return tables_of(WEIGHTS, NONE)


def _weight_of_meaning(sign: str, word: str) -> float:
    return weigh(tables_of(WEIGHTS, MEANT[sign]), meaning_of(word))
