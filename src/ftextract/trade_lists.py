"""Companies and their trades in two lists side by side: *X, Y et Z : conseil, jeux et textile*."""

from __future__ import annotations

from collections.abc import Iterator

from ftextract.lexicon import load
from ftextract.tokens import COMPANY, Sentence, Sentences
from ftextract.trade_spans import BEGINS, INSIDE, Tie, enumeration, phrases_from

_LONG = 10  # tokens, from which a phrase is too long to be a trade
_LEAST = 3  # companies, below which the second list may be of anything
_REACH = 60  # tokens in which a sentence turns to one of an enumeration
_OPENS = frozenset({":", "w", "V"})  # *X, Y, Z : …* and *X, Y et Z font …*
_DETERMINES = frozenset({"A", "d", "des", "S", "pour"})
_ENDS = frozenset({".", ";", "!", "?"})


def listed(sentence: Sentence, company: int) -> tuple[int, int] | None:
    """Where the trade of a company's token stands, if the second list is as long as the first."""
    kinds = sentence.kinds
    first, last = enumeration(sentence, company)
    if last - first < 2 * (_LEAST - 1):
        return None
    names = [index for index in range(first, last + 1) if kinds[index] == COMPANY]
    if len(names) < _LEAST or last + 1 == len(kinds) or kinds[last + 1] not in _OPENS:
        return None
    items = _items(kinds, last + 2, len(names))
    if len(items) != len(names):
        return None
    begins, ends = items[names.index(company)]
    return sentence.span(begins, ends)


def _items(kinds: list[str], index: int, most: int) -> list[tuple[int, int]]:
    """First and last tokens of the phrases of a list that goes on to the sentence's end.

    None if there is something else, or if there are more than some.
    """
    items: list[tuple[int, int]] = []
    while index < len(kinds) and kinds[index] not in _ENDS:
        while index < len(kinds) and kinds[index] in _DETERMINES:
            index += 1
        begins = index
        end = min(len(kinds), begins + _LONG)
        while index < end and kinds[index] in INSIDE and kinds[index] != "et":
            index += 1
        if not 0 < index - begins < _LONG or kinds[begins] not in BEGINS or len(items) == most:
            return []
        items.append((begins, index - 1))
        while index < len(kinds) and kinds[index] in (",", "et"):
            index += 1
    return items


def shared(sentence: Sentence, company: int, sentences: Sentences, start: int) -> list[Tie]:
    """What is told of a company of an enumeration by its place: *la première …, l'autre …*.

    In the rest of its sentence, or else in the next one.
    """
    first, last = enumeration(sentence, company)
    if first == last:
        return []
    names = [index for index in range(first, last + 1) if sentence.kinds[index] == COMPANY]
    place = names.index(company)
    turns = list(_turns(sentence, last + 1, len(names)))
    if not turns:
        following = sentences.following(start)
        if following is None:
            return []
        sentence = following
        turns = list(_turns(sentence, 0, len(names)))
    ends = [*(index for index, _ in turns[1:]), len(sentence.kinds)]
    for (index, places), end in zip(turns, ends, strict=False):
        if place in places:
            return phrases_from(sentence, index + 1, end)
    return []


def _turns(sentence: Sentence, index: int, count: int) -> Iterator[tuple[int, range]]:
    """Where a sentence turns to some of an enumeration of so many, from a token on: to which."""
    turns, words = load("sectors")["turn"].surfaces, sentence.words
    for i in range(index + 1, min(len(words), index + _REACH)):
        turn = turns.get(words[i])
        if turn is None or sentence.kinds[i - 1] not in ("A", "cet"):
            continue
        many = 2 if sentence.kinds[i - 1] == "cet" else 1
        if turn == "first":
            yield i, range(many)
        elif turn == "second":
            yield i, range(1, 2)
        elif turn == "third":
            yield i, range(2, 3)
        elif turn == "last" or count == many + 1:
            yield i, range(count - many, count)
