"""Reads the steps that one sentence tells of a bid, word by word.

Each word of ``candidacy.toml`` that may tell a step is looked at with what stands around it:
whether it is about the bid at all, whether it has happened, is planned, hoped for or denied, and
whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple, cast

from ftextract.lexicon import load
from ftextract.models import TimelineKind
from ftextract.outline import Span
from ftextract.rule import Candidate

Mood = Literal["done", "planned", "wished", "denied"]


class Hit(NamedTuple):
    """A word of the table ``cue`` and where it stands."""

    kind: str
    start: int
    end: int
    word: str


class Actor(NamedTuple):
    """A place or a banner that a step may be about; ``own`` if it is the bidding one."""

    start: int
    end: int
    own: bool
    banner: bool = False


class Step(NamedTuple):
    """A step that a sentence tells: what, whether it happened, and when (None: not said)."""

    kind: TimelineKind
    mood: Mood
    sentence: Span
    cue: Span
    date: Candidate | None = None
    fresh: bool = False  # told as the news of the day
    foreign: bool = False  # another territory's


_KINDS = ("filed", "visited", "labelled", "rejected", "announced", "launched", "other")
_ITSELF = ("labellis", "relabellis")  # need no prize beside them
PRIZES = frozenset(
    ["label", "labels", "titre", "statut", "capitale", "communauté", "communautés", "sésame"]
)
_REFUSED = ("recalé", "retoqué", "ajourné", "débouté")
_JUDGED_ALONE = frozenset({"dossier", "candidature", "projet"})
_FILED = frozenset(
    {
        "dossier",
        "dossiers",
        "candidature",
        "candidatures",
        "pré-dossier",
        "jury",
        "candidate",
        "lettre d'intention",
    }
)
_JUDGED = ("reten", "retien", "choisi", "préf", "sélect", "élu", "désign")  # said of dossiers too
_OUTCOMES = ("décroch", "obt", "couronn", "reconduit", "renouvel", "décern", "attribu", "lauréat")
_BESIDE = 80  # characters between an outcome and what is won
_RIGHT_BEHIND, _RIGHT_BEFORE = 35, 20  # the same for words that can mean much else
_JUDGES = frozenset({"jury", "mission", "commission", "comité", "délégation"})
_BARE = frozenset({"french tech", "bannière"})
_PLURAL = frozenset(
    [
        "recalés",
        "recalées",
        "éliminés",
        "retenus",
        "retenues",
        "labellisés",
        "labellisées",
        "sélectionnées",
        "lauréates",
        "admis",
        "inscrits",
        "classés",
        "choisies",
    ]
)
_PRESENT = frozenset(
    [
        "décroche",
        "décrochent",
        "obtient",
        "obtiennent",
        "remporte",
        "emporte",
        "gagne",
        "garde",
        "conserve",
        "empoche",
        "rafle",
        "raflent",
        "couronne",
        "sacre",
        "désigne",
        "choisit",
        "retient",
        "labellise",
        "figure",
        "intègre",
    ]
)
_WINDOW = 70  # characters before a cue in which its mood and its subject stand
_NEAR_MOOD = 12  # characters in which "pour", "si", "à" make a hope of what follows
_COMING = re.compile(r"(?<!figu)(?:ra|ront|rait|raient)$")
_FRESH = re.compile(r"\bvien(?:t|nent)\ (?:[^\W\d_]+\ ){0,2}d[e']\ ?(?:être\ |se\ voir\ )?$")
_AWAITED = re.compile(
    r"(?:[^.;]{0,60}?\b(?:tomb|rend|attend|promis|prévu|espéré|connu|lue|donn|arriv)"
    r"| ?:|,? [^.;]{0,20}$)"
)
_OTHERS = re.compile(r" (?:\d|une \w+aine|plusieurs|des projets)")
_NO_OUTCOME = re.compile(r" (?:de|d') ?\w+(?:er|ir|re)\b| (?:\w+ ){0,2}liste indicative")
_NOUNS = frozenset(["couronne", "garde", "figure", "reçu", "classé", "membre"])
_ARTICLE = re.compile(r"\b(?:petite|grande|la|une|de|sa|un|le) $")
_WHETHER = re.compile(r"\b(?:dira|diront|savoir|saura|demande|décider\w*|ignore|voir|selon) si\b")
_IF = re.compile(r"(?<!même )(?<!comme )\b(?:si(?! bien\b| peu\b)|s'ils?)\b")
_CLAUSE = re.compile(r"[;:–—]|,\ (?:mais|et|puis|quand|tandis|dont|où)\ ")


@cache
def labels() -> frozenset[str]:
    """The names of the labels that there are, in lower case."""
    words = load("candidacy")
    return frozenset([*words["label"], *words["event_label"], *words["weak_label"]])


class Reader:
    """Reads the steps of one sentence."""

    def __init__(
        self,
        low: str,
        sentence: Span,
        inside: Sequence[Hit],
        actors: Sequence[Actor],
        *,
        follows: bool,
    ) -> None:
        self.low, self.sentence, self.inside, self.actors = low, sentence, inside, actors
        self.kinds = {hit.kind for hit in inside}
        self.speaks = "bid" in self.kinds or "strong" in self.kinds
        self.words = {hit.word for hit in inside}
        self.follows = follows

    def steps(self) -> list[Step]:
        """The steps that the words of the sentence tell, in order."""
        found: list[Step] = []
        for hit in self.inside:
            kind = self._kind(hit)
            if kind:
                before = self.low[max(self.sentence[0], hit.start - _WINDOW) : hit.start]
                just = _FRESH.search(before) is not None
                mood = "done" if just else self._mood(hit, before)
                if kind == "labelled" and mood == "denied":
                    kind, mood = self._refused(hit)
                fresh = kind == "labelled" and mood == "done" and self._is_fresh(hit, before)
                foreign = kind in ("labelled", "rejected", "filed") and self._is_foreign(hit)
                found.append(
                    Step(kind, mood, self.sentence, (hit.start, hit.end), None, fresh, foreign)
                )
        return found

    def _kind(self, hit: Hit) -> TimelineKind | None:
        """The step that a word tells in its sentence, if it is about the bid."""
        if hit.kind == "comes":
            return "visited" if self._follows_visitor(hit) else None
        if hit.kind not in _KINDS:
            return None
        if hit.kind == "visited":
            visited = "visitor" in self.kinds and (self.speaks or self.follows)
            return (
                "visited"
                if visited or (hit.word in ("audition", "oral") and self.follows)
                else None
            )
        if hit.kind in ("labelled", "rejected"):
            if hit.word in ("labellise", "labellisent"):  # clusters do so with projects
                clusters = "visitor" not in self.kinds and "french tech" not in self.words
                return None if clusters else "labelled"
            if _OTHERS.match(self.low, hit.end):
                return None  # le pôle a labellisé 174 projets
            if _NO_OUTCOME.match(self.low, hit.end):
                return None  # ont choisi de jouer groupés
            if hit.word in _NOUNS and _ARTICLE.search(self.low[max(0, hit.start - 12) : hit.start]):
                return None  # la petite couronne
            if hit.word.startswith("eu") and self.low.startswith(" à ", hit.end):
                return None  # n'a pas eu à plancher
            if hit.word in _PLURAL and not any(actor.own for actor in self.actors):
                return None  # les recalés, les territoires retenus: nobody's fate
            beside = hit.word.startswith(_ITSELF) or self._has_prize(hit)
            if hit.word.startswith(_REFUSED):  # Recalée en 2015, la ville …
                beside = beside or self.follows or any(actor.own for actor in self.actors)
            return cast(TimelineKind, hit.kind) if beside else None
        if hit.kind == "filed":
            return "filed" if self.words & _FILED or self.follows else None
        if hit.kind == "announced":
            if hit.word.startswith(("verdict", "réponse")) and self._is_awaited(hit):
                return "announced"
            told = any(h.kind in ("bid", "strong") and h.word not in _BARE for h in self.inside)
            return "announced" if told or self.follows else None
        if hit.word == "lancement" and hit.start == self.sentence[0]:
            return "launched"
        return cast(TimelineKind, hit.kind) if self.speaks or self.follows else None

    def _is_awaited(self, hit: Hit) -> bool:
        """*La réponse tombera en mai*, *Réponse : mi-juillet*."""
        return _AWAITED.match(self.low, hit.end, self.sentence[1]) is not None

    def _follows_visitor(self, hit: Hit) -> bool:
        speaks = self.speaks or self.follows
        return any(
            other.kind == "visitor"
            and (speaks or other.word in _JUDGES)
            and (-1 < hit.start - other.end <= _WINDOW or hit.word.startswith("montr"))
            for other in self.inside
        )

    def _has_prize(self, hit: Hit) -> bool:
        """Whether what is won or refused stands near a word; nearer if it can mean much else."""
        judged = hit.kind == "rejected" or hit.word.startswith(_JUDGED)
        sure = judged or hit.word.startswith(_OUTCOMES)
        reach = (_BESIDE, _BESIDE) if sure else (_RIGHT_BEHIND, _RIGHT_BEFORE)
        return any(
            other.kind == "prize"
            or other.word in PRIZES
            or (other.word in labels() and (sure or other.word != "french tech"))
            or (judged and other.word in _JUDGED_ALONE)
            for other in self.inside
            if -1 < other.start - hit.end <= reach[0] or -1 < hit.start - other.end <= reach[1]
        )

    def _mood(self, hit: Hit, before: str) -> Mood:
        if before.endswith(", "):
            return "planned" if _COMING.search(hit.word) else "done"  # an apposition
        if _WHETHER.search(self.low, self.sentence[0], hit.start):
            return "wished"
        clause = _CLAUSE.split(before)[-1]
        if hit.word in _PRESENT and _IF.search(clause):
            return "wished"  # si l'État lui conserve le label
        near = len(clause) - _NEAR_MOOD
        moods = load("candidacy")["mood"]
        said = {
            "wished" if moods[match.group()] == "near" else moods[match.group()]
            for match in moods.whole.finditer(clause)
            if moods[match.group()] != "near" or match.end() >= near
        }
        if _COMING.search(hit.word):
            return "planned"
        for mood in ("denied", "wished", "planned"):
            if mood in said:
                return cast(Mood, mood)
        return "done"

    def _refused(self, hit: Hit) -> tuple[TimelineKind, Mood]:
        """*N'a pas été retenu* is a refusal, *n'a pas encore son label* a bid."""
        if hit.word.startswith("figur"):
            return "rejected", "done"
        participle = hit.word.endswith(("é", "ée", "u", "ue", "ues", "us", "it", "ite", "is"))
        before = self.low[max(self.sentence[0], hit.start - _WINDOW) : hit.start]
        if participle and "encore" not in before:
            return "rejected", "done"
        return "labelled", "wished"

    def _is_fresh(self, hit: Hit, before: str) -> bool:
        return hit.word in _PRESENT or _FRESH.search(before) is not None

    def _is_foreign(self, hit: Hit) -> bool:
        """Whether the place nearest before a word, else right after it, is another's."""
        before = [a for a in self.actors if a.end <= hit.start and hit.start - a.end <= _WINDOW]
        if before:
            return not (before[-1].own or any(actor.own for actor in before[-3:]))
        after = [a for a in self.actors if a.start >= hit.end and a.start - hit.end <= 40]
        if after and not any(actor.own for actor in self.actors):
            return not after[0].own
        return False
