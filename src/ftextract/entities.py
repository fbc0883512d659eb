"""From mentions to entities: what one article says of each organization, place, person, event.

A name found once is found at every place where it stands. Spelling variants (case, accents,
hyphens, apostrophes), short forms, acronyms and family names join the entity of the full form,
as long as they can mean only one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ftextract.resolver import choose
from ftextract.rule import WORD, Candidate, Label, fold, places_of_words
from ftextract.rules.names import LETTER
from ftextract.view import folded_words

REPEAT = "entities.repeat"  # the rule of a further occurrence of a name
_NAME_LABELS: tuple[Label, ...] = ("ORG", "LOC", "PER", "EVENT")
_SPREADING = 3  # a name shorter than this is too likely something else elsewhere


@dataclass
class Entity:
    """One organization, place, person or event and all its mentions, in order."""

    label: Label
    name: str
    mentions: list[Candidate]
    words: list[str]  # of the name, for comparison: no accents, no case
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def surfaces(self) -> list[str]:
        """The distinct spellings, in order of first mention."""
        return list(dict.fromkeys(mention.attributes["surface"] for mention in self.mentions))

    @property
    def aliases(self) -> list[str]:
        """The spellings other than the name."""
        if len(self.mentions) == 1 and self.mentions[0].attributes["surface"] == self.name:
            return []
        return [surface for surface in self.surfaces if surface != self.name]


def spread(mentions: Sequence[Candidate], text: str) -> list[Candidate]:
    """Add every further occurrence of the names that were found, where nothing else stands.

    The names are looked for in one pass, longest first; a person's family name counts as one.
    """
    mentions = _titled_people(mentions, text)
    known: dict[str, tuple[Label, str]] = {}
    counts: Counter[tuple[str, Label]] = Counter()
    for mention in mentions:
        if mention.label in _NAME_LABELS:
            counts[text[mention.start : mention.end], mention.label] += 1
    for (surface, label), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(surface) >= _SPREADING and surface not in known:
            known[surface] = (label, surface)
    for mention in mentions:
        if mention.label == "PER":
            surface = text[mention.start : mention.end]
            family = _family_name(surface)
            if len(family) > _SPREADING:
                known.setdefault(family, ("PER", surface))
    if not known:
        return list(mentions)
    taken = {(mention.start, mention.end) for mention in mentions}
    repeats = [
        Candidate(start, end, known[text[start:end]][0], REPEAT)
        for start, end in _occurrences(known, text)
        if (start, end) not in taken and not _in_fixed_phrase(text, start)
    ]
    return choose([*mentions, *repeats])


def _titled_people(mentions: Sequence[Candidate], text: str) -> Sequence[Candidate]:
    """The mentions, with *Gaudin* a person throughout where the text says *M. Gaudin*."""
    titled = {text[m.start : m.end] for m in mentions if m.rule == "people.title"}
    if not titled:
        return mentions
    return [
        Candidate(m.start, m.end, "PER", m.rule, m.attributes)
        if m.rule == "ner" and m.label in ("ORG", "EVENT") and text[m.start : m.end] in titled
        else m
        for m in mentions
    ]


_CAPITAL_PARTICLE = re.compile(r"(?:L[ea]s?|El|Ben|Van|Von|Da|Di|Al|Mac)$")


def _family_name(name: str) -> str:
    """The last word of a full name, with its capitalised particle: *Gaudin*, *Le Goff*."""
    words = name.split()
    if len(words) < 2:
        return ""
    first = -2 if len(words) > 2 and _CAPITAL_PARTICLE.match(words[-2]) else -1
    return " ".join(words[first:])


_BEGINS = re.compile(rf"(?<![{LETTER}\d])(?<![{LETTER}\d][-])")
_ENDS = re.compile(rf"(?![{LETTER}\d]|[-'][{LETTER}\d])")


def _occurrences(surfaces: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Where names stand as whole words, the longest at each place, without overlaps.

    A name is looked for only where its first word stands, together with all names of its length:
    what a text costs does not grow with the number of names in it.
    """
    places = places_of_words(text)
    alike: dict[tuple[str, int, int], set[str]] = {}
    for surface in surfaces:
        word = WORD.search(surface)
        if word is not None:
            key = word.group().lower(), word.start(), len(surface)
            alike.setdefault(key, set()).add(surface)
    spans = []
    for (first, offset, length), names in alike.items():
        for place in places.get(first, ()):
            start = place - offset
            if text[max(start, 0) : start + length] in names:
                spans.append((start, -start - length))
    position = 0
    for start, negative_end in sorted(spans):
        end = -negative_end
        if start >= position and _BEGINS.match(text, start) and _ENDS.match(text, end):
            yield start, end
            position = end


_FIXED_PHRASE = re.compile(r"\b(?:secrétaires?|ministres?|chefs?|coups?|hommes?|raison) d'$")


def _in_fixed_phrase(text: str, start: int) -> bool:
    """Whether what stands before a name makes a fixed phrase of it: *coup d'État*."""
    elided = "d'" in text[max(0, start - 3) : start]
    return elided and _FIXED_PHRASE.search(text, max(0, start - 16), start) is not None


def group(
    mentions: Iterable[Candidate], text: str, name_of: Callable[[str], str] = str
) -> list[Entity]:
    """Join the mentions of names into entities, in order of first mention.

    ``name_of`` gives the name under which a spelling goes, where a user has said so.
    """
    by_key: dict[tuple[Label, str], list[Candidate]] = defaultdict(list)
    keys: dict[str, str] = {}  # surface → its name for comparison
    for mention in mentions:
        if mention.label not in _NAME_LABELS:
            continue
        surface = " ".join(text[mention.start : mention.end].split())
        mention.attributes["surface"] = surface
        if surface not in keys:
            keys[surface] = folded_words(name_of(surface))
        by_key[mention.label, keys[surface]].append(mention)
    entities = [
        Entity(label, name_of(_best_name(found)), found, key.split())
        for (label, key), found in by_key.items()
    ]
    for label in _FORMS:
        entities = _merge(entities, label)
    for entity in entities:
        if len(entity.mentions) > 1:
            entity.mentions.sort(key=lambda mention: mention.start)
        for mention in entity.mentions:
            for key, value in mention.attributes.items():
                if key != "surface" and value is not None:
                    entity.attributes.setdefault(key, value)
    return sorted(entities, key=lambda entity: entity.mentions[0].start)


def _best_name(mentions: list[Candidate]) -> str:
    """The first spelling that is not in capitals throughout, unless all are."""
    surfaces = (str(mention.attributes["surface"]) for mention in mentions)
    first = next(surfaces)
    if not first.isupper():
        return first
    return next((surface for surface in surfaces if not surface.isupper()), first)


def _merge(entities: list[Entity], label: str) -> list[Entity]:
    """Merge each entity of a label into the one other that is its full form, if just one is."""
    forms = _FORMS[label]
    same = [entity for entity in entities if entity.label == label]
    filed: dict[str, list[Entity]] = defaultdict(list)
    for entity in same:
        for key in forms.of_full(entity):
            filed[key].append(entity)
    target: dict[int, Entity] = {}
    for entity in same:
        fulls = {
            id(other): other
            for key in forms.of_short(entity)
            for other in filed.get(key, ())
            if other is not entity and forms.are(entity, other)
        }
        if len(fulls) == 1:
            (target[id(entity)],) = fulls.values()
    if not target:
        return entities
    for entity in same:
        if id(entity) not in target:
            continue
        full = target[id(entity)]
        seen = {id(entity)}
        while id(full) in target and id(full) not in seen:
            seen.add(id(full))
            full = target[id(full)]
        if id(full) not in target:
            full.mentions.extend(entity.mentions)
        else:
            del target[id(entity)]
    return [entity for entity in entities if id(entity) not in target]


def _person_full(short: Entity, full: Entity) -> bool:
    """*Gaudin* or *J.-C. Gaudin* for *Jean-Claude Gaudin*."""
    short_words, full_words = short.words, full.words
    if len(full_words) < 2 or short_words == full_words:
        return False
    if len(short_words) == 1:
        return short_words[0] == full_words[-1]
    if fold(full.name).casefold().endswith(f" {fold(short.name).casefold()}"):
        return True  # Le Goff, de Villepin
    initials = [word.strip(".") for word in short_words[:-1]]
    return (
        short_words[-1] == full_words[-1]
        and all(len(initial) == 1 for initial in initials)
        and len(initials) <= len(full_words) - 1
        and all(w.startswith(i) for i, w in zip(initials, full_words, strict=False))
    )


def _organization_full(short: Entity, full: Entity) -> bool:
    """An acronym for its long form, or the whole head or tail of a longer name."""
    if any(mention.attributes.get("long") == full.name for mention in short.mentions):
        return True
    short_words, full_words = short.words, full.words
    if len(short_words) >= len(full_words):
        return False
    if short.name.isupper() and 3 <= len(short.name) <= 8 and len(full_words) >= 3:
        return short.name.lower() == _initials(full_words)
    proper = short.name[:1].isupper() and len(short.name) > _SPREADING
    return proper and full_words[: len(short_words)] == short_words


_COMMUNE_LINK = re.compile(r"-(?:en|sur|sous|les|lès|lez|la|le|de|du|d)-")


def _place_full(short: Entity, full: Entity) -> bool:
    """*Aix* for *Aix-en-Provence*: what stands before the link of a commune's name."""
    link = _COMMUNE_LINK.search(full.name)
    return link is not None and full.name[: link.start()] == short.name


_SMALL = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "pour", "a", "au"})


def _initials(words: Sequence[str]) -> str:
    return "".join([word[0] for word in words if word not in _SMALL])


@dataclass(frozen=True)
class _Forms:
    """How short and full forms of a label's names are found without trying all pairs.

    Two names are compared only if a key of the one as a full form is a key of the other as a
    short form.
    """

    are: Callable[[Entity, Entity], bool]
    of_full: Callable[[Entity], Iterable[str]]
    of_short: Callable[[Entity], Iterable[str]]


def _last_word(entity: Entity) -> list[str]:
    return entity.words[-1:]


def _keys_of_full_organization(entity: Entity) -> set[str]:
    """Its name, initials (in capitals, as no word is), and first word."""
    return {entity.name, _initials(entity.words).upper(), *entity.words[:1]}


def _keys_of_short_organization(entity: Entity) -> set[str]:
    """The long name that was given for it, itself as initials, and its first word."""
    long = {str(m.attributes["long"]) for m in entity.mentions if m.attributes.get("long")}
    return {*long, entity.name.upper(), *entity.words[:1]}


def _before_link(entity: Entity) -> list[str]:
    link = _COMMUNE_LINK.search(entity.name) if "-" in entity.name else None
    return [entity.name[: link.start()]] if link else []


_FORMS = {
    "PER": _Forms(_person_full, _last_word, _last_word),
    "ORG": _Forms(_organization_full, _keys_of_full_organization, _keys_of_short_organization),
    "LOC": _Forms(_place_full, _before_link, lambda entity: [entity.name]),
}
