"""Candidacy profiles from French press articles: typed, and grounded in the text.

>>> from ftextract import extract_profile
>>> profile = extract_profile("Brest compte 7 000 entreprises.", published="2014-11-12")
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ftextract.extractor import Extractor
    from ftextract.models import CandidacyProfile

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
    texts: Iterable[str], published: str | dt.date | None = None, jobs: int = 1
) -> Iterator[CandidacyProfile]:
    """The profiles of many articles, streamed in their order; see ``extract_profile``.

    ``jobs`` is the number of processes; it changes nothing in the profiles. With more than one,
    a script has to call this below ``if __name__ == "__main__":``, as ever with processes.
    Raises WorkerError if a process dies, ExtractionError if an article cannot be processed there.
    """
    if jobs < 1:
        raise ValueError(f"jobs: {jobs}; there has to be at least one")
    if jobs == 1:
        return _shared_extractor().pipe(texts, published)
    from ftextract.extractor import parse_published
    from ftextract.pipeline import DEFAULT_MODEL
    from ftextract.workers import Work, profiles

    return profiles(texts, Work(DEFAULT_MODEL, parse_published(published)), jobs)


@cache
def _shared_extractor() -> Extractor:
    from ftextract.extractor import Extractor

    return Extractor()


def __getattr__(name: str) -> Any:
    # pydantic takes a fifth of a second to import, spaCy a whole one: who asks for them pays.
    if name == "CandidacyProfile":
        from ftextract.models import CandidacyProfile

        return CandidacyProfile
    if name == "Extractor":
        from ftextract.extractor import Extractor

        return Extractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
