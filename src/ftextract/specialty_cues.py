"""Specialties that an article tells beyond doubt: enumerations behind cues, and fact sheets.

Two wordings hold them: a cue and its enumeration (*affiche son leadership dans A, B et C*, *Trois
filières : A, B, C*), and a section that its heading announces, if the heading or the paragraphs
begin with them (*Les atouts : A, B, C*). The cues are in ``specialties.toml``.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from ftextract.gazetteer import lookup
from ftextract.layout import BULLET
from ftextract.lexicon import load
from ftextract.outline import Outline, Span
from ftextract.rule import Opened, alternatives, lowered, places_of_words

WORDS = load("specialties")
_CUE = Opened(WORDS["cue"], after=r"(?!\w)(?:\ :)?\ ?(?=\w|«|\")")  # in lower case
_ARTICLE = re.compile(
    r"""(?: (?: dans | sur | autour[ ]de | en | à | par | de | et ) [ ] )?
    (?: (?: les? | la | des | du | de[ ]la | une? | ses? | sa | son | aux? ) [ ] | l' | de[ ]l'
    | d' )?
    (?: l (?= e- ) )?""",  # "sur le-commerce": the elided article is glued on
    re.VERBOSE | re.IGNORECASE,
)
_STOP = re.compile(
    rf"\s(?:{alternatives(WORDS['stop'])})(?![\w-])|\s?[.;:!?»\"]|\s[–—-]\s|\n",
    re.VERBOSE | re.IGNORECASE,
)
_OPENS_CLAUSE = re.compile(
    rf"(?:{alternatives(WORDS['stop'])})(?![\w-])", re.VERBOSE | re.IGNORECASE
)
_IS_CLAUSE = re.compile(
    rf"(?<![\w-])(?:{alternatives(WORDS['stop'])})(?![\w-])|\ [A-ZÀ-Þ]", re.VERBOSE
)
_SEPARATOR = re.compile(
    r"""(?: ,? [ ]et[ ] (?: (?: aussi | enfin | surtout ) [ ] )? | ,? [ ]ou[ ] (?: encore[ ] )?
    | ,? [ ]ainsi[ ]que[ ] | ,[ ] | [ ]/[ ] )""",
    re.VERBOSE,
)
_SHORT_BRACKET = re.compile(r"\ \([^()\n]{2,40}\)")
_HEADED = re.compile(r"[^:\n]{3,40}?\s?:\s*(?=\w)")
# Fibres naturelles. …; La chimie, le bois et les matériaux composites. …; Aéronautique : …
_OPENING = re.compile(
    r"(?P<fields>[^\W\d_][\w'-]*(?:,?\ [\w'-]+){0,9}?)\s?(?:[.:]\s|\.?$|\s[–—]\s)", re.VERBOSE
)
_WORDS_AT_MOST = 8
_TOWN = 2_000  # inhabitants
_WORDS_ALONE = 3  # of a paragraph's opening that is one field
_WORDS_OF_CUED = 5  # of an item behind a cue: what is longer is a clause
_WINDOW = 400  # characters in which an item of that many words has come to its end
_ITEMS_AT_MOST = 30


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile(rf"(?:{WORDS['nothing'].pattern})(?!\w)", re.VERBOSE | re.IGNORECASE)


def told_specialties(outline: Outline) -> list[Span]:
    """The specialties of the sections on them, and of the cues in the rest of the article."""
    text = outline.text
    spans = specialties_in(text)
    for part in outline.parts:
        if part.kind == "specialties":
            headed = _HEADED.match(text, *part.heading)
            if headed:
                spans.extend(_items(text, headed.end(), part.heading[1]))
            else:
                for start, end in outline.blocks_in(*part.content):
                    spans.extend(_opening(text, start, end))
    return sorted(set(spans))


def _opening(text: str, start: int, end: int) -> list[Span]:
    """The fields that a paragraph below such a heading opens with: *Forge. 57 entreprises …*."""
    bullet = BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    opening = _OPENING.match(text, start, end)
    if opening is None or _IS_CLAUSE.search(text, start, opening.end("fields")):
        return []
    items = _items(text, start, opening.end("fields"))
    if len(items) == 1:
        first, last = items[0]
        if first > start or len(text[first:last].split()) > _WORDS_ALONE:
            return []  # L'industrie suit.
    return [item for item in items if _is_field(text[slice(*item)])]


def specialties_in(text: str) -> list[Span]:
    """The items enumerated after cues in a text, without articles."""
    found: list[Span] = []
    for cue in _CUE.finditer(lowered(text), places_of_words(text)):
        if found and cue.start() < found[-1][1]:
            continue
        items = _items(text, cue.end(), len(text))
        if items and _is_plain(text[slice(*items[0])]):
            fields = (item for item in items if _is_field(text[slice(*item)]))
            found.extend(takewhile(lambda item: _is_short(text[slice(*item)]), fields))
    return found


def _is_field(item: str) -> bool:
    """Whether an item is no pronoun and no place (*en pointe dans le son, Brest a …*)."""
    return not _nothing().match(item) and not (item[0].isupper() and _is_town(item))


def _is_town(item: str) -> bool:
    """Whether an item is a place of some size: *Forge* is a village, and a trade."""
    return any(entry.kind != "city" or (entry.population or 0) > _TOWN for entry in lookup(item))


def _is_plain(item: str) -> bool:
    """Whether an item is a field rather than a name, a number or a clause."""
    return _is_short(item) and not (item[0].isupper() and not item.isupper())


def _is_short(item: str) -> bool:
    """Whether an item is no clause and no number; a later one may have a capital."""
    return (
        len(item.split()) <= _WORDS_OF_CUED and not _nothing().match(item) and not item[0].isdigit()
    )


def _items(text: str, start: int, end: int) -> list[Span]:
    """Split an enumeration at commas and conjunctions that stand outside of brackets."""
    items: list[Span] = []
    position = start
    while position < end and text[position] in '«" ':
        position += 1
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
    while start < end and text[start].isspace():
        start += 1
    article = _ARTICLE.match(text, start, end)
    start = article.end() if article else start
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ')»"+'):
        end -= 1
    return (start, end) if end - start >= 3 else None
