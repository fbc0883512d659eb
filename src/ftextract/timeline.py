"""The dated steps of a candidacy: filed, visited, labelled, rejected, launched, announced.

Each cue takes the date that stands nearest to it in its sentence. An outcome told as fresh news
(*vient de décrocher le label*) without a date of its own has the publication's.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ftextract.models import TimelineKind
from ftextract.rule import Candidate
from ftextract.status import LABELLED, regex

Span = tuple[int, int]

_BID = r"""(?:label|labellis|candidat|dossier|french\ tech|appel\ à|jury|lauréat|capitale|bannière
    |démarche|collectif|comité|mission|délégation|titre|statut|verdict|concours|vague)"""
_STEPS: tuple[tuple[TimelineKind, re.Pattern[str]], ...] = (
    (
        "rejected",
        regex(r"""\b(?:recalée?|rejetée?|refusée?|écartée?|éliminée?|éconduite?|échoué|perdu|sombré
            |(?:pas|non)\ (?:été\ )?retenue?)\b"""),
    ),
    (
        "filed",
        regex(r"""\b(?:dépos\w+|dépôts?|remis(?:e|es)?|remettr\w+|remet|envoyée?s?|transmise?s?
            |bouclée?s?|porté\ à|parti[es]?)\b"""),
    ),
    (
        "visited",
        regex(r"""\bvisit\w+\b | \baudition\w*\b | \boral\b
            | \b(?:mission|jury|délégation|experts?|auditeurs?)\b[^.]{0,60}\b(?:venue?s?|rendue?s?
            |reçue?s?|passera|viendra|attendue?s?|garée|jaugé)\b"""),
    ),
    (
        "labelled",
        regex(rf"""(?:{LABELLED.pattern}) | \blabellis(?:ations?|e|ent|ée?s?)\b | \bcouronn\w+
            | \b(?:préfère|choisit|désigne|retient|sacre)\b | \blauréate?s?\b | \breconduite?s?\b
            | \b(?:label|statut|titre)\b[^.]{{0,30}}\b(?:reçu|obtenu|décroché)
            | \b(?:a|ont|avait)\ (?:décroché|obtenu|retenu)\b"""),
    ),
    (
        "announced",
        regex(r"""\b(?:annonc\w+|dévoil\w+|rendra|rendu[es]?\ public|verdict|décision|réponse
            |résultats?|tranchera|dira|tombera|connue?s?|officialis\w+|publi(?:er?a|ée?s?))\b"""),
    ),
    (
        "launched",
        regex(
            r"""\b(?:lanc\w+|inaugur\w+|coup\ d'envoi|née?s?\ (?:en|le)|créée?s?|naît
            |démarr\w+)\b"""
        ),
    ),
)
_ABOUT = regex(rf"\b{_BID}")


@dataclass(frozen=True)
class Step:
    """A dated step: its kind, its sentence and the date (None: the publication date)."""

    kind: TimelineKind
    sentence: Span
    date: Candidate | None


def steps_of(text: str, sentences: Sequence[Span], dates: Sequence[Candidate]) -> list[Step]:
    """The dated steps that the sentences tell, each cue with the date that is nearest to it.

    A sentence has to speak of the bid, or to follow one that does. An outcome without a date of
    its own that is told as fresh news (*vient de …*) has the publication's.
    """
    found: list[Step] = []
    starts = [date.start for date in dates]  # in order, as mentions are
    spoke = False
    for start, end in sentences:
        sentence = text[start:end]
        speaks = _ABOUT.search(sentence) is not None
        if speaks or spoke:
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            inside = [date for date in dates[first:last] if date.attributes.get("earliest")]
            found += _steps_in(sentence, start, inside, text)
        spoke = speaks
    return found


def _steps_in(sentence: str, start: int, dates: Sequence[Candidate], text: str) -> list[Step]:
    found: list[Step] = []
    span = (start, start + len(sentence))
    used: set[int] = set()
    for kind, pattern in _STEPS:
        match = pattern.search(sentence)
        if match is None:
            continue
        if kind == "labelled" and not dates and re.match(r"vien(?:t|nent)\b", match.group()):
            found.append(Step(kind, span, None))
        free = [date for date in dates if date.start not in used]
        if free:
            cue = start + match.start()
            nearest = min(free, key=lambda date: (_distance(date, cue, text), date.start))
            used.add(nearest.start)
            found.append(Step(kind, span, nearest))
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
