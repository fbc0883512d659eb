"""The companies that an article puts forward as its territory's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from ftextract.entities import Entity
from ftextract.lexicon import load
from ftextract.outline import Outline, Span, within

# Before a company that opens a clause: nothing, or where it is.
_OPENS = re.compile(
    r"^(?:[-–—•*·▪►●>\d.)\s]*|(?:.*[;:]|.*\bet surtout)\s?|(?:Ici|Là|Plus loin|Aujourd'hui"
    r"|(?:À|A|Au|Aux|En|Dans|Sur|Chez|Côté|Non loin de|Près de)\s[^,;.:()]{2,45}),\s)$"
)
_SAYS = re.compile(r"(?:,? \(|, | (?:en |y )?(?!ont|sont)[a-zà-ÿ]+(?:e|t|d|ent) | et | : )")
_REACH = 120  # characters of a sentence before a company that may open a clause
_LISTED = 3  # companies in one sentence that make a list of them
_ENUMERATED = 90  # characters between two companies of one enumeration
_TOGETHER = re.compile(
    r"(?: \([^()\n]*\))?(?:,| et| ou|, et| ;| ainsi que)(?: (?:l'|la |le |les ))?\s?(?:une? )?"
)
_BELONGS = re.compile(r"\b(?:de|d'|par|chez|avec|pour|du|à|que|qu') ?$")


@cache
def _against() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{load('sectors')['against'].pattern})", re.VERBOSE)


@cache
def _young() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{load('sectors')['young'].pattern})(?!\w)", re.VERBOSE)


def leading_of(
    companies: Sequence[Entity],
    sector_of: Callable[[Entity], str | None],
    outline: Outline,
    *,
    lists: bool = True,
) -> list[Entity]:
    """The companies that are put forward.

    One stands in the section on companies, has its trade beside it, opens a clause that says
    something of it, or is listed: with others in one sentence, beside one that has its trade, or
    among what the sentence calls the young companies of the place. What belongs to another
    company, or only follows a preposition (*racheté par X*), is none. Where ``lists`` is false,
    only what has its trade beside it counts: around Games and capitals of culture, companies are
    listed as sponsors.
    """
    mentions = sorted(
        ((mention.start, mention.end, company) for company in companies
         for mention in company.mentions if not company.attributes.get("dependent")),
        key=lambda mention: mention[:2],
    )  # fmt: skip
    chosen = {
        id(company)
        for start, _, company in mentions
        if sector_of(company) or outline.in_section("companies", start)
    }
    if lists:
        starts = sorted(mention.start for company in companies for mention in company.mentions)
        chosen |= {
            id(company)
            for start, end, company in mentions
            if id(company) not in chosen and _is_listed(start, end, outline, starts)
        }
    for one, other in [*pairwise(mentions), *((b, a) for a, b in reversed([*pairwise(mentions)]))]:
        if id(one[2]) in chosen and _stand_together(
            min(one[:2], other[:2]), max(one[:2], other[:2]), outline
        ):
            chosen.add(id(other[2]))
    return [company for company in companies if id(company) in chosen]


def _is_listed(start: int, end: int, outline: Outline, starts: Sequence[int]) -> bool:
    """Whether a company is put forward by a sentence that does not tell its trade."""
    first, last = outline.sentence(start)
    if _against().search(outline.low, first, last):
        return False
    if _leads(start, end, outline) or _young().search(outline.low, first, start):
        return True
    many = len(within(starts, first, last)) >= _LISTED
    return many and not _BELONGS.search(outline.text, first, start)


def _stand_together(one: Span, other: Span, outline: Outline) -> bool:
    """Whether two companies are enumerated one right after the other."""
    between = other[0] - one[1]
    return 0 < between < _ENUMERATED and bool(_TOGETHER.fullmatch(outline.text, one[1], other[0]))


def _leads(start: int, end: int, outline: Outline) -> bool:
    """Whether a company is what a clause is about: it opens it, and something is said of it."""
    first, last = outline.sentence(start)
    before = outline.text[max(first, start - _REACH) : start]
    if start - first > _REACH and not before.rstrip().endswith(";"):
        return False
    return _OPENS.match(before) is not None and _SAYS.match(outline.text, end, last) is not None
