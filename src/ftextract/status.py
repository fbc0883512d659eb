"""Which label an article is about, and how the candidacy stands.

Status is read sentence by sentence: an outcome that is stated (*vient de décrocher le label*)
beats a bid (*candidate au label*); what is hoped for, planned or denied is no outcome, and a
refusal followed by a new bid in the same sentence is a bid.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ftextract.lexicon import load
from ftextract.models import Status

Span = tuple[int, int]


def regex(pattern: str) -> re.Pattern[str]:
    """A verbose pattern that ignores case."""
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


_LABEL = r"""(?:(?:le|la|son|sa|leur|ce|du|au|un|une|fameux|précieux|titre\ de|statut\ de|nouveau
    |nouvelle)\ ){0,3}(?:label|titre|sésame|capitale|statut|labellisation|agrément|étiquette)"""
_ADVERBS = r"(?:(?:donc|ainsi|enfin|officiellement|également|finalement|déjà|désormais|bien)\ )*"
_OBTAINED = "(?:décroché|obtenu|reçu|remporté|conquis|arraché|gagné|conservé)"
_OBTAINS = r"""(?:décroche(?:nt)?|obtien(?:t|nent)|remporte(?:nt)?|reçoi(?:t|vent)|garde(?:nt)?
    |conserve(?:nt)?|empoche(?:nt)?|rafle(?:nt)?|arrache(?:nt)?)"""
_NAMED = r"""(?:labellisée?s?|lauréate?s?|reconduite?s?|relabellisée?s?|sacrée?s?|couronnée?s?
    |désignée?s?|choisie?s?|retenue?s?|sélectionnée?s?)"""

LABELLED = regex(
    rf"""
    \bvien(?:t|nent)\ (?:(?:tout\ juste|enfin|officiellement)\ )?d[e']\ ?
        (?:décrocher|obtenir|recevoir|remporter|être\ {_NAMED}
        |se\ voir\ (?:attribuer|décerner|accorder))
    | \b(?:a|ont|avait|avaient|ayant)\ {_ADVERBS}{_OBTAINED}\ {_LABEL}
    | \b(?:est|sont|été|devien(?:t|nent)|devenue?s?|fut|était|se\ voi(?:t|ent))\ {_ADVERBS}
        (?:(?:parmi\ les|à\ nouveau|l'une?\ des|aussi)\ )*{_NAMED}
        (?!\ (?:pour\ (?:auditionner|participer)|comme\ finaliste))
    | \b{_OBTAINS}\ {_ADVERBS}{_LABEL}
    | \blabellisée?s?\ (?:en|depuis|dès|le|la|par|avec|french|capitale|d'office|officiellement
        |hier|lundi|mardi|mercredi|jeudi|vendredi|parmi|au|mi-|fin|début)\b
    | \b(?:décerné|attribué|accordé|renouvelé|reconduit|confirmé)e?s?\ (?:le\ label
        |à\ la\ (?:métropole|ville)|au\ territoire|pour\ (?:deux|trois|quatre|cinq)\ ans)
    | \b(?:label|statut|titre)\ (?:[^\W\d_]+\ ){{0,3}},?\ ?(?:{_OBTAINED}|attribué|accordé
        |décerné|renouvelé|reconduit)
    | \b(?:obtention|attribution|renouvellement)\ du\ (?:label|statut|titre)\b
    | \b(?:territoires?|villes?|métropoles?|écosystèmes?|communautés?|capitales?)
        \ (?:[^\W\d_]+\ )?labellisée?s?\b
    | \bcouronnée?s?\ par\b | \bdossier\ [^.]{{0,40}}\bretenu\b | \breconduites?\ (?:en|pour|jusqu)
    | \bbénéfici(?:e|ent|aire|aires)\ du\ label\b | \b(?:statut|titre)\ de\ (?:capitale|communauté)
    """
)
REJECTED = regex(
    r"""
    \b(?:n'a|n'ont|n'aura|n'est|n'a\ donc|ne\ sont)\ (?:(?:donc|finalement|plus)\ )*pas\ (?:été\ )?
        (?:obtenu|décroché|retenue?s?|sélectionnée?s?|labellisée?s?|convaincu|choisie?s?|conservé)
    | \b(?:recalée?s?|éconduite?s?|écartée?s?|évincée?s?|éliminée?s?|battue?s?|blackboulée?s?)\b
    | \bcandidature\ (?:[^\W\d_]+\ ){0,3}(?:rejetée|écartée|refusée|retoquée|malheureuse|avortée)
    | \b(?:rejeté|refusé|retoqué)e?s?\ (?:la|le|sa|son|leur|par\ le\ jury|par\ la\ mission)\b
    | \b(?:échec|échoué|échoue)\b | \bperdu?\ (?:le|son)\ label\b | \bpas\ (?:été\ )?retenue?s?\b
    | \bnon\ retenue?s?\b | \bdossier\ (?:rejeté|refusé|recalé|écarté|sombr)
    | \bn'a\ pas\ eus?\b | \btu\ as\ (?:donc\ )?perdu\b
    """
)
CANDIDATE = regex(
    r"""
    \bcandidate?s?\b | \bcandidatures?\b | \bbrigue(?:r|nt)?\b | \bpostule(?:r|nt)?\b
    | \bconvoite(?:nt)?\b | \ben\ (?:lice|course|compétition)\b
    | \b(?:vise|veu[tlx]|veulent|espère|ambitionne|rêve|compte|souhaite|entend|tente)(?:nt)?
        \ (?:[^\W\d_]+\ ){0,2}(?:décrocher|obtenir|conquérir|rejoindre|devenir|être|conserver
        |(?:le|un|son|sa|leur)\ (?:label|labellisation|titre))
    | \bdossier\ [^.]{0,50}\b(?:déposé|déposera|remis|envoyé|attendu|signé|final|validé)
    | \b(?:déposera|portera|remettra|défendra)\ (?:le|son|leur|un)\ dossier\b
    | \bpré-?dossier\b | \bappel\ à\ (?:candidatures?|projets?|manifestation)\b
    | \b(?:à\ l'assaut|en\ quête)\ du\ label | \bcourse\ (?:au\ label|à\ la\ labellisation)
    | \b(?:audition|verdict|réponse|décision)\ (?:[^\W\d_]+\ ){0,3}(?:attendue?|tombera|prévue?)
    | \blabel\ se\ fait\ (?:attendre|désirer|desirer) | \bpas\ encore\ (?:son|le|leur)\ label\b
    | \bpour\ (?:conserver|garder|décrocher|obtenir)\ (?:le|son|leur)\ label\b
    """
)
_UNREAL = regex(
    r"""\b(?:pourrai(?:t|ent)|devrai(?:t|ent)|aurai(?:t|ent)|serai(?:t|ent)|espèrent?|espérer|afin
    |pour\ (?:décrocher|obtenir|être)|bien\ placée?s?\ pour|si\ (?:elle|il|le|la|nous)|avant\ de
    |en\ vue|d'ici|sera|seront|décrochera|obtiendra|veut|veulent|vise|souhaite|ambitionne|doit
    |doivent|devra|devront|voudrai(?:t|ent)|rêve|attend|attendent|peut-être|critères?|pas\ encore
    |tous\ premiers\ territoires|n'a|n'ont)\b"""
)
_AGAIN = regex(
    r"""\b(?:revien(?:t|nent)|(?:de|à)\ nouveau|nouvelle\ (?:candidature|tentative)|retente(?:nt)?
    |repart|une\ première\ fois|(?:deuxième|seconde)\ chance|retravaillé?|retravaille|repasse)\b"""
)
_ABOUT_LABEL = regex(r"label|candidat|dossier|jury|french\ tech|titre|capitale|comité|jeux|eus?\b")
_BANNER = re.compile(r"\b(?:French Tech [A-ZÀ-Þ]|[A-ZÀ-Þ][\w'-]{1,60} French Tech\b)")
_FRESH = regex(rf"\bvien(?:t|nent)\ (?:[^\W\d_]+\ ){{0,3}}d[e']|\b{_OBTAINS}\ {_LABEL}")
_FRESH_WEIGHT = 4  # the news of the day outweighs what is told of the bid before it
_BEFORE = 60  # characters before an outcome in which a hope or a plan may stand


@dataclass(frozen=True)
class Outcome:
    """The status of a candidacy and the sentence that states it (view offsets)."""

    status: Status
    evidence: Span | None


def status_of(text: str, sentences: Sequence[Span]) -> Outcome:
    """The status that the sentences state.

    Outcomes weigh more than bids, and the refusals more than the labels only if there are more
    of them. An article that speaks of its territory's *French Tech X* as of a running body, and
    of no bid, says that the label is held.
    """
    first: dict[Status, Span] = {}
    counts: Counter[Status] = Counter()
    for start, end in sentences:
        found = _status_in(text[start:end])
        if found:
            first.setdefault(found, (start, end))
            fresh = found == "labelled" and _FRESH.search(text, start, end)
            counts[found] += _FRESH_WEIGHT if fresh else 1
    if counts["rejected"] and counts["rejected"] >= counts["labelled"] + counts["candidate"] / 3:
        return Outcome("rejected", first["rejected"])
    if counts["labelled"] and counts["labelled"] * 4 >= counts["candidate"]:
        return Outcome("labelled", first["labelled"])
    if counts["candidate"]:
        return Outcome("candidate", first["candidate"])
    banner = next(((s, e) for s, e in sentences if _BANNER.search(text, s, e)), None)
    return Outcome("labelled", banner) if banner else Outcome("unknown", None)


def _status_in(sentence: str) -> Status | None:
    if REJECTED.search(sentence) and _ABOUT_LABEL.search(sentence):
        return "candidate" if _AGAIN.search(sentence) else "rejected"
    outcome = LABELLED.search(sentence)
    if outcome and _ABOUT_LABEL.search(sentence):
        before = sentence[max(0, outcome.start() - _BEFORE) : outcome.end()]
        if not _UNREAL.search(before):
            return "labelled"
    return "candidate" if CANDIDATE.search(sentence) else None


@cache
def _label_pattern(table: str) -> re.Pattern[str]:
    surfaces = load("candidacy")[table].pattern
    return regex(rf"(?<!\w)(?:{surfaces})(?:\ (?:de\ )?20\d\d)?(?!\w)")


_TITLE_WEIGHT = 4
_YEAR = re.compile(r" (?:de )?20\d\d$")
_OTHER_LABEL = re.compile(r"\blabel (?:« ?)?([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,3})")


def label_of(text: str, title: str) -> str | None:
    """The label that an article speaks of most, as it writes it; its title weighs more.

    What the label is compared by is the lexicon's value, so that spellings count together.
    """
    found = _most_named(text, title, "label")
    if found is None:
        named = _OTHER_LABEL.search(text)
        return named[1] if named else _most_named(text, title, "weak_label")
    return found


def _most_named(text: str, title: str, table: str) -> str | None:
    labels = load("candidacy")[table]
    counts: Counter[str] = Counter()
    surfaces: dict[str, Counter[str]] = {}
    for stretch, weight in ((text, 1), (title, _TITLE_WEIGHT)):
        for match in _label_pattern(table).finditer(stretch):
            label = labels[_YEAR.sub("", match.group())]
            counts[label] += weight
            surfaces.setdefault(label, Counter())[match.group()] += weight
    if not counts:
        return None
    label = max(counts, key=lambda name: (counts[name], name))
    if label == "French Tech":
        return label
    written = surfaces[label]
    return max(written, key=lambda surface: (written[surface], len(surface), surface))
