"""The companies that an article puts forward as its territory's own.

A linear model weighs where a company stands and what the article tells of it: sponsors, clients
and parents of others are named too, but late, without a trade, behind a preposition.
``scripts/fit_leading.py`` fits its weights.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from math import exp

from ftextract.entities import Entity
from ftextract.lexicon import load
from ftextract.outline import Outline, within
from ftextract.sectors import Trade
from ftextract.tokens import COMPANY, Sentence, Sentences
from ftextract.trade_spans import enumeration
from ftextract.weights import Table, tables_of, weigh
from ftextract.word_classes import meaning_of

_SIGNS = (
    "trade", "place", "place|label", "previous|trade", "next", "listed", "in sentence", "companies",
    "others' trade", "paragraph", "mentions", "capitals", "words of name", "clause", "section",
    "cue", "next word", "front word", "front words", "front kinds", "behind word", "behind kinds",
)  # fmt: skip
# What the words mean that stand beside a company and its enumeration.
_BESIDE = ("front", "second front", "behind", "second behind", "next")
_MEANT = {place: (f"{place} class", f"{place} group") for place in _BESIDE}
SIGNS = (*_SIGNS, *chain.from_iterable(_MEANT.values()))
WEIGHTS = "leading"
LIKELY = 0.45  # a company that is likelier is put forward; on unseen series F1 is flat around it

_TRADE = (0.1, 0.3, 0.5, 0.7, 0.9)
_ROUGHLY = (0.15, 0.4, 0.7)
_PLACE = (0.1, 0.25, 0.5, 0.75, 0.9)  # in the article
_PARTS = (0.15, 0.3, 0.6, 0.85)
_MANY = (2, 4, 7, 12, 20)  # companies of an article
_PARAGRAPH = (0.15, 0.3, 0.45, 0.6, 0.8)
_LISTED, _NAME, _NEAR = 5, 4, 3  # more companies, words, tokens make no difference
_MENTIONED, _FEW = 4, 3  # nor do more mentions, and companies of a paragraph
_CLAUSE = frozenset(";:.")
_CLAUSE_REACH = 100  # tokens that are looked back at
_REMEMBERED = 8192  # words whose weights are remembered


def leading_of(
    companies: Sequence[Entity],
    trades: Sequence[Trade],
    sentences: Sentences,
    label: str,
) -> list[Entity]:
    """The companies that are put forward; ``label`` is what ``kind_of_label`` says.

    A brand or branch that depends on another company is none.
    """
    standings = _standings(companies, trades, sentences, label)
    return [
        company
        for company, standing in zip(companies, standings, strict=True)
        if 1 / (1 + exp(-_weight(*standing))) > LIKELY and not company.attributes.get("dependent")
    ]


def _weight(values: Sequence[str], beside: Sequence[str]) -> float:
    """What the values of ``_SIGNS`` weigh, and what the words mean that stand beside a company.

    In any order: weights have two decimals, and no sum of them is as likely as ``LIKELY``.
    """
    return weigh(_tables(), values) + sum(map(_weight_of_meaning, _BESIDE, beside))


@lru_cache(maxsize=_REMEMBERED)
def _weight_of_meaning(place: str, word: str) -> float:
    return weigh(tables_of(WEIGHTS, _MEANT[place]), meaning_of(word))


@cache
def _tables() -> list[Table]:
    return tables_of(WEIGHTS, _SIGNS)


def signs_of(
    companies: Sequence[Entity],
    trades: Sequence[Trade],
    sentences: Sentences,
    label: str,
) -> Iterator[tuple[str, ...]]:
    """For each company the values of ``SIGNS``."""
    for values, beside in _standings(companies, trades, sentences, label):
        yield (*values, *chain.from_iterable(map(meaning_of, beside)))


def _standings(
    companies: Sequence[Entity],
    trades: Sequence[Trade],
    sentences: Sentences,
    label: str,
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """For each company the values of ``_SIGNS``, and the words that stand at ``_BESIDE``."""
    outline = sentences.outline
    starts = sorted(mention.start for company in companies for mention in company.mentions)
    sections = _Sections(outline)
    many = str(bisect_right(_MANY, len(companies)))
    starting = [company.mentions[0].start for company in companies]
    in_sentence = _Told([outline.sentence(start)[0] for start in starting], trades)
    in_paragraph = _Told([outline.block(start) for start in starting], trades)
    cues: dict[int, str] = {}
    for company, trade, start in zip(companies, trades, starting, strict=True):
        first, last = outline.sentence(start)
        sentence = sentences.around(start)
        token = sentence.companies[start]
        kinds, words = sentence.kinds, sentence.words
        if first not in cues:
            cues[first] = _cue(sentence)
        place = start / len(outline.text)
        begins, ends = enumeration(sentence, token)
        listed = kinds[begins : ends + 1].count(COMPANY) if ends > begins else 1
        values = (
            str(bisect_right(_TRADE, trade.told)),
            str(bisect_right(_PLACE, place)),
            f"{bisect_right(_PARTS, place)}|{label}",
            f"{kinds[token - 1] if token else '^'}|{bisect_right(_ROUGHLY, trade.told)}",
            kinds[token + 1] if token + 1 < len(kinds) else ".",
            str(min(listed, _LISTED)),
            str(min(len(within(starts, first, last)), _LISTED)),
            many,
            in_sentence.others(first, trade.told),
            in_paragraph.all(outline.block(start)),
            str(min(len(company.mentions), _MENTIONED)),
            _capitals(company.name),
            str(min(len(company.name.split()), _NAME)),
            _clause(kinds, token),
            sections.kind(start),
            cues[first],
            words[token + 1] if token + 1 < len(words) else ".",
            words[begins - 1] if begins else "^",
            " ".join(words[max(0, begins - 2) : begins]),
            " ".join(kinds[max(0, begins - 3) : begins]),
            words[ends + 1] if ends + 1 < len(words) else ".",
            " ".join(kinds[ends + 1 : ends + 4]),
        )
        beside = begins - 1, begins - 2, ends + 1, ends + 2, token + 1
        yield values, [words[place] if 0 <= place < len(words) else "" for place in beside]


def _cue(sentence: Sentence) -> str:
    """What the words of a sentence say of its companies: *others*, *own*, both or nothing."""
    cues = load("sectors")["cue"].surfaces
    return " ".join(sorted({cues[word] for word in cues.keys() & sentence.words}))


class _Told:
    """How likely the companies of a sentence, or of a paragraph, have their trade told."""

    def __init__(self, places: Sequence[int], trades: Sequence[Trade]) -> None:
        self._counts: Counter[int] = Counter(places)
        self._sums: dict[int, float] = defaultdict(float)
        for place, trade in zip(places, trades, strict=True):
            self._sums[place] += trade.told

    def others(self, place: int, own: float) -> str:
        """On the whole, those beside one of them."""
        others = self._counts[place] - 1
        return str(bisect_right(_ROUGHLY, (self._sums[place] - own) / others)) if others else "-"

    def all(self, place: int) -> str:
        """On the whole, and how many they are."""
        count = self._counts[place]
        return f"{bisect_right(_PARAGRAPH, self._sums[place] / count)}|{min(count, _FEW)}"


def _capitals(name: str) -> str:
    if name[0].islower():
        return "none"
    if name.isupper():
        return "all"
    return "digits" if any(map(str.isdigit, name)) else "first"


def _clause(kinds: Sequence[str], token: int) -> str:
    """The sign that opens the clause of a token, and how near it is."""
    for index in range(token - 1, max(-1, token - _CLAUSE_REACH), -1):
        if kinds[index] in _CLAUSE:
            return f"{kinds[index]}{min(token - index - 1, _NEAR)}"
    return f"^{min(token, _NEAR)}"


class _Sections:
    """Which kind of section an offset lies in; *lead* before the first."""

    def __init__(self, outline: Outline) -> None:
        self._starts = [part.heading[0] for part in outline.parts]
        self._kinds = ["lead", *(part.kind for part in outline.parts)]

    def kind(self, offset: int) -> str:
        return self._kinds[bisect_right(self._starts, offset)]
