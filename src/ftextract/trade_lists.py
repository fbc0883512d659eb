"""Companies and their trades in two lists side by side: *X, Y et Z : conseil, jeux et textile*."""

from __future__ import annotations

from ftextract.tokens import COMPANY, Sentence
from ftextract.trade_spans import BEGINS, INSIDE, enumeration

_LONG = 10  # tokens, from which a phrase is too long to be a trade
_LEAST = 3  # companies, below which the second list may be of anything
_OPENS = frozenset({":", "w", "V"})  # *X, Y, Z : …* and *X, Y et Z font …*
_DETERMINES = frozenset({"A", "d", "des", "S", "pour"})
_ENDS = frozenset({".", ";", "!", "?"})


def listed(sentence: Sentence, company: int) -> tuple[int, int] | None:
    """Where the trade of a company's token stands, if the second list is as long as the first."""
    kinds = sentence.kinds
    first, last = enumeration(kinds, company)
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
