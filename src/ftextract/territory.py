"""The bidding territory: of an article's places and what its banner names, the likeliest.

A linear model chooses, by where each name stands (title, first paragraphs), how often it comes
back, which bodies are called after it and what it shares with the banner;
``scripts/fit_territory.py`` fits its weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ftextract.banner import Banner, parts_of
from ftextract.gazetteer import lookup
from ftextract.standing import Scene, Standing, far, has_words, known, most, words_of
from ftextract.view import folded_words
from ftextract.weights import Table, tables_of, weigh

SIGNS = (
    "lead|title", "banner", "shape", "bodies|rank", "kind|department", "order", "held", "holds",
    "mentions", "share|kind", "bid", "bodies", "to top", "after", "lead", "tail words", "joint",
)  # fmt: skip
WEIGHTS = "territory"

_JOINER = re.compile(r" ?[-–/] ?| et (?:l'|la |le )?")
_RANK, _MENTIONED, _BODIES, _HELD, _WORDS, _BID = 3, 6, 3, 2, 4, 2  # more make no difference
_QUARTERS = 4
_SHORTEST = 3  # characters of what a banner may name


class Option(NamedTuple):
    """A name that may be the territory's, and what it is to the banner."""

    place: Standing
    banner: str
    part: str = ""  # of the banner's name, if the article does not name it elsewhere


def territory_of(scene: Scene, banner: Banner | None) -> Standing | None:
    """The bidding territory, if the article names any place."""
    options = options_of(scene, banner)
    if not options:
        return None
    tables = _tables()
    scores = [weigh(tables, values) for values in signs_of(options, scene)]
    return options[max(range(len(scores)), key=lambda index: (scores[index], -index))].place


@cache
def _tables() -> list[Table]:
    return tables_of(WEIGHTS, SIGNS)


def options_of(scene: Scene, banner: Banner | None) -> list[Option]:
    """The names that may be the territory's: the article's places, then what the banner names."""
    tail = folded_words(banner.tail) if banner else None
    options = [
        Option(place, _to_banner(place, tail))
        for place in scene.named.values()
        if place.kind != "country"
    ]
    options = [
        option
        for option in options
        if option.place.is_apparent or option.banner not in ("apart", "none", "nameless")
    ] or options
    for name, part in _named_by(banner):
        key = folded_words(name)
        if banner is None or key in scene.named:
            continue
        entry = known(name)
        kind = f"tail {entry.kind if entry else len(scene.parts_of(key))}"
        place = Standing(name, key, kind, entry, banner.spans)
        place.titled = "first" if has_words(scene.title, key) else "no"
        place.lead = "later" if place.first < scene.lead_end else "no"
        scene.lend(place)
        options.append(Option(place, "equal" if part == "whole" else "part", part))
    return options


def _named_by(banner: Banner | None) -> Iterator[tuple[str, str]]:
    """What a banner may name, each once: all beside the label, the parts around it, and those
    without the words of brands (*Tarentaise* of *Tarentaise Outdoor Tech*).
    """
    if banner is None:
        return
    parts = parts_of(banner.name)
    names = [(banner.tail, "whole")]
    if len(parts) > 1:
        names += [(parts[0], "first part"), (parts[-1], "last part")]
    names += [(_without_brand(part), "without brand") for part in parts]
    seen = set()
    for name, part in names:
        key = folded_words(name)
        if len(key) >= _SHORTEST and name[:1].isupper() and key not in seen:
            seen.add(key)
            yield name, part


def _without_brand(part: str) -> str:
    brand = words_of("brand")
    words = part.split()
    while words and (words[0].lower() in brand or words[0].islower()):
        del words[0]
    while words and (words[-1].lower() in brand or words[-1].islower()):
        del words[-1]
    return " ".join(words)


def _to_banner(place: Standing, tail: str | None) -> str:
    """What a place is to what the (folded) banner names, if there is one."""
    if tail is None:
        return "none"
    if not tail:
        return "nameless"
    if place.folded == tail:
        return "equal"
    if has_words(tail, place.folded):
        return "held first" if tail.startswith(place.folded) else "held"
    if has_words(tail, place.head):
        return "head held"
    return "holds" if has_words(place.folded, tail) else "apart"


def signs_of(options: Sequence[Option], scene: Scene) -> Iterator[tuple[str, ...]]:
    """The values of ``SIGNS`` for each option."""
    places = [option.place for option in options]
    counts = sorted((place.count for place in places), reverse=True)
    ranks = {count: sum(other > count for other in counts[:_RANK]) for count in set(counts)}
    order = {id(p): i for i, p in enumerate(sorted(places, key=lambda p: (p.first, -len(p.name))))}
    chief = max(scene.departments, key=lambda d: (scene.departments[d], d), default=None)
    for option, place in zip(options, places, strict=True):
        titled = place.titled if place.titled != "no" or scene.titled else "no place"
        count = place.count
        department = place.entry.department if place.entry else None
        parts = scene.parts_of(place.folded)
        bodies = min(place.bodies, _BODIES)
        yield (
            f"{place.lead}|{titled}",
            option.banner,
            _shape(place.name),
            f"{bodies}|{ranks[count]}",
            f"{place.kind}|{department == chief}",
            str(min(order[id(place)], _RANK)),
            str(place.folded in scene.inner),
            f"{min(len(parts), _HELD)}|{place.kind}",
            str(min(count, _MENTIONED)),
            f"{_QUARTERS * count // counts[0]}|{place.kind}",
            str(min(scene.beside.before(place.spans).count("bid"), _BID)),
            str(bodies),
            _to_top(place, scene),
            most(scene.beside.after(place.spans)),
            place.lead,
            _tail_words(option, scene),
            _joint(parts),
        )


def _to_top(place: Standing, scene: Scene) -> str:
    """What a name is to the place that stands out: the same, one that holds it, near or far."""
    if scene.top and place is not scene.top and has_words(place.folded, scene.top.folded):
        return "holds"
    return far(place, scene.top)


def _shape(name: str) -> str:
    """Whether a name begins with a noun of areas, or in lower case; if it is joint; its length."""
    words = name.split()
    first = words[0].lower()
    head = "area" if first in words_of("area") else "low" if name[0].islower() else "name"
    joint = "-" if _JOINER.search(name) else ""
    return f"{head}{joint}{min(len(words), _WORDS)}"


def _joint(parts: Sequence[Standing]) -> str:
    """How many towns a name holds, and how many of these the title names."""
    titled = sum(part.titled != "no" for part in parts)
    return f"{min(len(parts), _HELD)}|{min(titled, _HELD)}" if parts else "-"


def _tail_words(option: Option, scene: Scene) -> str:
    """Whether the words of what only the banner names are those of brands or of places."""
    if not option.part:
        return "-"
    words = option.place.name.split()
    brands = any(word.lower() in words_of("brand") for word in words)
    folded = option.place.folded.split()
    hits = sum(word in scene.named or word in scene.inner or bool(lookup(word)) for word in folded)
    return f"{option.part}|{brands}|{'all' if hits == len(folded) else 'some' if hits else 'none'}"
