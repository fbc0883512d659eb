"""Specialties: the fields that an article gives to its territory as a whole.

*Elle mise sur la voile, les capteurs et le son*, *Trois filières : cuir, bois, image*, *la capitale
du jouet*: of the phrases of some sentences (``specialty_sentences``, ``specialty_spans``) those
that a linear model finds likely. ``scripts/fit_specialties.py`` fits its weights.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ftextract.outline import Outline, Span
from ftextract.rule import WORD as _WORD
from ftextract.rule import places_of_words
from ftextract.specialty_sentences import KNOWN, WEIGHTS, likely_sentences, values_of
from ftextract.specialty_spans import (
    CLOSING,
    FRONT,
    HEAD,
    INNER,
    OPENING,
    REAR,
    Background,
    Closing,
    Opening,
    Reading,
    Values,
    head_values,
)
from ftextract.tokens import Sentences
from ftextract.weights import Table, tables_of, weigh, weights

SENTENCE = ("sentence", "section", "place", "length", "one")  # the signs of a sentence
HEADING = "heading"  # a word of the heading right above it
LIKELY = (
    -1.0
)  # what weighs more is a specialty; for writers unseen F1 is the same from -1.4 to -0.8
_HOPELESS = -3.0  # a sentence and a word that weigh less are not gone on with,
_PROMISING = -2.75  # nor is what opens there
SEVERAL = 2
SURE = 100.0  # weight of what is told beyond doubt
_STEPS = 2  # to a unit of a sentence's weight
_REMEMBERED = 8192  # words whose weights are remembered


class Field(NamedTuple):
    """A phrase, and what it weighs."""

    weight: float
    span: Span


def specialties_of(sentences: Sentences, told: Sequence[Span]) -> list[Span]:
    """The specialties of an article, of which some are ``told`` beyond doubt.

    An article that tells several so tells them all there.
    """
    fields = [Field(SURE, span) for span in told]
    if len(fields) < SEVERAL:
        fields += _fields(sentences)
    return choose(fields, sentences.outline)


def choose(fields: Iterable[Field], outline: Outline) -> list[Span]:
    """Of phrases that overlap or are the same, the likeliest."""
    low = outline.low
    taken: list[Span] = []
    told: set[str] = set()
    for field in sorted(fields, key=lambda field: (-field.weight, field.span)):
        start, end = field.span
        words = low[start:end]
        index = bisect_left(taken, field.span)
        overlaps = (index and start < taken[index - 1][1]) or (
            index < len(taken) and taken[index][0] < end
        )
        if words not in told and not overlaps:
            told.add(words)
            taken.insert(index, field.span)
    return taken


def _fields(sentences: Sentences) -> Iterator[Field]:
    """The phrases that are likely enough."""
    outline, model = sentences.outline, _model()
    background = Background(_known(), places_of_words(outline.text))
    for span, likely in likely_sentences(outline):
        sentence = sentences.around(span[0])
        reading = Reading(sentence, background)
        values, heading = signs_of_sentence(outline, span, likely)
        weight = weigh(model.sentence, values) + _sum(model.heading, heading)
        for first, piece in reading.starts():
            opens = weight + _weight_of_head(sentence.words[first])
            if opens < _HOPELESS:
                continue
            opening = reading.opening(first, piece)
            opens += weigh(model.opening, opening.values) + _sum(model.front, opening.front)
            if opens < _PROMISING:
                continue
            for closing in reading.closings(opening):
                closes = opens + weigh(model.closing, closing.values)
                closes += _sum(model.rear, closing.rear) + _sum(model.inner, closing.inner)
                if closes > LIKELY:
                    yield Field(closes, sentence.span(opening.first, closing.last))


def signs_of_sentence(
    outline: Outline, span: Span, likely: float
) -> tuple[Sequence[str], list[str]]:
    """The values of ``SENTENCE``, and the words of the heading that a sentence follows."""
    return (str(round(likely * _STEPS)), *(values_of(outline, span) or ())), _heading(outline, span)


def _heading(outline: Outline, span: Span) -> list[str]:
    """The words of the heading right above a sentence."""
    block = outline.block(span[0])
    if (
        block < 1
        or outline.blocks[block][1][0] != span[0]
        or outline.blocks[block - 1][0] != "heading"
    ):
        return []
    return _WORD.findall(outline.low, *outline.blocks[block - 1][1])


def signs_of(head: Values, opening: Opening, closing: Closing) -> list[tuple[str, str]]:
    """The signs of a phrase with their values, but for those of its sentence."""
    return [
        *zip(HEAD, head, strict=True),
        *zip(OPENING, opening.values, strict=True),
        *zip(CLOSING, closing.values, strict=True),
        *((FRONT, word) for word in opening.front),
        *((REAR, word) for word in closing.rear),
        *((INNER, word) for word in closing.inner),
    ]


@lru_cache(maxsize=_REMEMBERED)
def _weight_of_head(word: str) -> float:
    return weigh(tables_of(WEIGHTS, HEAD), head_values(_known(), word))


@cache
def _known() -> Table:
    return weights(WEIGHTS).get(KNOWN, {})


def _sum(table: Table, words: Sequence[str]) -> float:
    return sum([table.get(word, 0.0) for word in words])


class _Model(NamedTuple):
    sentence: list[Table]
    heading: Table
    opening: list[Table]
    closing: list[Table]
    front: Table
    rear: Table
    inner: Table


@cache
def _model() -> _Model:
    heading, front, rear, inner = tables_of(WEIGHTS, (HEADING, FRONT, REAR, INNER))
    of_sentence, opening, closing = (
        tables_of(WEIGHTS, signs) for signs in (SENTENCE, OPENING, CLOSING)
    )
    return _Model(of_sentence, heading, opening, closing, front, rear, inner)
