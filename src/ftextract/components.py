"""The rule families as spaCy components, for any French pipeline.

>>> nlp.add_pipe("ftextract_figures")
>>> doc = nlp("Brest compte 7 000 entreprises.")
>>> doc.spans["figures"], doc.user_data["ftextract"]["figures"]

A component puts what its family finds into ``doc.spans`` under the family's name: spans of tokens,
maybe wider than what was found (a token such as ``M€.`` cannot be cut), with a label such as FIG
and the rule's name as ``span_id``. ``doc.user_data["ftextract"]`` holds the same with exact offsets
and the attributes, as plain data, so that docs can be saved and sent between processes. Dates are
relative to nothing here: those that need a publication date stay without a value.

spaCy imports this module with every pipeline, so the rules are imported on first use.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ftextract.rule import Candidate


@Language.component("ftextract_figures", assigns=["doc.spans"])  # type: ignore[untyped-decorator]
def figures(doc: Doc) -> Doc:
    """Quantities, with what they count (FIG)."""
    from ftextract.rules.dates import find_dates
    from ftextract.rules.figures import find_figures

    def find(text: str) -> list[Candidate]:
        return find_figures(text, [(date.start, date.end) for date in find_dates(text)])

    return _annotate(doc, "figures", find)


@Language.component("ftextract_dates", assigns=["doc.spans"])  # type: ignore[untyped-decorator]
def dates(doc: Doc) -> Doc:
    """Calendar dates and periods (DATE)."""
    from ftextract.rules.dates import find_dates
    from ftextract.timex import resolve

    return _annotate(doc, "dates", lambda text: resolve(find_dates(text), text, published=None))


@Language.component("ftextract_organizations", assigns=["doc.spans"])  # type: ignore[untyped-decorator]
def organizations(doc: Doc) -> Doc:
    """Organizations that their wording tells (ORG)."""
    from ftextract.rules.organizations import find_organizations, is_label

    def find(text: str) -> list[Candidate]:
        return [c for c in find_organizations(text) if not is_label(text[c.start : c.end])]

    return _annotate(doc, "organizations", find)


@Language.component("ftextract_places", assigns=["doc.spans"])  # type: ignore[untyped-decorator]
def places(doc: Doc) -> Doc:
    """Places that their wording tells (LOC)."""
    from ftextract.rules.places import find_places

    return _annotate(doc, "places", find_places)


@Language.component("ftextract_people", assigns=["doc.spans"])  # type: ignore[untyped-decorator]
def people(doc: Doc) -> Doc:
    """People by their titles and functions (PER)."""
    from ftextract.rules.people import find_people

    return _annotate(doc, "people", find_people)


@Language.component("ftextract_events", assigns=["doc.spans"])  # type: ignore[untyped-decorator]
def events(doc: Doc) -> Doc:
    """Named gatherings (EVENT)."""
    from ftextract.rules.events import find_events

    return _annotate(doc, "events", find_events)


def _annotate(doc: Doc, family: str, find: Callable[[str], Iterable[Candidate]]) -> Doc:
    from ftextract.resolver import resolve_mentions

    mentions = resolve_mentions(find(doc.text), doc.text)
    doc.spans[family] = [
        doc.char_span(
            mention.start,
            mention.end,
            label=mention.label,
            span_id=mention.rule,
            alignment_mode="expand",
        )
        for mention in mentions
    ]
    doc.user_data.setdefault("ftextract", {})[family] = [
        {
            "start": mention.start,
            "end": mention.end,
            "text": doc.text[mention.start : mention.end],
            "rule": mention.rule,
            **{name: _plain(value) for name, value in mention.attributes.items()},
        }
        for mention in mentions
    ]
    return doc


def _plain(value: Any) -> Any:
    """An attribute as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
