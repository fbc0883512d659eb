"""Candidacy profiles from French press articles: typed, and grounded in the text.

>>> from ftextract import extract_profile
>>> profile = extract_profile("Brest compte 7 000 entreprises.", published="2014-11-12")
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from ftextract.models import CandidacyProfile

if TYPE_CHECKING:
    from ftextract.extractor import Extractor

__all__ = ["CandidacyProfile", "Extractor", "extract_profile", "extract_profiles"]
__version__ = "0.1.0"


def extract_profile(text: str, published: str | dt.date | None = None) -> CandidacyProfile:
    """The profile of one article.

    ``published`` (ISO 8601 or a date) is what relative dates refer to; if it is None, the
    article's own byline is read, and without one relative dates stay unresolved.
    Raises ValueError if ``published`` is no date, ModelError if the spaCy model is missing.
    """
    return _shared_extractor().extract(text, published)


def extract_profiles(
    texts: Iterable[str], published: str | dt.date | None = None
) -> Iterator[CandidacyProfile]:
    """The profiles of many articles, streamed in their order; see ``extract_profile``."""
    return _shared_extractor().pipe(texts, published)


@cache
def _shared_extractor() -> Extractor:
    from ftextract.extractor import Extractor

    return Extractor()


def __getattr__(name: str) -> Any:
    # spaCy takes a second to import: only who asks for the Extractor pays for it.
    if name == "Extractor":
        from ftextract.extractor import Extractor

        return Extractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
