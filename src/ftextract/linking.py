"""Which place a name means: the gazetteer's candidates, weighed by what the article says.

Population speaks for a candidate, and so do its department, region or country when the article
names them, most of all in brackets right behind the name (*Vienne (Isère)*), and the other
places of the article that lie in the same department or region. If no candidate leads clearly,
nothing is linked and all are listed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ftextract.gazetteer import Entry, key_of, lookup
from ftextract.models import PlaceKind
from ftextract.rule import fold

_LEAD = 0.8  # by how much (in powers of ten of population) the best has to lead the second
_MOST_CANDIDATES = 6
_AREA_ARTICLE = re.compile(
    r"(?:\b(?:la|le|les|en|dans la|dans le|de la|du|des|dans les)|\bl'|\bd') ?$", re.IGNORECASE
)
_CITY_PREPOSITION = re.compile(
    r"\b(?:à|de|vers|entre|maire de|ville de|près de) $|\bd'$", re.IGNORECASE
)
_BRACKET = re.compile(r" \(([^()\n]{2,40})\)")
_JOINT = re.compile(r"\s?[-–/]\s?|,\s| et ")


class Link(NamedTuple):
    """What a name was linked to: an entry, or several candidates, or neither."""

    kind: PlaceKind | None
    entry: Entry | None = None
    candidates: tuple[Entry, ...] = ()


class Name(NamedTuple):
    """A place's name, the kind that its wording tells, and where it stands first in the text."""

    name: str
    kind: PlaceKind | None
    first: tuple[int, int]


def link(names: Sequence[Name], text: str) -> list[Link]:
    """A link for each name, in order."""
    options = [_options(name.name) for name in names]
    context = _Context(options)
    return [_link(name, may, text, context) for name, may in zip(names, options, strict=True)]


class _Options(NamedTuple):
    """What a name may mean, whatever the article says."""

    larger: tuple[Entry, ...]  # areas, departments, regions, countries
    cities: tuple[Entry, ...]
    sure: tuple[Entry, ...]  # those of all these that it points at in any case
    joint: bool  # not known itself, but made of names that are


@lru_cache(maxsize=4096)
def _options(name: str) -> _Options:
    entries = _entries(name)
    larger = tuple(entry for entry in entries if entry.kind != "city")
    cities = tuple(entry for entry in entries if entry.kind == "city")
    sure = tuple(entry for entry in larger if entry.kind in ("department", "region", "country"))
    if len(cities) == 1 or (cities and _is_clear(cities)):
        sure = (*sure, cities[0])
    return _Options(larger, cities, sure, not entries and _is_joint(name))


# A town with the land it lies in, in one name: Saint-Denis de La Réunion, Fribourg en Suisse.
_WITHIN = re.compile(r"(?P<town>[^\s,]+),? (?:de |du |des |d'|en )(?P<land>.+)")


def _entries(name: str) -> tuple[Entry, ...]:
    """The gazetteer's entries of a name, or of the town in it that lies in the land in it."""
    entries = lookup(name)
    within = None if entries else _WITHIN.fullmatch(fold(name))
    if within is None:
        return entries
    land = key_of(within["land"])
    return tuple(e for e in lookup(within["town"]) if e.kind == "city" and _is_near(e, land))


class _Context:
    """The departments, regions and countries that the names of an article point at."""

    def __init__(self, options: Iterable[_Options]) -> None:
        self.departments: Counter[str] = Counter()
        self.regions: Counter[str] = Counter()
        self.countries: Counter[str] = Counter()
        for option in options:
            for entry in option.sure:
                if entry.department:
                    self.departments[entry.department] += 1
                if entry.region:
                    self.regions[entry.region] += 1
                if entry.country and entry.country != "FR":
                    self.countries[entry.country] += 1


def _is_clear(cities: Sequence[Entry]) -> bool:
    first, second = ((entry.population or 1) for entry in cities[:2])
    return first > 20 * second and first > 20_000


def _link(name: Name, options: _Options, text: str, context: _Context) -> Link:
    if name.kind in ("district", "site"):
        return Link(name.kind)
    larger, cities = options.larger, options.cities
    if not larger and not cities:
        return Link("area" if options.joint else name.kind)
    start, end = name.first
    before = text[max(0, start - 12) : start]
    if larger and (not cities or _means_larger(larger[0], cities[0], before)):
        return Link(larger[0].kind, larger[0])
    if not cities:
        return Link(name.kind)
    if len(cities) == 1:
        return Link("city", cities[0])
    bracket = _BRACKET.match(text, end)
    near = key_of(bracket[1]) if bracket else ""
    scored = sorted(
        ((_score(entry, near, context), entry) for entry in cities),
        key=lambda item: (-item[0], item[1].department or "", item[1].country or ""),
    )
    best = scored[0]
    if best[0] - scored[1][0] >= _LEAD:
        return Link("city", best[1])
    return Link("city", None, tuple(entry for _, entry in scored[:_MOST_CANDIDATES]))


def _means_larger(larger: Entry, city: Entry, before: str) -> bool:
    """Whether a region, department or country is meant rather than a city of the same name."""
    if _AREA_ARTICLE.search(before) and not re.search(r"\bd'$", before):
        return True
    if _CITY_PREPOSITION.search(before):
        return (city.population or 0) < 5_000
    return (city.population or 0) < 30_000 or larger.kind == "country"


def _score(entry: Entry, near: str, context: _Context) -> float:
    """Powers of ten of the population, plus what the article's other places say."""
    score = math.log10((entry.population or 0) + 100)
    if entry.country == "FR":
        score += 1.3
        score += min(context.departments[entry.department or ""], 2) * 1.0
        score += min(context.regions[entry.region or ""], 3) * 0.4
    elif context.countries[entry.country or ""]:
        score += 1.5
    if near and _is_near(entry, near):
        score += 6.0
    return score


def _is_near(entry: Entry, near: str) -> bool:
    """Whether a bracket's name or number is the entry's department, region or country."""
    if near == (entry.department or "").lower():
        return True
    return any(
        (larger.department and larger.department == entry.department)
        or (larger.kind == "region" and larger.region == entry.region)
        or (larger.kind == "country" and larger.country == entry.country)
        for larger in lookup(near)
        if larger.kind != "city"
    )


def _is_joint(name: str) -> bool:
    """Whether a name is made of several communes' (*Aix-Marseille*)."""
    parts = [part for part in _JOINT.split(name) if part]
    if len(parts) < 2:
        return False
    return sum(any(entry.kind == "city" for entry in lookup(part)) for part in parts) >= 2
