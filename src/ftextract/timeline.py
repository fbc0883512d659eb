"""The dated steps of a candidacy: filed, visited, labelled, rejected, launched, announced.

Each cue takes the date that stands nearest to it in its sentence. An outcome told as fresh news
(*vient de décrocher le label*) without a date of its own has the publication's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ftextract.models import TimelineKind
from ftextract.rule import Candidate
from ftextract.status import LABELLED, regex

Span = tuple[int, int]

_DOSSIER = r"(?:dossiers?|pré-?dossiers?|candidatures?)"
_VISITORS = r"(?:mission|jury|délégation|experts?|comité|commission|ministre|secrétaire|auditeurs?)"
_BID = (
    r"(?:label|candidature|french\ tech|appel|campagne|initiative|démarche|collectif|association"
    r"|bannière)"
)
_NEWS = r"(?:label|candidature|french\ tech|lauréats?|jury|labellisation|capitale|territoires)"
_STEPS: tuple[tuple[TimelineKind, re.Pattern[str]], ...] = (
    (
        "rejected",
        regex(r"""\b(?:recalée?|rejetée?|refusée?|écartée?|éliminée?|éconduite?
            |(?:pas|non)\ (?:été\ )?retenue?)\b"""),
    ),
    (
        "labelled",
        regex(rf"(?:{LABELLED.pattern})|\blabellis(?:ations?|e|ent|ée?s?)\b"),
    ),
    (
        "filed",
        regex(rf"""\b(?:déposée?s?|dépôt|dépose(?:nt|r|ra|ront)?|remise?s?|rendu|envoyé|transmis
            |bouclé)\b(?=[^.]*\b{_DOSSIER}\b)
            | \b{_DOSSIER}\ (?:[^\W\d_]+\ ){{0,3}}(?:déposé|remis|envoyé|transmis|bouclé)e?s?"""),
    ),
    (
        "visited",
        regex(rf"""\bvisites?\b(?=[^.]*\b{_VISITORS}\b)
            | \b{_VISITORS}\b[^.]{{0,60}}\b(?:visité|visite|venue?s?|rendue?s?)\b"""),
    ),
    (
        "launched",
        regex(rf"""\b(?:lancée?s?|lancement|lance(?:nt)?|inaugurée?s?|inauguration|née?\ en
            |ouvert(?:e|ure)?|coup\ d'envoi|créée?s?)\b(?=[^.]*\b{_BID}\b)"""),
    ),
    (
        "announced",
        regex(rf"""\b(?:annoncée?s?|annonce(?:nt|r|ra|ront)?|dévoil(?:ée?s?|e|ent|er|era)|rendra
            |verdict|décision|résultats?|connue?s?|officialisée?s?)\b(?=[^.]*\b{_NEWS}\b)
            | \bverdict\b"""),
    ),
)


@dataclass(frozen=True)
class Step:
    """A dated step: its kind, its sentence and the date (None: the publication date)."""

    kind: TimelineKind
    sentence: Span
    date: Candidate | None


def steps_of(text: str, sentences: Sequence[Span], dates: Sequence[Candidate]) -> list[Step]:
    """The dated steps that the sentences tell, each cue with the date that is nearest to it.

    A stated outcome without a date of its own, told as fresh news (*vient de …*), has the
    publication's.
    """
    found: list[Step] = []
    for start, end in sentences:
        inside = [d for d in dates if start <= d.start < end and d.attributes.get("earliest")]
        sentence = text[start:end]
        used: set[int] = set()
        for kind, pattern in _STEPS:
            match = pattern.search(sentence)
            if match is None or match.group() == "":
                continue
            if (
                kind == "labelled"
                and re.search(r"\bvien(?:t|nent)\b", match.group())
                and not inside
            ):
                found.append(Step(kind, (start, end), None))
                continue
            cue = start + match.start()
            free = [d for d in inside if d.start not in used]
            if not free:
                continue
            nearest = min(free, key=lambda d: (_distance(d, cue, text), d.start))
            used.add(nearest.start)
            found.append(Step(kind, (start, end), nearest))
    return found


def _distance(date: Candidate, cue: int, text: str) -> int:
    """Characters between cue and date; what stands before the cue or past a comma is farther."""
    gap = date.start - cue if date.start >= cue else (cue - date.end) * 2 + 20
    low, high = sorted((date.start, cue))
    return gap + 30 * len(re.findall(r",|\ et\ ", text[low:high]))


def bounds(
    date: Candidate | None, published: dt.date | None
) -> tuple[str | None, dt.date | None, dt.date | None]:
    """TIMEX3 value, first and last day of a step's date, or of the publication date."""
    if date is None:
        return (published.isoformat() if published else None), published, published
    attributes = date.attributes
    return attributes.get("when"), attributes.get("earliest"), attributes.get("latest")
