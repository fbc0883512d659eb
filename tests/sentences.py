"""Sentences for the tests of trades and leading companies, with the names that stand in them."""

from __future__ import annotations

import re

from ftextract.entities import Entity
from ftextract.outline import Outline
from ftextract.rule import Candidate, Label
from ftextract.tokens import COMPANY, Sentences
from ftextract.view import View, folded_words

FIRMS = ("Orbem", "Morand", "Kerlys")
PLACES = ("Brest", "Cestas", "Kergrist", "Finistère")


def outline_of(text: str) -> Outline:
    """An article of one paragraph."""
    return Outline(View(text, [(0, len(text))]), [("paragraph", (0, len(text)))])


def entity(text: str, name: str, **attributes: str) -> Entity:
    """An organization with all the places where it is named."""
    spans = [m.span() for m in re.finditer(rf"\b{re.escape(name)}\b", text)]
    mentions = [Candidate(*span, "ORG", "ner", {}) for span in spans]
    return Entity("ORG", name, mentions, folded_words(name).split(), dict(attributes))


def one_by_one(text: str, name: str) -> list[Entity]:
    """Each place where an organization is named as an entity of its own."""
    mentions = entity(text, name).mentions
    return [Entity("ORG", name, [mention], [name.lower()]) for mention in mentions]


def sentences_of(text: str) -> Sentences:
    """The sentences of a text that names ``FIRMS``, ``PLACES`` and counts salaried people."""
    mentions = [
        *_mentions(text, rf"\b(?:{'|'.join(FIRMS)})\b", "ORG"),
        *_mentions(text, rf"\b(?:{'|'.join(PLACES)})\b", "LOC"),
        *_mentions(text, r"\b\d[\d ]* [^\W\d]+\b", "FIG", unit="count"),
    ]
    kinds = {mention.start: COMPANY for mention in mentions if mention.label == "ORG"}
    return Sentences(outline_of(text), sorted(mentions, key=lambda m: m.start), kinds)


def _mentions(text: str, pattern: str, label: Label, **attributes: str) -> list[Candidate]:
    return [
        Candidate(*m.span(), label, "ner", dict(attributes)) for m in re.finditer(pattern, text)
    ]
