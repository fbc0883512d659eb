"""What a section is about, by the words of its heading (sections.toml)."""

from __future__ import annotations

import re
from functools import cache

from ftextract.lexicon import load
from ftextract.models import SectionKind
from ftextract.view import folded_words


@cache
def _patterns() -> list[tuple[re.Pattern[str], SectionKind, int]]:
    words = load("sections")["kind"]
    found: list[tuple[re.Pattern[str], SectionKind, int]] = []
    for surface in words:
        folded = folded_words(surface)
        kind: SectionKind = words[surface]  # type: ignore[assignment]  # checked by the tests
        found.append((re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)"), kind, len(folded)))
    return sorted(found, key=lambda item: -item[2])


def section_kind(heading: str) -> SectionKind:
    """The kind of section that a heading announces; ``other`` if its words tell none."""
    folded = folded_words(heading)
    return next((kind for pattern, kind, _ in _patterns() if pattern.search(folded)), "other")
