"""What a section is about, by the words of its heading (sections.toml)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import cast

from ftextract.lexicon import load
from ftextract.models import SectionKind
from ftextract.rule import alternatives
from ftextract.view import folded_words


@cache
def _kinds() -> dict[str, SectionKind]:
    words = load("sections")["kind"]
    return {folded_words(surface): cast(SectionKind, words[surface]) for surface in words}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(_kinds())})(?!\w)", re.VERBOSE)


@lru_cache(maxsize=1024)
def section_kind(heading: str) -> SectionKind:
    """The kind of section that a heading announces; ``other`` if its words tell none.

    Of several words, the longest decides.
    """
    found = [match.group() for match in _pattern().finditer(folded_words(heading))]
    return _kinds()[max(found, key=len)] if found else "other"
