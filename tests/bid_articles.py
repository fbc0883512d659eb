"""Short articles with the names that the tests of bids say stand in them."""

from __future__ import annotations

import re

from ftextract.entities import Entity
from ftextract.linking import Name, link
from ftextract.outline import Outline, Span
from ftextract.rule import Candidate
from ftextract.standing import Scene
from ftextract.view import View, folded_words


def outline_of(text: str) -> Outline:
    """An article, one block per line; the first of several is the title."""
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    kinds = ["title" if len(spans) > 1 else "paragraph", *["paragraph"] * (len(spans) - 1)]
    return Outline(View(text, [(0, len(text))]), list(zip(kinds, spans, strict=True)))


def entity(label: str, text: str, name: str, kind: str | None = None) -> Entity:
    """A name with all its places in a text."""
    spans = [m.span() for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]
    assert spans, name
    mentions = [Candidate(*span, label, "ner", {}) for span in spans]
    return Entity(label, name, mentions, folded_words(name).split(), {"kind": kind})


def scene_of(text: str, kinds: dict[str, str], bodies: tuple[str, ...] = ()) -> Scene:
    """The scene of a text with some places, by name, and bodies."""
    places = [entity("LOC", text, name, kind) for name, kind in kinds.items()]
    places.sort(key=lambda place: place.mentions[0].start)
    links = link(
        [
            Name(p.name, p.attributes["kind"], (p.mentions[0].start, p.mentions[0].end))
            for p in places
        ],
        text,
    )
    return Scene(
        places, links, [entity("ORG", text, name, "public") for name in bodies], outline_of(text)
    )
