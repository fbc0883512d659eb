"""How the names stand in an article among which its territory and its cities are looked for.

A ``Standing`` is a name that may be a bidding place: a place that the article names, what its
banner names (*French Tech Pau Béarn*), or what a body is called after (*Lorient Agglomération*).
``Scene`` holds those of an article and what can be told of each of them cheaply: whether it
stands in the title, how often it comes back, which words stand beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import asin, cos, radians, sin, sqrt

from ftextract.entities import Entity
from ftextract.gazetteer import Entry, lookup
from ftextract.lexicon import load
from ftextract.linking import Link
from ftextract.outline import Outline, Span
from ftextract.phrases import words_at
from ftextract.rendering import spans_of
from ftextract.rule import places_of_words
from ftextract.view import folded_words

_SMALL = ("site", "district")  # kinds of places that hardly ever bid
_MENTIONS = 8  # of a name, that are looked at closely
_BEFORE, _AFTER = 34, 30  # characters beside a name in which its words are looked for
_LONGEST = 6  # words of a name that are looked through
_LINK = re.compile(r" (?:en|sur|les|sous) ")
_DISTANCES = (12.0, 30.0, 60.0, 120.0, 300.0)
_EARTH = 6371.0  # kilometres
_TOWN_HALL = re.compile(
    r"(?:[Vv]ille|[Cc]ommunauté (?:urbaine|d'agglomération|de communes)|[Mm]étropole|[Mm]airie"
    r"|[Aa]gglomération|[Cc]onseil (?:municipal|communautaire|départemental|régional)|[Rr]égion"
    r"|[Dd]épartement|Grand) (?:de la |de l'|de |du |des |d')?(?P<after>(?:[Pp]ays )?[A-ZÀ-Þ].+)"
    r"|(?P<before>[A-ZÀ-Þ].+?) (?:[Mm]étropole|[Aa]gglomération|[Cc]ommunauté)"
)
# Maison Carrée de Nîmes, géoparc de Haute-Provence: what is not named but in the names of others
_CORE = re.compile(
    r"(?P<head>.+?) (?:de la |de l['’]|de |du |des |d['’])"
    r"(?P<core>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)*)"
)
_ARTICLE = re.compile(r"^L(?:e|a|es) ")
_PUNCTUATION = re.compile(r"\W+")
_SPEAKS = re.compile(
    r"candidat|dossier|label|bannière|french tech|enseigne|signé|signataire|charte|territoire :"
)
_STOP = re.compile(r"[.;:!?()\n«»\"]")


@dataclass(slots=True)
class Standing:
    """A name that may be a bidding place, and how it stands in the article."""

    name: str
    folded: str
    kind: str  # of the place; "tail" or "body" for what is named only so
    entry: Entry | None = None
    spans: Sequence[Span] = ()
    count: int = 0  # of mentions
    first: int = 0  # where it stands first
    head: str = ""  # the name without its link: *aix* for *aix en provence*
    titled: str = "no"
    lead: str = "no"
    bodies: int = 0  # mentions of bodies that are called after it

    def __post_init__(self) -> None:
        self.count, self.first = len(self.spans), self.spans[0][0]
        longer = self.folded.count(" ") > 1
        self.head = _LINK.split(self.folded, maxsplit=1)[0] if longer else self.folded

    @property
    def is_apparent(self) -> bool:
        """Whether anything speaks for it but one mention somewhere below."""
        return self.count > 1 or self.lead != "no" or self.titled != "no" or self.bodies > 0

    @property
    def is_town(self) -> bool:
        """Whether it is a commune, as far as is known."""
        return self.kind == "city" or (
            self.kind.startswith(("body", "core"))
            and self.entry is not None
            and self.entry.kind == "city"
        )


class Scene:
    """The names of an article that may be bidding places."""

    def __init__(
        self,
        places: Sequence[Entity],
        links: Sequence[Link],
        bodies: Sequence[Entity],
        outline: Outline,
    ) -> None:
        self.outline = outline
        self.title = _PUNCTUATION.sub(" ", folded_words(outline.title_text))
        self.lead_end = outline.lead[-1][1] if outline.lead else 0
        self.beside, self.speaking = Beside(outline.text), Speaking(outline)
        self.named: dict[str, Standing] = {}
        self._parts: dict[str, list[Standing]] = {}
        self._passed_over: list[Entity] = []
        for place, link in zip(places, links, strict=True):
            small = place.attributes.get("kind") in _SMALL and len(place.mentions) == 1
            if small and place.mentions[0].start >= self.lead_end:
                self._passed_over.append(place)
            else:
                self._add_place(place, link)
        self._add_bodies(bodies)
        self._add_cores(places)
        self.titled = self._titled()
        self._find_lead()
        self.departments: Counter[str] = Counter()
        for standing in self.named.values():
            self.lend(standing)
            if standing.entry and standing.entry.department:
                self.departments[standing.entry.department] += standing.count

    def _titled(self) -> list[Standing]:
        """The names that stand in the title, in order."""
        named = [place for place in self.named.values() if has_words(self.title, place.folded)]
        named.sort(key=lambda place: f" {self.title} ".index(f" {place.folded} "))
        for index, place in enumerate(named):
            place.titled = "later" if index else "first"
        return named

    def _find_lead(self) -> None:
        """Note which names stand in the first paragraphs, and which is the first there."""
        below = self.outline.title[1] if self.outline.title else 0
        early: list[tuple[int, int]] = []
        places = list(self.named.values())
        for index, place in enumerate(places):
            if place.first < self.lead_end:
                place.lead = "later"
                starts = [start for start, _ in place.spans[:2]]
                early += [(start, index) for start in starts if below <= start < self.lead_end]
        if early:
            places[min(early)[1]].lead = "first"

    def lend(self, place: Standing) -> None:
        """Give a joint name what all of its towns have: to *Lorient-Vannes* a title that names
        *Lorient* and *Vannes*.
        """
        parts = self.parts_of(place.folded)
        if len(parts) < 2 or (place.entry and place.entry.kind == "city"):
            return
        place.kind = "joint" if place.kind in ("city", "area") else place.kind
        place.count += min(part.count for part in parts)
        place.first = min(place.first, *(part.first for part in parts))
        if place.titled == "no" and all(part.titled != "no" for part in parts):
            place.titled = "first" if any(part.titled == "first" for part in parts) else "later"
        if place.lead != "first" and all(part.lead != "no" for part in parts):
            place.lead = "first" if any(part.lead == "first" for part in parts) else "later"

    @cached_property
    def top(self) -> Standing | None:
        """The place that the title names first, else the one that comes back most."""
        towns = [place for place in self.titled if place.kind != "country"]
        return next(iter(towns), None) or max(
            self.named.values(), key=lambda place: place.count, default=None
        )

    def _add_place(self, place: Entity, link: Link) -> None:
        entry = link.entry or (link.candidates[0] if link.candidates else None)
        kind = str(place.attributes.get("kind"))
        name, entry = _proper(place.name, entry)
        key = folded_words(name)
        spans = spans_of(place.mentions)
        if key in self.named:
            spans = sorted({*self.named[key].spans, *spans})
        self.named[key] = Standing(name, key, kind, entry, spans)

    def _add_bodies(self, bodies: Sequence[Entity]) -> None:
        by_word: dict[str, list[tuple[str, int]]] = {}
        for body in bodies:
            town = _TOWN_HALL.fullmatch(body.name)
            name = (town["before"] or town["after"]) if town else ""
            key = folded_words(name)
            if key and key not in self.named:
                self._add_part("body", name, known(name), spans_of(body.mentions))
            folded = folded_words(body.name)
            for word in set(folded.split()):
                by_word.setdefault(word, []).append((folded, len(body.mentions)))
        for standing in self.named.values():
            near = by_word.get(standing.folded.partition(" ")[0])
            if near:
                standing.bodies = sum(n for name, n in near if has_words(name, standing.folded))

    def _add_cores(self, places: Sequence[Entity]) -> None:
        """Add towns that only sites are called after, and areas that only labelled places are."""
        labels = load("candidacy")["label"]
        for place in places:
            kind = place.attributes.get("kind")
            if kind == "city" or (kind != "site" and place.name[0].isupper()):
                continue  # Côte d'Azur, which is called after no town
            parts = _CORE.fullmatch(place.name)
            name = parts["core"] if parts else ""
            if parts is None or folded_words(name) in self.named:
                continue
            entry = known(name)
            if entry is not None or parts["head"] in labels:
                self._add_part("core", name, entry, spans_of(place.mentions))

    def _add_part(self, of: str, name: str, entry: Entry | None, spans: Sequence[Span]) -> None:
        """Add what is named only in the name of something else: of a body, the core of a site's."""
        key = folded_words(name)
        self.named[key] = Standing(name, key, f"{of} {entry.kind if entry else 0}", entry, spans)

    @cached_property
    def inner(self) -> set[str]:
        """What stands in longer (folded) names: *morlaix* for *gare de morlaix*."""
        found: set[str] = set()
        for words in (
            *(name.split() for name in self.named),
            *(place.words for place in self._passed_over),
        ):
            size = min(len(words), _LONGEST)
            for first in range(size):
                for last in range(first + 1, size + 1):
                    if last - first < size:
                        found.add(" ".join(words[first:last]))
        return found

    @cached_property
    def _first_words(self) -> dict[str, list[Standing]]:
        found: dict[str, list[Standing]] = defaultdict(list)
        for place in self.named.values():
            found[place.folded.partition(" ")[0]].append(place)
        return found

    def held_in(self, whole: str) -> list[Standing]:
        """The names that stand in a longer (folded) one, whole or without their link."""
        return [
            place
            for word in dict.fromkeys(whole.split())
            for place in self._first_words.get(word, ())
            if place.folded != whole
            and (has_words(whole, place.folded) or has_words(whole, place.head))
        ]

    def parts_of(self, whole: str) -> list[Standing]:
        """The towns in a (folded) name: *besancon belfort*, *pau bearn*."""
        if whole not in self._parts:
            self._parts[whole] = [place for place in self.held_in(whole) if place.is_town]
        return self._parts[whole]


def has_words(text: str, words: str) -> bool:
    """Whether some words stand in a text, side by side and whole."""
    return words in text and f" {words} " in f" {text} "


def known(name: str) -> Entry | None:
    """The place of a name that no article's context tells: the French one, if there is one."""
    entries = [entry for entry in lookup(name) if entry.kind != "country"]
    return next((entry for entry in entries if entry.country == "FR"), next(iter(entries), None))


def words_of(table: str) -> dict[str, str]:
    """A table of ``bid.toml``, in lower case."""
    return load("bid")[table].surfaces


class Speaking:
    """Whether sentences speak of a bid; each is looked at once."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._known: dict[Span, bool] = {}

    def at(self, offset: int) -> bool:
        """Whether the sentence at an offset speaks of a bid."""
        sentence = self._outline.sentence(offset)
        if sentence not in self._known:
            self._known[sentence] = _SPEAKS.search(self._outline.low, *sentence) is not None
        return self._known[sentence]


class Beside:
    """The words of ``bid.toml`` that stand before and behind the names of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        places = places_of_words(text)
        self._before = words_at(words_of("before"), places)
        self._after = words_at(words_of("after"), places)

    def before(self, spans: Sequence[Span]) -> list[str]:
        """The kinds of the words before a name, of each mention the nearest."""
        found = []
        for start, _ in spans[:_MENTIONS]:
            index = bisect_left(self._before, (start,)) - 1
            if index >= 0:
                place, kind = self._before[index]
                if place >= start - _BEFORE and not _STOP.search(self._text, place, start):
                    found.append(kind)
        return found

    def after(self, spans: Sequence[Span]) -> list[str]:
        """The kinds of the words behind a name, of each mention the nearest."""
        found = []
        for _, end in spans[:_MENTIONS]:
            index = bisect_left(self._after, (end,))
            if index < len(self._after):
                place, kind = self._after[index]
                if place < end + _AFTER and not _STOP.search(self._text, end, place):
                    found.append(kind)
        return found


def most(kinds: Sequence[str]) -> str:
    """The most frequent of some kinds of words, and whether it comes back, as a sign."""
    if not kinds:
        return "-"
    best = max(kinds, key=lambda kind: (kinds.count(kind), kind)) if len(kinds) > 1 else kinds[0]
    return f"{best}{min(kinds.count(best), 2)}"


def far(one: Standing | None, other: Standing | None) -> str:
    """How far two places lie from each other, as a sign."""
    if one is None or other is None or one is other:
        return "same" if one is other and one is not None else "-"
    distance = kilometres(one.entry, other.entry)
    return "-" if distance is None else str(bisect_right(_DISTANCES, distance))


def kilometres(one: Entry | None, other: Entry | None) -> float | None:
    """How far two places lie from each other, if both are known."""
    if one is None or other is None or None in (one.latitude, other.latitude):
        return None
    north, south = radians(one.latitude or 0), radians(other.latitude or 0)
    across = radians((one.longitude or 0) - (other.longitude or 0))
    half = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))


def _proper(name: str, entry: Entry | None) -> tuple[str, Entry | None]:
    """The proper form of a name: *Alençon* for *ALENCON PREPARE*, *Le Creusot* for *Creusot*."""
    if entry is not None:
        if entry.name == name:
            return name, entry
        if entry.kind != "city" and _ARTICLE.sub("", name) == entry.name:
            return entry.name, entry  # La Lorraine, where a sentence begins
        same = name.isupper() and folded_words(entry.name) == folded_words(name)
        return entry.name if same or _ARTICLE.sub("", entry.name) == name else name, entry
    if not name.isupper():
        return name, None
    words = name.split()
    for last in range(len(words) - 1, 0, -1):
        entry = known(" ".join(words[:last]))
        if entry is not None:
            return entry.name, entry
    return name, None
