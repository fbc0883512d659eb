"""The bidding territory and its cities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ftextract.entities import Entity
from ftextract.status import regex
from ftextract.view import folded_words, stands_in

Span = tuple[int, int]


def territory_of(
    places: Sequence[Entity], banners: Sequence[Entity], text: str, title: Span | None
) -> str | None:
    """The bidding territory: the place that title, bid and banner point at."""
    scores: Counter[str] = Counter()
    title_names = folded_words(text[title[0] : title[1]]) if title else ""
    for place in places:
        kind = place.attributes.get("kind")
        if kind in ("country", "site", "district"):
            continue
        name = place.name
        folded = folded_words(name)
        scores[name] += min(len(place.mentions), 6)
        if stands_in(folded, title_names):
            scores[name] += 8
        for mention in place.mentions:
            before = text[max(0, mention.start - 45) : mention.start]
            if _BID_OF.search(before):
                scores[name] += 4
            if _BIDS.match(text, mention.end):
                scores[name] += 3
        for banner in banners:
            if folded in folded_words(banner.name):
                scores[name] += 5
    if not scores:
        return None
    order = {place.name: -index for index, place in enumerate(places)}
    return max(scores, key=lambda name: (scores[name], order[name]))


_BID_OF = regex(
    r"""(?:candidatures?|dossier|label|labellisation|territoire|écosystème|métropole|capitale
    |cap\ sur|bannière)\ (?:[^\W\d_]+\ ){0,2}(?:de\ |d'|à\ |sur\ |du\ )?$"""
)
_BIDS = regex(
    r""",?\ (?:[^\W\d_]+\ ){0,2}(?:candidate?s?|veu[tlx]|veulent|vise|brigue|a\ choisi|décroche
    |obtient|labellisée?|lauréate?|capitale|postule|se\ porte|ne\ veu)\b"""
)


def cities_of(territory: str | None, places: Sequence[Entity], text: str) -> list[str]:
    """The communes that bid: the territory itself, or those that its joint name is made of."""
    if territory is None:
        return []
    cities = {
        folded_words(place.name): place.name
        for place in places
        if place.attributes.get("kind", "city") == "city" and place.name != territory
    }
    parts = [folded_words(part) for part in re.split(r"-|–|/|,|\ et\ ", territory) if part.strip()]
    whole = folded_words(territory)
    found = []
    for folded, name in cities.items():
        head = folded.split(" en ")[0].split(" sur ")[0].split(" les ")[0]
        if (len(parts) > 1 and (folded in parts or head in parts)) or folded == whole:
            found.append(name)
    if len(parts) > 1 and len(found) > 1:
        longest = {
            n
            for n in found
            if not any(o != n and folded_words(o).startswith(folded_words(n) + " ") for o in found)
        }
        return [name for name in found if name in longest]
    kinds = {place.name: place.attributes.get("kind", "city") for place in places}
    if kinds.get(territory) in ("region", "department", "area"):
        return _joint_cities(places, text)
    return [territory, *_partners(territory, places, text)]


def _partners(territory: str, places: Sequence[Entity], text: str) -> list[str]:
    """Cities joined to the territory as subjects: *Caen et Rouen*, *Nancy, Metz et Épinal*."""
    pattern = re.compile(
        rf"(?<!\w){re.escape(territory)}(?:, | et | - |-|/| & )(?P<other>[A-ZÀ-Þ][\w'-]+)(?=[^\w-])"
    )
    names = {place.name for place in places if place.attributes.get("kind", "city") == "city"}
    return [n for n in dict.fromkeys(m["other"] for m in pattern.finditer(text)) if n in names]


def _joint_cities(places: Sequence[Entity], text: str) -> list[str]:
    joined = re.compile(
        r"(?:[A-ZÀ-Þ][\w'-]+,\ )*[A-ZÀ-Þ][\w'-]+(?:,\ (?=Le\ )|\ et\ )(?:Le\ )?[A-ZÀ-Þ][\w'-]+"
    )
    names = [place.name for place in places if place.attributes.get("kind", "city") == "city"]
    for match in joined.finditer(text):
        found = [name for name in names if stands_in(name, match.group())]
        if len(found) > 1:
            return found
    return []
