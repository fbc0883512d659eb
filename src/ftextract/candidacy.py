"""Who bids for which label, with which outcome, and the dated steps on the way.

Status is read from sentences: an outcome that is stated (*vient de décrocher le label*) beats a
bid (*candidate au label*); what is hoped, planned or denied is no outcome. The last word counts
among statements of one strength, since press articles open with the news: the first does.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ftextract.entities import Entity
from ftextract.lexicon import load
from ftextract.models import Status, TimelineKind
from ftextract.rule import Candidate
from ftextract.rules.names import LETTER
from ftextract.view import folded_words

Span = tuple[int, int]


def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


_LABEL = r"(?:(?:le|la|son|sa|leur|ce|du|au|un|une|fameux|fameuse|précieux|prestigieux|titre\ de|statut\ de|nouveau|nouvelle)\ ){0,3}(?:label|labels|titre|sésame|capitale|statut|labellisation|agrément|distinction|étiquette|marque)"
_LABELLED = _regex(
    rf"""(?:vien(?:t|nent)\ (?:tout\ juste\ |enfin\ |officiellement\ )?(?:de\ |d')(?:décrocher|obtenir|recevoir|remporter|être\ (?:labellisée?s?|désignée?s?|retenue?s?|distinguée?s?)|se\ voir\ (?:attribuer|décerner|accorder)))
    |(?:\ba|\bont|\bavait|\bavaient|\bayant)\ (?:donc\ |ainsi\ |enfin\ |officiellement\ |également\ |finalement\ |déjà\ )?(?:décroché|obtenu|reçu|remporté|conquis|arraché|gagné)\ {_LABEL}
    |(?:\best|\bsont|\bété|\bdevien(?:t|nent)|\bdevenue?s?|\bfut|\bétait|\bse\ voi(?:t|ent))\ (?:donc\ |désormais\ |enfin\ |officiellement\ |également\ |bien\ |aussi\ |parmi\ les\ |à\ nouveau\ |l'un\ des\ |l'une\ des\ )*(?:labellisée?s?|lauréate?s?|reconduite?s?|relabellisée?s?|sacrée?s?|désignée?s?\ capitale)
    |(?:décroche(?:nt)?|obtien(?:t|nent)|remporte(?:nt)?|reçoi(?:t|vent)|conserve(?:nt)?|garde(?:nt)?|empoche(?:nt)?|rafle(?:nt)?|arrache(?:nt)?)\ (?:enfin\ |officiellement\ |donc\ )?{_LABEL}
    |\blabellisée?s?\ (?:en|depuis|dès|le|la|par|french|capitale|d'office|officiellement|hier|lundi|mardi|mercredi|jeudi|vendredi|parmi|au|mi-|fin|début)\b
    |\b(?:décerné|attribué|accordé|renouvelé|reconduit|confirmé)e?s?\ (?:le\ label|à\ la\ métropole|à\ la\ ville|au\ territoire|pour\ (?:trois|quatre|deux|cinq)\ ans)
    |\blabel\ (?:[^\W\d_]+\ ){{0,3}}(?:obtenu|décroché|attribué|accordé|décerné|renouvelé|reconduit|conquis)
    |\b(?:obtention|attribution|renouvellement)\ du\ label\b
    |\b(?:territoires?|villes?|métropoles?|écosystèmes?|communautés?|capitales?)\ (?:[^\W\d_]+\ )?labellisée?s?\b
    |\bdoublement\ labellisée?|\b(?:huit|neuf|treize|quatre|cinq|trois)\ lauréats?\b
    """
)
_REJECTED = _regex(
    r"""\b(?:n'a|n'ont|n'aura|n'est|ne\ sont)\ (?:donc\ |finalement\ |pas\ |plus\ )*pas\ (?:été\ )?(?:obtenu|décroché|retenue?s?|sélectionnée?s?|labellisée?s?|convaincu|choisie?s?|conservé)
    |\b(?:recalée?s?|éconduite?s?|écartée?s?|évincée?s?|éliminée?s?|battue?s?|coiffée?s?\ au\ poteau|blackboulée?s?)\b
    |\bcandidature\ (?:[^\W\d_]+\ ){0,3}(?:rejetée|écartée|refusée|retoquée|recalée|non\ retenue|malheureuse|avortée)
    |\b(?:rejeté|refusé|retoqué)e?s?\ (?:la|le|sa|son|leur|par\ le\ jury|par\ la\ mission|au\ premier)\b
    |\b(?:échec|échoué|échoue)\b|\bjury\ a\ (?:tranché\ |choisi\ |préféré\ )|\bperd(?:u)?\ (?:le|son)\ label\b|\bpas\ (?:été\ )?retenue?s?\b|\bnon\ retenue?s?\b|\bdossier\ (?:rejeté|refusé|recalé|écarté)
    """
)
_CANDIDATE = _regex(
    r"""\bcandidat(?:e|s|es)?\b|\bcandidatures?\b|\bbrigue(?:nt)?\b|\bbriguer\b|\bpostule(?:nt)?\b|\bpostuler\b|\bconvoite(?:nt)?\b|\ben\ lice\b|\ben\ course\b
    |\b(?:vise|visent|veut|veulent|espère|espèrent|ambitionne|ambitionnent|rêve|rêvent|compte|comptent|souhaite|souhaitent|entend|entendent|tente|tentent)\ (?:[^\W\d_]+\ ){0,2}(?:décrocher|obtenir|conquérir|rejoindre|devenir|être|le\ label|la\ labellisation|un\ label)
    |\bdossier\ (?:de\ candidature|déposé|final)\b|\bpré-?dossier\b|\bappel\ à\ (?:candidatures?|projets?|manifestation)\b|\bà\ l'assaut\ du\ label|\bcourse\ au\ label
    """
)
_UNREAL = _regex(
    r"""\b(?:pourrai(?:t|ent)|devrai(?:t|ent)|aurai(?:t|ent)|serai(?:t|ent)|espèrent?|espérer|afin\ de|pour\ (?:décrocher|obtenir|être)|bien\ placée?s?\ pour|si\ (?:elle|il|le|la|nous)|avant\ de|en\ vue\ d'?e?|d'ici|sera|seront|décrochera|obtiendra|veut|veulent|vise|souhaite|ambitionne|doit|doivent|devra|devront|voudrai(?:t|ent)|rêve|attend|attendent|peut-être|ou\ non|critères?|tous\ premiers\ territoires)\b"""
)


_AGAIN = _regex(
    r"\b(?:revien(?:t|nent)|de\ nouveau|à\ nouveau|nouvelle\ candidature|retente(?:nt)?|repart|une\ première\ fois|deuxième\ chance|seconde\ chance|nouvelle\ tentative)\b"
)


@dataclass(frozen=True)
class Outcome:
    """The status of a candidacy and the sentence that states it (view offsets)."""

    status: Status
    evidence: Span | None


def status_of(text: str, sentences: Sequence[Span]) -> Outcome:
    """The status that the sentences state; a negated or hoped-for outcome is none."""
    first: dict[Status, Span] = {}
    counts: Counter[Status] = Counter()
    for start, end in sentences:
        sentence = text[start:end]
        found: Status | None = None
        if _REJECTED.search(sentence) and _about_label(sentence):
            found = "candidate" if _AGAIN.search(sentence) else "rejected"
        elif (match := _LABELLED.search(sentence)) and not _UNREAL.search(
            sentence[max(0, match.start() - 60) : match.end()]
        ):
            found = "labelled"
        elif _CANDIDATE.search(sentence):
            found = "candidate"
        if found:
            first.setdefault(found, (start, end))
            counts[found] += 1
    for status in ("rejected", "labelled", "candidate"):
        if status == "rejected" and counts["labelled"] > counts["rejected"]:
            continue
        if status in first:
            return Outcome(status, first[status])
    return Outcome("unknown", None)


def _about_label(sentence: str) -> bool:
    return (
        re.search(
            r"label|candidat|dossier|jury|french tech|titre|capitale|bid|comité", sentence, re.I
        )
        is not None
    )


@cache
def _label_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{load('candidacy')['label'].pattern})(?!\w)", re.VERBOSE | re.I)


def label_of(text: str, title: str) -> str | None:
    """The label that the article speaks of most; what stands in the title counts five times."""
    labels = load("candidacy")["label"]
    counts: Counter[str] = Counter()
    for match in _label_pattern().finditer(text):
        counts[labels[match.group()]] += 1
    for match in _label_pattern().finditer(title):
        counts[labels[match.group()]] += 4
    if not counts:
        named = re.search(r"\blabel\ (?:«\ ?)?([A-ZÀ-Þ][\w'’-]+(?:\ [A-ZÀ-Þ][\w'’-]+){0,3})", text)
        return named[1] if named else None
    return max(counts, key=lambda label: (counts[label], label))


def territory_of(
    places: Sequence[Entity], banners: Sequence[Entity], text: str, title: Span | None
) -> str | None:
    """The bidding territory: the place that title, bid and banner point at."""
    scores: Counter[str] = Counter()
    title_names = folded_words(text[title[0] : title[1]]) if title else ""
    for place in places:
        kind = place.attributes.get("kind")
        if kind in ("country", "site", "district"):
            continue
        name = place.name
        folded = folded_words(name)
        scores[name] += min(len(place.mentions), 6)
        if re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", title_names):
            scores[name] += 8
        for mention in place.mentions:
            before = text[max(0, mention.start - 45) : mention.start]
            if _BID_OF.search(before):
                scores[name] += 4
            if _BIDS.match(text, mention.end):
                scores[name] += 3
        for banner in banners:
            if folded in folded_words(banner.name):
                scores[name] += 5
    if not scores:
        return None
    order = {place.name: -index for index, place in enumerate(places)}
    return max(scores, key=lambda name: (scores[name], order[name]))


_BID_OF = _regex(
    r"(?:candidatures?|dossier|label|labellisation|territoire|écosystème|métropole|capitale|cap\ sur|bannière)\ (?:[^\W\d_]+\ ){0,2}(?:de\ |d'|à\ |sur\ |du\ )?$"
)
_BIDS = _regex(
    r",?\ (?:[^\W\d_]+\ ){0,2}(?:candidate?s?|veut|veulent|vise|brigue|a\ choisi|décroche|obtient|labellisée?|lauréate?|capitale|postule|se\ porte|ne\ veu)\b"
)


def cities_of(territory: str | None, places: Sequence[Entity], text: str) -> list[str]:
    """The communes that bid: the territory itself, or those that its joint name is made of."""
    if territory is None:
        return []
    cities = {
        folded_words(place.name): place.name
        for place in places
        if place.attributes.get("kind", "city") == "city" and place.name != territory
    }
    parts = [folded_words(part) for part in re.split(r"-|–|/|,|\ et\ ", territory) if part.strip()]
    whole = folded_words(territory)
    found = []
    for folded, name in cities.items():
        head = folded.split(" en ")[0].split(" sur ")[0].split(" les ")[0]
        if (len(parts) > 1 and (folded in parts or head in parts)) or folded == whole:
            found.append(name)
    if len(parts) > 1 and len(found) > 1:
        longest = {
            n
            for n in found
            if not any(o != n and folded_words(o).startswith(folded_words(n) + " ") for o in found)
        }
        return [name for name in found if name in longest]
    kinds = {place.name: place.attributes.get("kind", "city") for place in places}
    if kinds.get(territory) in ("region", "department", "area"):
        return _joint_cities(places, text)
    return [territory, *_partners(territory, places, text)]


def _partners(territory: str, places: Sequence[Entity], text: str) -> list[str]:
    """Cities joined to the territory as subjects: *Caen et Rouen*, *Nancy, Metz et Épinal*."""
    pattern = re.compile(
        rf"(?<!\w){re.escape(territory)}(?:,\ |\ et\ |\ -\ |-|/|\ & )(?P<other>[A-ZÀ-Þ][\w'-]+)(?=[^\w-])"
    )
    names = {place.name for place in places if place.attributes.get("kind", "city") == "city"}
    return [n for n in dict.fromkeys(m["other"] for m in pattern.finditer(text)) if n in names]


def _joint_cities(places: Sequence[Entity], text: str) -> list[str]:
    joined = re.compile(
        r"(?:[A-ZÀ-Þ][\w'-]+,\ )*[A-ZÀ-Þ][\w'-]+(?:,\ (?=Le\ )|\ et\ )(?:Le\ )?[A-ZÀ-Þ][\w'-]+"
    )
    names = [place.name for place in places if place.attributes.get("kind", "city") == "city"]
    for match in joined.finditer(text):
        found = [
            name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", match.group())
        ]
        if len(found) > 1:
            return found
    return []


_STEPS: tuple[tuple[TimelineKind, re.Pattern[str]], ...] = (
    (
        "rejected",
        _regex(
            r"\b(?:recalée?|rejetée?|refusée?|écartée?|éliminée?|pas\ (?:été\ )?retenue?|non\ retenue?|éconduite?)\b"
        ),
    ),
    (
        "labelled",
        _regex(
            rf"(?:{_LABELLED.pattern})|\blabellisations?\b|\blabellise(?:nt)?\b|\blabellisée?s?\b"
        ),
    ),
    (
        "filed",
        _regex(
            r"\b(?:déposée?s?|dépôt|dépose(?:nt|r|ra|ront)?|remise?s?|rendu|envoyé|transmis|bouclé)\b(?=[^.]*\b(?:dossiers?|pré-?dossiers?|candidatures?)\b)|\b(?:dossiers?|candidatures?)\ (?:[^\W\d_]+\ ){0,3}(?:déposée?s?|remise?s?|envoyée?s?|transmise?s?|bouclée?s?)"
        ),
    ),
    (
        "visited",
        _regex(
            r"\bvisites?\b(?=[^.]*\b(?:mission|jury|délégation|experts?|comité|commission|ministre|secrétaire|auditeurs?)\b)|\b(?:mission|jury|délégation|experts?|comité|auditeurs?)\b[^.]{0,60}\b(?:visité|visite|venue?s?|s'est\ rendue?|rendus)\b"
        ),
    ),
    (
        "launched",
        _regex(
            r"\b(?:lancée?s?|lancement|lance(?:nt)?|inaugurée?s?|inauguration|ouvert(?:e|ure)?|coup\ d'envoi|née?\ en|créée?s?)\b(?=[^.]*\b(?:label|candidature|french\ tech|appel|campagne|initiative|démarche|collectif|association|bannière)\b)"
        ),
    ),
    (
        "announced",
        _regex(
            r"\b(?:annoncée?s?|annonce(?:nt|r|ra|ront)?|dévoilée?s?|dévoile(?:nt|r|ra)?|rendra|verdict|décision|résultats?|connue?s?|officialisée?s?)\b(?=[^.]*\b(?:label|candidature|french\ tech|lauréats?|jury|labellisation|capitale|verdict|territoires)\b)"
        ),
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


def earliest_latest(
    date: Candidate | None, published: dt.date | None
) -> tuple[str | None, dt.date | None, dt.date | None]:
    """TIMEX3 value and bounds of a step's date, or those of the publication date."""
    if date is None:
        return (published.isoformat() if published else None), published, published
    attributes = date.attributes
    return attributes.get("when"), attributes.get("earliest"), attributes.get("latest")


def word_in(name: str, text: str) -> bool:
    """Whether a name stands in a text as a word."""
    return re.search(rf"(?<![{LETTER}\d]){re.escape(name)}(?![{LETTER}\d])", text) is not None
