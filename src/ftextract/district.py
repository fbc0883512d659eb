"""The digital district: the quarters and buildings where a bid lives or would live.

A linear model weighs, of each quarter, site and incubator that an article names, what the text
tells of it (``district_signs``). ``scripts/fit_district.py`` fits its weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from math import fsum
from operator import itemgetter

from ftextract.district_signs import Ground, Spot, around, of_name
from ftextract.entities import Entity
from ftextract.lexicon import load
from ftextract.rule import Candidate, places_of_words
from ftextract.view import folded_words
from ftextract.weights import weights

WEIGHTS = "district"
LIKELY = -1.0  # a place that weighs more is put forward
HOPELESS = -2.7  # one whose name and kind weigh less hardly ever is: what it stands in is not read

_PLACES = ("site", "district")
_TOWNS = ("city", "area")
_OF = re.compile(r"\w+ (?:de la |de l'|de |du |des |d')?(?:L[ea]s? )?")  # behind which a name is


def district_of(spots: Sequence[Spot], ground: Ground) -> list[Spot]:
    """The places that are put forward, in order; of two spellings of one name, the likelier."""
    best: dict[str, tuple[float, Spot]] = {}
    for spot in spots:
        told = 0.0
        for weight in _weights_of(of_name(spot, len(spots), ground)):
            told += weight
        if told < HOPELESS:
            continue
        # A set has no order; but in whatever order fsum adds, the sum is the same to the last bit.
        likely = told + fsum(_weights_of(around(spot, ground)))
        if likely > LIKELY:
            name = " ".join(word.rstrip("s") for word in folded_words(spot.entity.name).split())
            best[name] = max(best.get(name, (likely, spot)), (likely, spot), key=itemgetter(0))
    return sorted((spot for _, spot in best.values()), key=lambda spot: spot.mentions[0].start)


def _weights_of(signs: Iterable[tuple[str, str]]) -> Iterator[float]:
    """What those of some signs weigh that weigh something."""
    return filter(None, map(_weights().get, signs))


@cache
def _weights() -> dict[tuple[str, str], float]:
    return {
        (sign, value): weight
        for sign, table in weights(WEIGHTS).items()
        for value, weight in table.items()
    }


def spots_of(places: Iterable[Entity], incubators: Iterable[Entity], text: str) -> list[Spot]:
    """The places that may be put forward, in order.

    An incubator that the article names as a place too, here *à la Turbine*, there *la Turbine
    recrute*, is one spot with all its mentions.
    """
    supports = {entity.name: entity for entity in incubators}
    introduced = _introduced(text)
    found = []
    for place in places:
        kind = _kind(place, introduced)
        if kind is None:
            continue
        mentions = place.mentions
        if place.name in supports:
            mentions = sorted([*mentions, *supports.pop(place.name).mentions], key=_start)
        found.append(Spot(place, kind, mentions))
    found += [Spot(entity, "support", entity.mentions) for entity in supports.values()]
    found.sort(key=lambda spot: spot.mentions[0].start)
    return found


def _start(mention: Candidate) -> int:
    return mention.start


def _kind(place: Entity, introduced: Set[int]) -> str | None:
    """The kind of spot that a place is, if it may be one."""
    kind: str | None = place.attributes.get("kind")
    if kind in _PLACES:
        return None if place.name.split(" ", 1)[0] in load("district")["street"].surfaces else kind
    if introduced and kind in _TOWNS and any(m.start in introduced for m in place.mentions):
        return "introduced"
    return None


def _introduced(text: str) -> set[int]:
    """Where names start that a noun like *zone* introduces: *zone de [Marolles]*."""
    places = places_of_words(text)
    nouns = load("district")["introduces"]
    matches = (_OF.match(text, start) for noun in nouns for start in places.get(noun, ()))
    return {match.end() for match in matches if match}
