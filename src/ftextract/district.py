"""The digital district: the quarters and buildings that a territory puts forward.

They stand in the section on the district, or in a sentence that announces a totem or tells of
floors, tenants and works. Streets, stations, stages and the venues of events are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ftextract.entities import Entity
from ftextract.lexicon import load
from ftextract.outline import Outline

_AT_MOST = 6
_REACH = 90  # characters on each side of a place in which it is told what it is


@cache
def _word(table: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{load('district')[table].pattern})(?![\w-])", re.VERBOSE)


def district_of(places: Sequence[Entity], outline: Outline) -> list[Entity]:
    """The quarters and sites that are put forward, in order; the section on them decides."""
    able = [
        place
        for place in places
        if place.attributes.get("kind") in ("district", "site")
        and not _word("elsewhere").match(place.name.lower())
    ]
    if outline.contents("district"):
        headed = [
            place
            for place in able
            if any(outline.in_section("district", mention.start) for mention in place.mentions)
        ]
        if headed:
            return headed
    sure = [place for place in able if _is_told(place, "totem", outline)]
    likely = [place for place in able if place in sure or _is_told(place, "premises", outline)]
    return likely[:_AT_MOST]


def _is_told(place: Entity, table: str, outline: Outline) -> bool:
    for mention in place.mentions:
        start, end = outline.sentence(mention.start)
        low = max(start, mention.start - _REACH), min(end, mention.end + _REACH)
        if _word(table).search(outline.low, *low) and not _word("event").search(outline.low, *low):
            return True
    return False
