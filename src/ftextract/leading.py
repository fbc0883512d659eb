"""The companies that an article puts forward as its territory's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from ftextract.entities import Entity
from ftextract.lexicon import load
from ftextract.outline import Outline, within

# Before a company that opens a clause: nothing, or where it is.
_OPENS = re.compile(
    r"^(?:[-–—•*·▪►●>\d.)\s]*|(?:.*[;:]|.*\bet surtout)\s?|(?:Ici|Là|Plus loin|Aujourd'hui"
    r"|(?:À|A|Au|Aux|En|Dans|Sur|Chez|Côté|Non loin de|Près de)\s[^,;.:()]{2,45}),\s)$"
)
_SAYS = re.compile(r"(?:,? \(|, | (?:en |y )?(?!ont|sont)[a-zà-ÿ]+(?:e|t|d|ent) | et | : )")
_REACH = 120  # characters of a sentence before a company that may open a clause
_LISTED = 3  # companies in one sentence that make a list of them
_BELONGS = re.compile(r"\b(?:de|d'|par|chez|avec|pour|du|à|que|qu') ?$")


@cache
def _against() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{load('sectors')['against'].pattern})", re.VERBOSE)


def leading_of(
    companies: Sequence[Entity],
    sector_of: Callable[[Entity], str | None],
    outline: Outline,
    *,
    lists: bool = True,
) -> list[Entity]:
    """The companies that are put forward.

    One stands in the section on companies, has its trade beside it, or is listed with others in
    one sentence; what belongs to another company, or only follows a preposition (*racheté par
    X*), is none. Where ``lists`` is false, only what has its trade beside it counts: around Games
    and capitals of culture, companies are listed as sponsors.
    """
    against = _against()
    starts = sorted(mention.start for company in companies for mention in company.mentions)
    found = []
    for company in companies:
        if company.attributes.get("dependent"):
            continue
        if any(
            outline.in_section("companies", mention.start) for mention in company.mentions
        ) or sector_of(company):
            found.append(company)
        elif not lists:
            continue
        elif any(
            _leads(m.start, m.end, outline)
            and not against.search(outline.low, *outline.sentence(m.start))
            for m in company.mentions
        ):
            found.append(company)
        else:
            first = company.mentions[0]
            start, end = outline.sentence(first.start)
            beside = len(within(starts, start, end))
            if (
                beside >= _LISTED
                and not _BELONGS.search(outline.text, start, first.start)
                and not against.search(outline.low, start, end)
            ):
                found.append(company)
    return found


def _leads(start: int, end: int, outline: Outline) -> bool:
    """Whether a company is what a clause is about: it opens it, and something is said of it."""
    first, last = outline.sentence(start)
    before = outline.text[max(first, start - _REACH) : start]
    if start - first > _REACH and not before.rstrip().endswith(";"):
        return False
    return _OPENS.match(before) is not None and _SAYS.match(outline.text, end, last) is not None
