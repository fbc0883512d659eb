"""Specialties: what a territory is said to be good at, item by item.

Two wordings hold them: a cue and its enumeration (*affiche son leadership dans A, B et C*), and
the bullets of a section whose heading announces specialties.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ftextract.layout import BULLET
from ftextract.lexicon import load
from ftextract.rule import alternatives

Span = tuple[int, int]

WORDS = load("specialties")
_CUE = re.compile(
    rf"(?<!\w)(?:{WORDS['cue'].pattern})(?:\ :)?\s?(?=\w|«)", re.VERBOSE | re.IGNORECASE
)
_ARTICLE = re.compile(
    r"""(?: (?: dans | sur | autour[ ]de | en | à | par | de ) [ ] )?
    (?: (?: les? | la | des | du | de[ ]la | une? | ses? | sa | son ) [ ] | l' | de[ ]l' )?
    (?: l (?= e- ) )?""",  # "sur le-commerce": the elided article is glued on
    re.VERBOSE | re.IGNORECASE,
)
_STOP = re.compile(
    rf"\s(?:{alternatives(WORDS['stop'])})(?!\w)|\s?[.;:!?«»\"]|\s[–—-]\s|\n",
    re.VERBOSE | re.IGNORECASE,
)
_OPENS_CLAUSE = re.compile(rf"(?:{alternatives(WORDS['stop'])})(?!\w)", re.VERBOSE | re.IGNORECASE)
_SEPARATOR = re.compile(
    r"""(?: ,? [ ]et[ ] (?: (?: aussi | enfin | surtout ) [ ] )? | ,? [ ]ou[ ] (?: encore[ ] )?
    | ,? [ ]ainsi[ ]que[ ] | ,[ ] | [ ]/[ ] )""",
    re.VERBOSE,
)
_SHORT_BRACKET = re.compile(r"\ \([^()\n]{2,40}\)")
_WORDS_AT_MOST = 8
_WINDOW = 400  # characters in which an item of that many words has come to its end
_ITEMS_AT_MOST = 30


def specialties_in(text: str, start: int, end: int) -> list[Span]:
    """The items enumerated after cues in a stretch of text, without articles."""
    found: list[Span] = []
    for cue in _CUE.finditer(text, start, end):
        found.extend(_items(text, cue.end(), end))
    return found


def bullet_items(text: str, blocks: Sequence[Span]) -> list[Span]:
    """List items that are short enough to be a specialty each."""
    found = []
    for start, end in blocks:
        bullet = BULLET.match(text, start, end)
        if bullet is None:
            continue
        first = bullet.end()
        stop = re.compile(r"\s?[:;.(]|\ [–—-]\ ").search(text, first, end)
        last = stop.start() if stop else end
        item = _trim(text, first, last)
        if item and len(text[item[0] : item[1]].split()) <= _WORDS_AT_MOST:
            found.append(item)
    return found


def _items(text: str, start: int, end: int) -> list[Span]:
    """Split an enumeration at commas and conjunctions that stand outside of brackets."""
    items: list[Span] = []
    position = start
    while position < end and len(items) < _ITEMS_AT_MOST:
        stretch = _next_item(text, position, min(end, position + _WINDOW))
        if stretch is None:
            break
        item_start, item_end, position, more = stretch
        item = _trim(text, item_start, item_end)
        if item is None or _OPENS_CLAUSE.match(text, item[0]):
            break
        if len(text[item[0] : item[1]].split()) > _WORDS_AT_MOST:
            break
        items.append(item)
        if not more:
            break
    return items


def _next_item(text: str, start: int, end: int) -> tuple[int, int, int, bool] | None:
    """Start and end of the item at ``start``, where the next begins, and whether there is one."""
    article = _ARTICLE.match(text, start, end)
    begin = article.end() if article else start
    separator = _SEPARATOR.search(text, begin, end)
    stop = _STOP.search(text, begin, end)
    bracket = text.find("(", begin, end)
    last = min(
        separator.start() if separator else end,
        stop.start() if stop else end,
    )
    if 0 <= bracket < last:
        short = _SHORT_BRACKET.match(text, bracket - 1, end)
        inside = short.group() if short else ""
        if short is None or not re.search(r"[A-Z]{2}|\d", inside):
            return (begin, bracket, end, False) if bracket > begin else None
        after = _SEPARATOR.match(text, short.end(), end)
        return begin, short.end(), after.end() if after else end, after is not None
    if last <= begin:
        return None
    more = separator is not None and separator.start() == last
    return begin, last, separator.end() if more and separator else end, more


def _trim(text: str, start: int, end: int) -> Span | None:
    article = _ARTICLE.match(text, start, end)
    while start < end and text[start].isspace():
        start += 1
    article = _ARTICLE.match(text, start, end)
    start = article.end() if article else start
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ')»"+'):
        end -= 1
    return (start, end) if end - start >= 3 else None
