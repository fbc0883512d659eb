"""Which label an article is about."""

from __future__ import annotations

import re
from collections import Counter

from ftextract.lexicon import load
from ftextract.outline import Outline
from ftextract.phrases import Table, phrases_of, tables

_TITLE_WEIGHT = 4
_YEAR = re.compile(r" (?:de )?20\d\d$")
_EDITION = re.compile(r" (?:de )?20\d\d\b")
_OTHER_LABEL = re.compile(r"label(?<!\wlabel) (?:« ?)?([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,3})")
# Labels to whose names the edition belongs.
_EDITIONS = frozenset(
    {"Jeux olympiques", "Exposition universelle", "Jeux de la Francophonie", "Terre de Jeux"}
)


def label_of(outline: Outline) -> str | None:
    """The label that an article speaks of most, as its body writes it; its title weighs more.

    What labels are compared by is the lexicon's value, so that spellings count together.
    """
    found = _most_named(outline, "label")
    if found is None:
        named = _OTHER_LABEL.search(outline.text)
        return named[1] if named else _most_named(outline, "weak_label")
    return found


def is_economic(label: str) -> bool:
    """Whether a label is one of an economy, not of a culture, a heritage or an event."""
    plain = _YEAR.sub("", label).lower()
    return tables()["label"].get(plain) not in load("candidacy")["not_economic"]


def kind_of_label(label: str | None) -> str:
    """Which kind of label an article is about, as models see it."""
    if label is None:
        return "none"
    return "economic" if is_economic(label) else "other"


def _most_named(outline: Outline, table: Table) -> str | None:
    text, low = outline.text, outline.low
    title = outline.title or (0, 0)
    counts: Counter[str] = Counter()
    surfaces: dict[str, Counter[str]] = {}
    for start, end, label in phrases_of(text)[table]:
        counts[label] += 1 + _TITLE_WEIGHT * (title[0] <= start < title[1])
        edition = _EDITION.match(low, end)
        surface = text[start : edition.end() if edition else end]
        if label not in _EDITIONS:
            surface = _YEAR.sub("", surface)
        surfaces.setdefault(label, Counter())[surface] += 1
    if not counts:
        return None
    order = list(counts)
    label = max(counts, key=lambda name: (counts[name], -order.index(name)))
    if label == "French Tech":
        return label
    written = surfaces[label]
    # where spellings stand as often, the fullest one: "capitale européenne de la culture"
    return max(written, key=lambda surface: (written[surface], len(surface)))
