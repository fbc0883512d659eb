"""The steps of a candidacy as sentences tell them: filed, visited, labelled, rejected, and so on.

One scan finds the words that tell a step (``candidacy.toml``). Each is then looked at with its
sentence: whether it is about the bid at all, whether it has happened, is planned, hoped for or
denied, whose it is, and which date goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from ftextract.lexicon import load
from ftextract.models import TimelineKind
from ftextract.outline import Outline, Span, within
from ftextract.rule import Candidate, alternatives

Mood = Literal["done", "planned", "wished", "denied"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the table ``cue`` and where it stands."""

    kind: str
    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A place or a banner that a step may be about; ``own`` if it is the bidding one."""

    start: int
    end: int
    own: bool
    banner: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a sentence tells: what, whether it happened, and when (None: not said)."""

    kind: TimelineKind
    mood: Mood
    sentence: Span
    cue: Span
    date: Candidate | None = None
    fresh: bool = False  # told as the news of the day
    foreign: bool = False  # another territory's


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that speaks of a bid: its words of the table, and its steps."""

    sentence: Span
    hits: tuple[Hit, ...]
    steps: tuple[Step, ...]

    def has(self, *kinds: str) -> bool:
        """Whether a word of one of the kinds stands in the sentence."""
        return any(hit.kind in kinds for hit in self.hits)

    @property
    def bids(self) -> bool:
        """Whether the sentence says that a territory bids, or hopes to."""
        return self.has("strong") or any(
            hit.kind == "wish" and 0 <= other.start - hit.end <= _HOPED
            for hit in self.hits
            for other in self.hits
            if other.kind in ("bid", "prize")
        )


_KINDS = ("filed", "visited", "labelled", "rejected", "announced", "launched", "other")
_ITSELF = ("labellis", "relabellis")  # need no prize beside them
_PRIZES = frozenset(
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
_HOPED = 60  # characters between a wish and what is wished for
_NEAR_MOOD = 12  # characters in which "pour", "si", "à" make a hope of what follows
_MOST = 40  # words, dates and places of a sentence that are looked at
_FAR = 140  # characters between a cue and the date that is still its own
_COMING = re.compile(r"(?<!figu)(?:ra|ront|rait|raient)$")
_FRESH = re.compile(r"\bvien(?:t|nent)\ (?:[^\W\d_]+\ ){0,2}d[e']\ ?(?:être\ |se\ voir\ )?$")
_ELECTION = re.compile(
    r"(?: \([^)]*\))? (?:à la (?:mairie|présiden\w+|région|succession)"
    r"|à sa (?:succession|réélection)"
    r"|à l'(?:élection|élysée)|aux (?:municipales|élections|législatives|régionales)|\()|(?= \()"
)
_AWAITED = re.compile(
    r"(?:[^.;]{0,60}?\b(?:tomb|rend|attend|promis|prévu|espéré|connu|lue|donn|arriv)"
    r"| ?:|,? [^.;]{0,20}$)"
)
_OTHERS = re.compile(r" (?:\d|une \w+aine|plusieurs|des projets)")
_SINCE = re.compile(r"\bdepuis (?:le |l'|la )?$")
_CLAUSE = re.compile(r"[;:–—]|,\ (?:mais|et|puis|quand|tandis|dont|où)\ ")


@cache
def _cue() -> re.Pattern[str]:
    words = [*load("candidacy")["cue"], *_labels()]
    return re.compile(rf"\b(?:{alternatives(words)})\b", re.VERBOSE)


@cache
def _labels() -> frozenset[str]:
    words = load("candidacy")
    return frozenset([*words["label"], *words["event_label"], *words["weak_label"]])


@cache
def _moods() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{load('candidacy')['mood'].pattern})(?!\w)", re.VERBOSE)


def hits(low: str) -> Iterator[Hit]:
    """The words of a text (in lower case) that tell something about a bid."""
    cues = load("candidacy")["cue"]
    for match in _cue().finditer(low):
        word = match.group()
        kind = cues.get(word, "bid")  # what is no cue is the label's own name
        if word.startswith("candidat") and _ELECTION.match(low, match.end()):
            continue
        yield Hit(kind, match.start(), match.end(), word)


def read(outline: Outline, dates: Sequence[Candidate], actors: Sequence[Actor]) -> list[Said]:
    """The sentences that speak of a bid, in order, with the steps that they tell."""
    found: list[Said] = []
    by_sentence: dict[Span, list[Hit]] = {}
    for hit in hits(outline.low):
        if outline.block_kind(hit.start) != "byline":
            by_sentence.setdefault(outline.sentence(hit.start), []).append(hit)
    for actor in actors:
        if actor.banner and actor.own:
            word = Hit("bid", actor.start, actor.end, "bannière")
            by_sentence.setdefault(outline.sentence(actor.start), []).append(word)
    starts = [date.start for date in dates]
    actor_starts = [actor.start for actor in actors]
    previous: Said | None = None
    for sentence, all_inside in sorted(by_sentence.items()):
        inside = sorted(all_inside, key=lambda hit: hit.start)[:_MOST]
        own_dates = [
            dates[i] for i in within(starts, *sentence) if dates[i].attributes.get("earliest")
        ][:_MOST]
        own_actors = [actors[i] for i in within(actor_starts, *sentence)][:_MOST]
        follows = (
            previous is not None
            and previous.has("bid", "strong")
            and sentence[0] - previous.sentence[1] <= 2
            and (
                outline.block(previous.sentence[0]) == outline.block(sentence[0])
                or outline.block_kind(previous.sentence[0]) == "heading"
            )
        )
        reader = _Reader(outline.low, sentence, inside, own_actors, follows=follows)
        steps = [*_dated(reader.steps(), own_dates, outline)]
        steps += _held(steps, own_dates, sentence, inside, own_actors, outline)
        previous = Said(sentence, tuple(inside), tuple(steps))
        found.append(previous)
    return found


class _Reader:
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
        self.words = {hit.word for hit in inside}
        self.follows = follows

    def steps(self) -> list[Step]:
        found: list[Step] = []
        for hit in self.inside:
            kind = self._kind(hit)
            if kind:
                before = self.low[max(self.sentence[0], hit.start - _WINDOW) : hit.start]
                mood = self._mood(hit, before)
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
        speaks = bool(self.kinds & {"bid", "strong"})
        if hit.kind == "comes":
            return "visited" if self._follows_visitor(hit) else None
        if hit.kind not in _KINDS:
            return None
        if hit.kind == "visited":
            visited = self.kinds & {"visitor"} and (speaks or self.follows)
            return (
                "visited"
                if visited or (hit.word in ("audition", "oral") and self.follows)
                else None
            )
        if hit.kind in ("labelled", "rejected"):
            if hit.word in ("labellise", "labellisent"):  # clusters do so with projects
                return (
                    "labelled" if self.kinds & {"visitor"} or "french tech" in self.words else None
                )
            if _OTHERS.match(self.low, hit.end):
                return None  # le pôle a labellisé 174 projets
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
        return cast(TimelineKind, hit.kind) if speaks or self.follows else None

    def _is_awaited(self, hit: Hit) -> bool:
        """*La réponse tombera en mai*, *Réponse : mi-juillet*."""
        return _AWAITED.match(self.low, hit.end, self.sentence[1]) is not None

    def _follows_visitor(self, hit: Hit) -> bool:
        speaks = bool(self.kinds & {"bid", "strong"}) or self.follows
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
            or other.word in _PRIZES
            or (other.word in _labels() and (sure or other.word != "french tech"))
            or (judged and other.word in _JUDGED_ALONE)
            for other in self.inside
            if -1 < other.start - hit.end <= reach[0] or -1 < hit.start - other.end <= reach[1]
        )

    def _mood(self, hit: Hit, before: str) -> Mood:
        if before.endswith(", "):
            return "planned" if _COMING.search(hit.word) else "done"  # an apposition
        clause = _CLAUSE.split(before)[-1]
        near = len(clause) - _NEAR_MOOD
        moods = load("candidacy")["mood"]
        said = {
            "wished" if moods[match.group()] == "near" else moods[match.group()]
            for match in _moods().finditer(clause)
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


def _held(
    steps: Sequence[Step],
    dates: Sequence[Candidate],
    sentence: Span,
    inside: Sequence[Hit],
    actors: Sequence[Actor],
    outline: Outline,
) -> Iterator[Step]:
    """*Communauté French Tech depuis 2019*: what is held since a date was won then."""
    if not any(actor.own and actor.banner for actor in actors) and not any(
        hit.word in _PRIZES or hit.word == "membre" for hit in inside
    ):
        return
    if any(step.kind == "labelled" and step.date for step in steps):
        return
    for date in dates:
        if _SINCE.search(outline.low, max(sentence[0], date.start - 14), date.start):
            span = (date.start, date.end)
            yield Step("labelled", "done", sentence, span, date)
            return


def _dated(steps: list[Step], dates: Sequence[Candidate], outline: Outline) -> Iterator[Step]:
    """The steps, each with the date that stands nearest to it and to no other."""
    pairs = sorted(
        (_distance(step, date, outline.low), index, number)
        for index, step in enumerate(steps)
        for number, date in enumerate(dates)
    )
    taken: dict[int, Candidate] = {}
    used: set[int] = set()
    for distance, index, number in pairs:
        if distance <= _FAR and index not in taken and number not in used:
            taken[index] = dates[number]
            used.add(number)
    for index, step in enumerate(steps):
        date = taken.get(index)
        yield (
            Step(step.kind, step.mood, step.sentence, step.cue, date, step.fresh, step.foreign)
            if date
            else step
        )


def _distance(step: Step, date: Candidate, low: str) -> int:
    """Characters between cue and date; what stands before the cue or past a comma is farther."""
    start, end = step.cue
    if date.start - end > _FAR or start - date.end > _FAR:
        return _FAR + 1
    gap = date.start - end if date.start >= end else (start - date.end) * 2 + 10
    between = low[end : date.start] if date.start >= end else low[date.end : start]
    return gap + 25 * between.count(",") + 20 * between.count(" et ") + 90 * between.count(";")
