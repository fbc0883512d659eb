"""What single sentences tell of a bid: the signs by which one of them decides.

The signs of ``status_signs`` count all over an article. Yet a reader finds the one sentence that
has the last word (*Réponse en mai*) and passes over what was won before, elsewhere, by others. So
each sentence that may have it is seen by itself: its kinds of words, two by two and beside its
dates, its tense and its names, the steps that it tells, where it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ftextract.outline import Span, within
from ftextract.status_signs import Parts, Subject

# Kinds of words for whose sake a sentence of the first paragraphs is looked at, even if it does not
# speak of the bid.
_TELLING = frozenset(["won", "lost", "awaited", "apart"])
# What makes something else of the kinds of words beside it.
_BESIDE = frozenset(["back", "denial", "future", "banner", "bids", "own", "other"])
_QUARTERS, _LONG, _WIDTH = 4, 5, 60  # of the article; widths of a long sentence, in characters
_LABEL_WORDS = ("bid", "strong")


class Telling(NamedTuple):
    """A sentence that may have the last word, and its signs."""

    sentence: Span
    signs: tuple[str, ...]


def tellings_of(parts: Parts, subject: Subject) -> list[Telling]:
    """The sentences that may have the last word on a bid, in order."""
    outline = parts.outline
    own: dict[Span, set[str]] = defaultdict(set)
    for cue in parts.cues:
        own[cue.sentence].add(f"not {cue.kind}" if cue.denied else cue.kind)
    told = {one.sentence: one for one in parts.said}
    banner = subject.banner
    banners = set(_sentences_with(banner.lower(), parts)) if banner else set()
    actors = [actor.start for actor in subject.actors]
    about = parts.about
    first, last, speaking = about[:1], about[-1:], set(about)
    found = []
    for sentence in sorted({*own, *told, *banners}):
        kinds, said = own.get(sentence, set()), told.get(sentence)
        start, end = sentence
        titled = parts.titled(start)
        if not (
            titled
            or sentence in banners
            or sentence in speaking
            or (said and said.steps)
            or (kinds & _TELLING and parts.early(start))
        ):
            continue
        around = {f"date {seen}" for seen in parts.dates(start, end)}
        around.update(
            "own" if subject.actors[index].own else "other" for index in within(actors, start, end)
        )
        around.update(parts.small(start, end))
        signs = {"one", f"place {_QUARTERS * start // len(outline.low)}"}
        signs.add(f"length {min(_LONG, (end - start) // _WIDTH)}")
        if parts.coming(start, end):
            around.add("future")
        if outline.low.find("?", start, end) >= 0:
            signs.add("asked")
        if sentence in banners:
            around.add("banner")
        if titled:
            signs.add("title")
        elif parts.early(start):
            signs.add("lead")
        steps = set()
        if said:
            signs.update(hit.kind for hit in said.hits if hit.kind in _LABEL_WORDS)
            steps = {
                f"{step.kind} foreign" if step.foreign else f"{step.kind} {step.mood}"
                for step in said.steps
            }
            if said.bids:
                around.add("bids")
        if sentence in speaking:
            signs.add("about")
        if [sentence] == first:
            signs.add("first")
        if [sentence] == last:
            signs.add("last")
        pairs = _pairs(kinds, steps, around)
        found.append(Telling(sentence, (*signs, *kinds, *steps, *around, *pairs)))
    return found


def _pairs(kinds: set[str], steps: set[str], around: set[str]) -> Iterator[str]:
    """Kinds of words two by two, and what stands beside kinds of words and steps."""
    for kind in kinds:
        yield from (f"{kind}+{other}" for other in kinds if other > kind)
    beside = [name for name in around if name in _BESIDE or name.startswith("date")]
    for name in (*kinds, *steps):
        yield from (f"{name}+{other}" for other in beside)


def _sentences_with(name: str, parts: Parts) -> Iterator[Span]:
    """The sentences that have a name (in lower case)."""
    low = parts.outline.low
    at = low.find(name)
    while at >= 0:
        yield parts.outline.sentence(at)
        at = low.find(name, at + len(name))
