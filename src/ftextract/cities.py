"""The communes that bid: the territory's own, those in its name, those that join it.

For each town of an article a linear model decides, by what it is to the territory and to the
banner, where it stands, which towns it is listed with and how far it lies.
``scripts/fit_territory.py`` fits its weights.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from math import exp

from ftextract.banner import Banner, class_of
from ftextract.lexicon import load
from ftextract.outline import Outline, Span
from ftextract.rule import alternatives
from ftextract.standing import Scene, Standing, far, has_words, most
from ftextract.view import folded_words
from ftextract.weights import Table, tables_of, weigh

SIGNS = (
    "kind of label", "mentions", "lead", "title", "share", "order", "population", "bodies",
    "before", "after", "run", "distance", "own", "own|speaks", "banner", "with banner",
    "department", "towns|own",
)  # fmt: skip
WEIGHTS = "cities"
LIKELY = 0.4  # a town that is likelier bids; F1 is the same from 0.35 to 0.45

_LISTED = re.compile(
    r",? (?:et|ou|puis|ainsi que|avec|comme|mais aussi)(?: de| d'| à)? $|, (?:de |à )?$"
    r"|, et (?:de |à )?$|-$| - $|/$| & $|,? et (?:jusqu'à|surtout) $"
)
_COMPETES = re.compile(
    rf"(?<!\w){alternatives(load('bid')['competes'])}(?!\w)", re.VERBOSE
)  # several for what not all can have
_NEAR = 20  # characters between two towns of a list
_MENTIONED, _RANK, _BODIES, _RUN, _TITLED, _SPOKEN = 5, 4, 2, 4, 3, 2  # more make no difference
_POPULATION = (3_000, 10_000, 25_000, 60_000, 150_000, 400_000)
_QUARTERS = 4
_LOOKED_AT = 4  # mentions of a town
_MANY = 9  # towns
_MOST = 9


def cities_of(
    territory: Standing | None, scene: Scene, banner: Banner | None, label: str | None
) -> list[str]:
    """The communes that bid, in the order of the article; the territory itself first."""
    if territory is None:
        return []
    towns = towns_of(territory, scene)
    tables = _tables()
    signs = signs_of(towns, territory, scene, banner, label)
    chosen = choose(towns, [weigh(tables, values) for values in signs], territory)
    chosen = [town for town in chosen if not _is_rival(town, territory, scene)]
    chosen.sort(key=lambda town: town is not territory)
    names = [town.name for town in chosen[:_MOST]]
    return [
        name
        for name in names
        if not any(other != name and other.startswith((f"{name}-", f"{name} ")) for other in names)
    ]


def choose(
    towns: Sequence[Standing], weights: Sequence[float], territory: Standing
) -> list[Standing]:
    """The towns that bid, given what the signs of each weigh.

    The territory itself does, if it is a town, and so do all towns of a joint name.
    """
    own = [_own(town, territory) for town in towns]
    named = [what in ("held", "head") for what in own]
    joint = sum(named) > 1
    return [
        town
        for town, weight, what, held in zip(towns, weights, own, named, strict=True)
        if what == "same" or (held and joint) or 1 / (1 + exp(-weight)) > LIKELY
    ]


def _is_rival(town: Standing, territory: Standing, scene: Scene) -> bool:
    """Whether a town of elsewhere is named only among those that compete for the label."""
    department = _department([territory], {id(territory)}, territory, scene)
    if _own(town, territory) != "no" or _same(town, department) != "False":
        return False
    sentences = {scene.outline.sentence(start) for start, _ in town.spans[:_LOOKED_AT]}
    return all(_COMPETES.search(scene.outline.low, *sentence) for sentence in sentences)


@cache
def _tables() -> list[Table]:
    return tables_of(WEIGHTS, SIGNS)


def towns_of(territory: Standing, scene: Scene) -> list[Standing]:
    """The towns that may bid: those that stand out, those that a sentence on a bid names, those
    in the territory's name, itself.
    """
    towns = [
        place
        for place in scene.named.values()
        if place.is_town
        and (place.is_apparent or _own(place, territory) != "no" or scene.speaking.at(place.first))
    ]
    entry = territory.entry
    if territory.folded not in scene.named and entry is not None and entry.kind == "city":
        towns.append(territory)
    return towns


def signs_of(
    towns: Sequence[Standing],
    territory: Standing,
    scene: Scene,
    banner: Banner | None,
    label: str | None,
) -> Iterator[tuple[str, ...]]:
    """The values of ``SIGNS`` for each town."""
    about = class_of(label)
    counts = sorted((town.count for town in towns), reverse=True)
    own = [_own(town, territory) for town in towns]
    anyone = "same" if "same" in own else "held" if {"held", "head"} & set(own) else "no"
    mine = {id(town) for town, what in zip(towns, own, strict=True) if what != "no"}
    known = territory if territory.entry and territory.entry.latitude else scene.top
    centre = next((town for town in towns if id(town) in mine and town.entry), known)
    tail = folded_words(banner.tail) if banner else ""
    beside = scene.beside
    runs = _runs(towns, mine, scene.outline)
    order = {id(t): i for i, t in enumerate(sorted(towns, key=lambda town: town.first))}
    department = _department(towns, mine, territory, scene)
    beside_banner = (
        {scene.outline.sentence(start) for start, _ in banner.spans} if banner else set()
    )
    many = min(len(towns), _MANY) // 2
    titled = min(sum(town.titled != "no" for town in towns), _TITLED)
    for town, what in zip(towns, own, strict=True):
        count = town.count
        size = (town.entry.population or 0) if town.entry else None
        yield (
            about,
            str(min(count, _MENTIONED)),
            f"{town.lead}|{what}",
            f"{town.titled}|{titled}",
            str(_QUARTERS * count // counts[0]),
            f"{min(order[id(town)], _RANK)}|{territory.kind}|{anyone}",
            "-" if size is None else str(bisect_right(_POPULATION, size)),
            str(min(town.bodies, _BODIES)),
            most(beside.before(town.spans)),
            most(beside.after(town.spans)),
            runs.get(id(town), "-"),
            far(town, centre),
            what,
            f"{what}|{_speaks(town, scene)}",
            _in_banner(town, tail, banner),
            _with_banner(town, beside_banner, scene.outline, banner, runs.get(id(town), "-")),
            f"{_same(town, department)}|{what}|{territory.kind}",
            f"{many}|{what}",
        )


def _with_banner(
    town: Standing, sentences: set[Span], outline: Outline, banner: Banner | None, run: str
) -> str:
    """How often a town stands in a sentence with the banner, and how long its list is."""
    hits = sum(outline.sentence(start) in sentences for start, _ in town.spans[:_LOOKED_AT])
    return f"{min(hits, _SPOKEN)}|{banner is not None}|{run[-1:]}"


def _department(
    towns: Sequence[Standing], mine: set[int], territory: Standing, scene: Scene
) -> str | None:
    """The department of the territory: its chief town's, its own, the article's."""
    own = [town for town in towns if id(town) in mine]
    entry = max(own, key=lambda town: town.count, default=territory).entry
    if entry is not None and entry.department:
        return entry.department
    return max(scene.departments, key=lambda d: (scene.departments[d], d), default=None)


def _same(town: Standing, department: str | None) -> str:
    """Whether a town lies in a department, if that is known."""
    if town.entry is None or department is None:
        return "-"
    return str(town.entry.department == department)


def _own(town: Standing, territory: Standing) -> str:
    """What a town is to the territory: itself, held in its name, or neither."""
    if town.folded == territory.folded:
        return "same"
    if has_words(territory.folded, town.folded):
        return "held"
    if has_words(territory.folded, town.head):
        return "head"
    return "holds" if has_words(town.folded, territory.folded) else "no"


def _in_banner(town: Standing, tail: str, banner: Banner | None) -> str:
    """What a town is to the banner's name."""
    if banner is None:
        return "none"
    if has_words(tail, town.folded):
        return "equal" if tail == town.folded else "held"
    return "head" if has_words(tail, town.head) else "apart"


def _speaks(town: Standing, scene: Scene) -> str:
    """How many of the sentences of a town speak of a bid, and whether all do."""
    starts = [start for start, _ in town.spans[:_LOOKED_AT]]
    hits = sum(map(scene.speaking.at, starts))
    return f"{min(hits, _SPOKEN)}|{hits == len(starts)}"


def _runs(towns: Sequence[Standing], mine: set[int], outline: Outline) -> dict[int, str]:
    """Of each town, by its id, the list that says most: whether own towns are in it, its length."""
    mentions = sorted(
        (start, end, index) for index, town in enumerate(towns) for start, end in town.spans
    )
    runs: list[list[Standing]] = []
    reached = -1
    for start, end, index in mentions:
        near = reached >= 0 and start - reached < _NEAR
        if near and _LISTED.fullmatch(outline.text[reached:start]):
            runs[-1].append(towns[index])
        else:
            runs.append([towns[index]])
        reached = end
    best: dict[int, tuple[bool, int]] = {}
    for run in runs:
        says = any(id(town) in mine for town in run), min(len(run), _RUN)
        for town in run:
            best[id(town)] = max(best.get(id(town), says), says)
    return {key: f"{own}{length}" for key, (own, length) in best.items()}
