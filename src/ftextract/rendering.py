"""From what was found (offsets of the view) to the models of a profile (offsets of the source)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ftextract.entities import Entity
from ftextract.linking import Link
from ftextract.models import (
    DateMention,
    Document,
    Figure,
    Passage,
    Place,
    Topic,
)
from ftextract.outline import Span
from ftextract.rule import Candidate
from ftextract.view import View

_TECHNOPOLE_OF = re.compile(r"\btechnop[oô]le (?:de la |de l'|de |du |des |d')$")
_QUARTER_OF = re.compile(r"\b(?:éco)?quartier de $")
_ARTICLE = re.compile(r"L(?:[ea]s? |')")
_LEAD = 24  # characters
_DATE_VALUES = ("when", "from", "to", "mod", "earliest", "latest", "edtf")


class Renderer:
    """Makes the models of one article's profile."""

    def __init__(self, document: Document, view: View) -> None:
        self._text = document.text
        self._view = view

    def span(self, start: int, end: int) -> dict[str, Any]:
        """Source offsets and the source's text for a stretch of the view."""
        start, end = self._view.to_source(start, end)
        return {"start": start, "end": end, "text": self._text[start:end]}

    def _stated(self, start: int, end: int, rule: str) -> dict[str, Any]:
        """The same, and the rule that found it: what makes a mention."""
        start, end = self._view.to_source(start, end)
        return {"start": start, "end": end, "text": self._text[start:end], "rule": rule}

    def passage(self, span: Span) -> Passage:
        """A stretch of text."""
        return Passage(**self.span(*span))

    def mentions(self, entity: Entity) -> list[dict[str, Any]]:
        """An entity's mentions, to be validated together with the entity."""
        return [self._stated(m.start, m.end, m.rule) for m in entity.mentions]

    def quarter(self, place: Place, entity: Entity) -> Place:
        """A place as the text presents it as a quarter: *quartier de La Constance*.

        The designator is outside of the place's own mentions, as in the annotation scheme. Of a
        quarter it is taken where the name keeps its article: *quartier de la [Borderie]* is not.
        """
        starts = [self._presented(mention) for mention in entity.mentions]
        if starts[0] == entity.mentions[0].start:
            return place
        mentions = [
            self._stated(start, mention.end, mention.rule)
            for start, mention in zip(starts, entity.mentions, strict=True)
        ]
        return Place.model_validate(
            {**place.model_dump(), "name": mentions[0]["text"], "mentions": mentions}
        )

    def _presented(self, mention: Candidate) -> int:
        text = self._view.text
        low = max(0, mention.start - _LEAD)
        found = _TECHNOPOLE_OF.search(text, low, mention.start)
        if found is None and _ARTICLE.match(text, mention.start, mention.end):
            found = _QUARTER_OF.search(text, low, mention.start)
        return found.start() if found else mention.start

    def figure(self, mention: Candidate, topic: Topic) -> Figure:
        """A figure, with the topic that was decided for it."""
        attributes = mention.attributes
        return Figure.model_validate(
            {
                **self._stated(mention.start, mention.end, mention.rule),
                "quantity": number(attributes.get("quantity")),
                "quantityMin": number(attributes.get("quantityMin")),
                "quantityMax": number(attributes.get("quantityMax")),
                "unit": attributes["unit"],
                "commodity": attributes.get("commodity"),
                "precision": attributes.get("precision", "exact"),
                "topic": topic,
                "change": attributes.get("change"),
            }
        )

    def date(self, mention: Candidate) -> DateMention:
        """A date."""
        attributes = mention.attributes
        values = {name: attributes.get(name) for name in _DATE_VALUES}
        return DateMention.model_validate(
            {
                **values,
                **self._stated(mention.start, mention.end, mention.rule),
                "inconsistent": bool(attributes.get("inconsistent", False)),
            }
        )

    def place(self, entity: Entity, found: Link) -> Place:
        """A place, with what it was linked to."""
        entry = found.entry
        linked: dict[str, Any] = {}
        if entry:
            linked = {
                "geonames_id": entry.geonames_id,
                "latitude": entry.latitude,
                "longitude": entry.longitude,
                "department": entry.department,
                "region": entry.region,
                "country": entry.country,
            }
        return Place.model_validate(
            {
                "name": entity.name,
                "kind": entity.attributes["kind"],
                "mentions": self.mentions(entity),
                "candidates": [
                    {
                        "geonames_id": option.geonames_id,
                        "name": option.name,
                        "department": option.department,
                        "region": option.region,
                        "country": option.country,
                        "population": option.population,
                    }
                    for option in found.candidates
                ],
                **linked,
            }
        )


def number(value: Decimal | None) -> int | float | None:
    """A quantity as a plain number."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def spans_of(mentions: Sequence[Candidate]) -> list[Span]:
    """The offsets of mentions."""
    return [(mention.start, mention.end) for mention in mentions]
