"""The bidding territory and its cities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ftextract.banner import Banner
from ftextract.entities import Entity
from ftextract.gazetteer import lookup
from ftextract.lexicon import load
from ftextract.outline import Outline, Span, within
from ftextract.view import folded_words

_NOT_TERRITORIES = ("country", "site", "district")
_MENTIONS_AT_MOST = 6
_BODIES_AT_MOST = 4
_FIRST = 2  # for the title's first place
_AREA_TAIL = 17  # for what a banner names, if it is no town
_TITLE, _TAIL, _JOINT, _BIDDING = 8, 6, 5, 3
_CITIES_AT_MOST = 9
_COMES_BACK = 2  # mentions of a town that stands for an area
_CHIEF_AT_MOST = 3
# Words that make a brand of a banner, not a place.
_GENERIC = frozenset(
    [
        "valley",
        "east",
        "west",
        "est",
        "ouest",
        "culture",
        "mutuelle",
        "numerique",
        "digital",
        "mobility",
        "one",
        "in",
        "is",
        "the",
        "business",
        "tech",
        "metropole",
        "beauty",
        "food",
        "bio",
        "health",
    ]
)
_JOINER = re.compile(r" ?[-–/] ?| et (?:l'|la |le )?")
_TOWN_HALL = re.compile(
    r"(?:[Vv]ille|[Cc]ommunauté (?:urbaine|d'agglomération)|[Mm]étropole|[Mm]airie|[Aa]gglomération"
    r"|[Cc]onseil (?:municipal|communautaire)|Grand) (?:de |du |des |d')?(?P<after>[A-ZÀ-Þ].+)"
    r"|(?P<before>[A-ZÀ-Þ].+?) (?:[Mm]étropole|[Aa]gglomération|[Cc]ommunauté)"
)
_BEFORE = re.compile(
    r"""(?:candidatures?|dossier|label|labellisation|territoire|écosystème|métropole|capitale
    |cap\ sur|bannière|communauté)\ (?:[^\W\d_]+\ ){0,2}(?:de\ |d'|à\ |sur\ |du\ )?$""",
    re.VERBOSE | re.IGNORECASE,
)
_AFTER = re.compile(
    r""",?\ (?:[^\W\d_]+\ ){0,2}(?:candidate?s?|veu[tlx]|veulent|vise|brigue|a\ choisi|décroche
    |obtient|labellisée?|lauréate?|capitale|postule|se\ porte|ne\ veu|rêve|espère|retente)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def territory_of(
    places: Sequence[Entity],
    banner: Banner | None,
    outline: Outline,
    bodies: Sequence[Entity] = (),
) -> str | None:
    """The bidding territory: the place that title, bid and banner point at.

    ``bodies`` are organizations that may be named after it (*Lorient Agglomération*).
    """
    text, title = outline.text, outline.title
    scores: Counter[str] = Counter()
    able = [place for place in places if place.attributes.get("kind") not in _NOT_TERRITORIES]
    names = {folded_words(place.name): place.name for place in able}
    heads, named = _heads(names), _Bodies(bodies)
    tail = folded_words(banner.tail) if banner else ""
    first_titled = False
    for place in able:
        name, folded = place.name, folded_words(place.name)
        scores[name] += min(len(place.mentions), _MENTIONS_AT_MOST)
        for mention in place.mentions:
            if title and title[0] <= mention.start < title[1]:
                between = (
                    "entre " in text[max(title[0], mention.start - 30) : mention.start].lower()
                )
                scores[name] += 0 if between else _TITLE
                if not first_titled:
                    first_titled = True
                    scores[name] += 0 if between else _FIRST
                elif not text.endswith((" et ", ", ", "-"), 0, mention.start):
                    scores[name] -= _TITLE // 3
                break
        scores[name] += named.after(folded)
        for mention in place.mentions[:_MENTIONS_AT_MOST]:
            if _AFTER.match(text, mention.end) or _BEFORE.search(
                text, max(0, mention.start - 45), mention.start
            ):
                scores[name] += _BIDDING
        if tail and folded == tail:
            scores[name] += _AREA_TAIL if place.attributes.get("kind") == "area" else _TAIL + 3
        elif tail and _has_word(tail, folded):
            scores[name] += _TAIL
    for place in able:
        parts = _parts(place.name, heads)
        if parts:  # what both cities have in the article speaks for their joint name
            scores[place.name] += _JOINT + max(scores[names[part]] for part in parts) // 2
            if all(_has_word(folded_words(outline.title_text), part) for part in parts):
                scores[place.name] += _TITLE
    for body in bodies:
        town = _TOWN_HALL.fullmatch(body.name)
        name = (town["before"] or town["after"]) if town else ""
        if name and folded_words(name) not in names and any(e.kind == "city" for e in lookup(name)):
            scores[name] += _BIDDING * min(len(body.mentions), 2)
            if _has_word(folded_words(outline.title_text), folded_words(name)):
                scores[name] += _TITLE
    if banner and banner.tail and tail not in names and _is_territory(banner.tail, names):
        titled = (
            bool(title)
            and title is not None
            and any(title[0] <= start < title[1] for start, _ in banner.spans)
        )
        official = any(e.kind in ("region", "department") for e in lookup(banner.tail))
        scores[banner.tail] += _TAIL + 3 if official else _AREA_TAIL
        scores[banner.tail] += _TITLE * titled + min(len(banner.spans), 3)
        scores[banner.tail] += named.after(tail)
        joint = [name for folded, name in names.items() if _has_word(tail, _head(folded))]
        scores[banner.tail] += max((scores[name] - _TAIL for name in joint), default=0) * (
            len(joint) > 1 and _are_cities(joint, able)
        )
    if not scores:
        return None
    order = {name: -index for index, name in enumerate(scores)}
    best = max(scores, key=lambda name: (scores[name], order[name]))
    return _with_article(best)


class _Bodies:
    """Bodies by the words of their names."""

    def __init__(self, bodies: Sequence[Entity]) -> None:
        self._by_word: dict[str, list[tuple[str, int]]] = {}
        for body in bodies:
            name = folded_words(body.name)
            for word in set(name.split()):
                self._by_word.setdefault(word, []).append((name, len(body.mentions)))

    def after(self, folded: str) -> int:
        """How many mentions of bodies bear a place's name."""
        bodies = self._by_word.get(folded.partition(" ")[0], ())
        return min(sum(count for name, count in bodies if _has_word(name, folded)), _BODIES_AT_MOST)


def _head(folded: str) -> str:
    """A commune's name without its link: *aix* for *aix en provence*."""
    return _LINK.split(folded, 1)[0]


_LINK = re.compile(r" (?:en|sur|les|sous) ")


def _heads(names: Iterable[str]) -> dict[str, list[str]]:
    """The names that each name, or head of one, stands for."""
    heads: dict[str, list[str]] = {}
    for name in names:
        for form in {name, _head(name)}:
            heads.setdefault(form, []).append(name)
    return heads


def _has_word(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


def _parts(name: str, heads: dict[str, list[str]]) -> list[str]:
    """The article's cities that a joint name is made of: *Besançon-Belfort*."""
    parts = [part for part in _JOINER.split(name) if part]
    if len(parts) < 2 or any(entry.kind == "city" for entry in lookup(name)):
        return []
    whole = folded_words(name)
    found = [
        next((known for known in heads.get(folded_words(part), ()) if known != whole), None)
        for part in parts
    ]
    return [known for known in found if known] if all(found) else []


def _is_territory(tail: str, names: dict[str, str]) -> bool:
    """Whether what a banner names is a place: a known one, or several."""
    if any(entry.kind != "country" for entry in lookup(tail)):
        return True
    words = folded_words(tail).split()
    if words and (words[-1] in _GENERIC or words[0] in _GENERIC):
        return False
    covered = {word for name in names for word in name.split() if _has_word(" ".join(words), name)}
    known = {word for word in words if lookup(word)}
    if len(words) == 1:
        return False
    return (
        bool(covered or known) if len(tail) > 6 else all(w in covered or w in known for w in words)
    )


def _are_cities(joint: Sequence[str], places: Sequence[Entity]) -> bool:
    kinds = {place.name: place.attributes.get("kind") for place in places}
    return all(kinds.get(name) == "city" for name in joint)


def _with_article(name: str) -> str:
    """*Le Creusot-Montceau* for *Creusot-Montceau*: the article of a commune's name."""
    parts = _JOINER.split(name)
    joint = len(parts) > 1 and all(any(e.kind == "city" for e in lookup(part)) for part in parts)
    head = parts[0] if joint and not lookup(name) else name
    entry = next((e for e in lookup(head)[:1] if e.kind == "city"), None)
    if entry and re.match(rf"(?:Le|La|Les) {re.escape(head)}$", entry.name):
        return f"{entry.name.split()[0]} {name}"
    return name


# --- the cities


_LISTED = re.compile(
    r",? (?:et|ou|puis|ainsi que|avec|comme|mais aussi)(?: de| d'| à)? $|, (?:de |à )?$"
    r"|, et (?:de |à )?$|-$| - $|/$| & $|,? et (?:jusqu'à|surtout) $"
)


def cities_of(
    territory: str | None,
    places: Sequence[Entity],
    outline: Outline,
    banner: Banner | None,
    rivals: Sequence[Span] = (),
) -> list[str]:
    """The communes that bid: the territory itself, those in its name, those that join it.

    ``rivals`` are where the banners of others stand.
    """
    if territory is None:
        return []
    cities = [p for p in places if p.attributes.get("kind", "city") == "city"]
    names = {folded_words(place.name): place.name for place in cities}
    whole = folded_words(territory)
    kinds = {folded_words(place.name): place.attributes.get("kind") for place in places}
    found: dict[str, None] = {}
    if whole in names:
        found[names[whole]] = None
    for known in _parts(territory, _heads(names)) or _cities_in(whole, names):
        found[names[known]] = None
    if (
        not found
        and kinds.get(whole) in (None, "city")
        and any(e.kind == "city" for e in lookup(territory))
    ):
        found[territory] = None
    titled = outline.title_text and folded_words(outline.title_text)
    if not found and titled:
        found.update({names[n]: None for n in list(names) if _has_word(titled, _head(n))})
    own = {folded_words(name) for name in found} | {whole}
    others = sorted(start for start, _ in rivals)
    banners = sorted(start for start, _ in banner.spans) if banner else []
    for run in _runs(cities, outline):
        if _joins(run, own, outline, banners, others):
            for name in run.names:
                found[name] = None
    if not found and banner is not None:
        found.update(dict.fromkeys(_chief(cities)))
    kept = [_with_article(name) for name in found][:_CITIES_AT_MOST]
    return [
        name
        for name in kept
        if not any(other != name and other.startswith((f"{name}-", f"{name} ")) for other in kept)
    ]


def _chief(cities: Sequence[Entity]) -> list[str]:
    """The towns that an article on a department or an area comes back to."""
    counts = {c.name: len(c.mentions) for c in cities}
    often = max(_COMES_BACK, max(counts.values(), default=0) - 1)
    return [name for name, count in counts.items() if count >= often][:_CHIEF_AT_MOST]


def _cities_in(whole: str, names: dict[str, str]) -> list[str]:
    """The cities whose names, or heads of names, stand in a territory's."""
    found = []
    for known in names:
        head = _head(known)
        if known != whole and (
            _has_word(whole, known) or (head != known and _has_word(whole, head))
        ):
            found.append(known)
    return found


class _Run:
    """Cities that are listed one after the other in a sentence."""

    def __init__(self, start: int, end: int, names: list[str]) -> None:
        self.start, self.end, self.names = start, end, names


def _runs(cities: Sequence[Entity], outline: Outline) -> list[_Run]:
    mentions = sorted(
        (mention.start, mention.end, city.name) for city in cities for mention in city.mentions
    )
    runs: list[_Run] = []
    for start, end, name in mentions:
        between = outline.text[runs[-1].end : start] if runs and start - runs[-1].end < 20 else None
        if runs and between is not None and _LISTED.fullmatch(between):
            runs[-1].names.append(name)
            runs[-1].end = end
        else:
            runs.append(_Run(start, end, [name]))
    return runs


def _joins(
    run: _Run, own: set[str], outline: Outline, banners: Sequence[int], rivals: Sequence[int]
) -> bool:
    """Whether a list of cities is that of a bid's partners.

    ``banners`` and ``rivals`` are where the bid's banner and those of others begin, in order.
    """
    start, end = outline.sentence(run.start)
    if within(rivals, start, run.start):
        return False
    low = outline.low
    with_ = low.endswith("avec ", max(start, run.start - 6), run.start)
    if len(run.names) == 1 and not with_:
        return False
    words = load("candidacy")["union"]
    before = [
        words[m.group()] for m in words.whole.finditer(low, max(start, run.start - 90), run.start)
    ]
    if "parts" in before:
        return False
    after = [words[m.group()] for m in words.whole.finditer(low, run.end, min(end, run.end + 60))]
    speaks = _speaks(low, start, end) or bool(within(banners, start, end))
    if any(folded_words(name) in own for name in run.names):
        return len(run.names) > 1 and "parts" not in after and (speaks or "joins" in before + after)
    if not speaks or "joins" in before:
        return speaks
    if len(run.names) < 3:
        return False
    sentence = folded_words(outline.text[start:end])
    return "joins" in after or any(name in sentence for name in own if name)


_SPEAKS = re.compile(
    r"candidat|dossier|label|bannière|french tech|enseigne|signé|signataire|charte|territoire :"
)


def _speaks(low: str, start: int, end: int) -> bool:
    return _SPEAKS.search(low, start, end) is not None
