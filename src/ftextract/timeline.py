"""The dated steps of a candidacy: filed, visited, labelled, rejected, launched, announced.

Each date of an article is that of a step of some kind or of none. A linear model (softmax over
the kinds of all mentions of a date, or none of them) weighs what stands around it
(``step_signs``); ``scripts/fit_timeline.py`` fits its weights. An outcome told as fresh news
(*vient de décrocher le label*) in an article that dates none has the day of publication.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import get_args

import numpy as np
import numpy.typing as npt

from ftextract.models import TimelineKind
from ftextract.outline import Span
from ftextract.rule import Candidate
from ftextract.step_signs import Article, signs_of
from ftextract.steps import Said
from ftextract.weights import tables_of

KINDS: tuple[TimelineKind, ...] = get_args(TimelineKind)
WEIGHTS = "timeline"
LIKELY = 0.3  # a step that is likelier is told; F1 is about the same from 0.25 to 0.32


@dataclass(frozen=True)
class Dated:
    """A step with its date: TIMEX3 value, first and last day."""

    kind: TimelineKind
    sentence: Span
    when: str
    earliest: dt.date | None
    latest: dt.date | None


def timeline_of(article: Article) -> list[Dated]:
    """The dated steps of a bid, the earliest first; a date has one."""
    if article.status == "unknown":
        return []
    mentions = list(signs_of(article))
    steps = [
        Dated(
            kind,
            article.outline.sentence(date.start),
            date.attributes["when"],
            date.attributes.get("earliest"),
            date.attributes.get("latest"),
        )
        for date, kind in _likely(mentions)
    ]
    if not any(step.kind == "labelled" for step in steps):
        steps += _news(article.said, article.published)
    return sorted(steps, key=lambda step: (step.earliest or dt.date.max, step.sentence))


def _likely(
    mentions: Sequence[tuple[Candidate, list[str]]],
) -> Iterable[tuple[Candidate, TimelineKind]]:
    """Of each value that dates have, the likeliest mention and kind, if likely enough."""
    raised = np.exp(_Model.load().scores([signs for _, signs in mentions]))
    totals: dict[str, float] = {}
    best: dict[str, tuple[float, Candidate, TimelineKind]] = {}
    kinds, sums, mosts = raised.argmax(axis=1), raised.sum(axis=1), raised.max(axis=1)
    for (date, _), kind, total, most in zip(
        mentions, kinds.tolist(), sums.tolist(), mosts.tolist(), strict=True
    ):
        when = date.attributes["when"]
        totals[when] = totals.get(when, 1.0) + total
        if when not in best or most > best[when][0]:
            best[when] = most, date, KINDS[kind]
    for when, (most, date, kind) in best.items():
        if most / totals[when] > LIKELY:
            yield date, kind


def _news(said: Sequence[Said], published: dt.date | None) -> list[Dated]:
    """The first outcome that is told as the news of the day."""
    if published is not None:
        for one in said:
            for step in one.steps:
                if step.fresh and not step.foreign and step.date is None:
                    day = published.isoformat()
                    return [Dated(step.kind, step.sentence, day, published, published)]
    return []


class _Model:
    """What each sign weighs for each kind."""

    def __init__(self, rows: dict[str, int], weights: npt.NDArray[np.float64]) -> None:
        self._rows, self._weights = rows, weights

    @staticmethod
    @cache
    def load() -> _Model:
        """The model of the package."""
        tables = tables_of(WEIGHTS, KINDS)
        names = sorted({name for table in tables for name in table})
        weights = [[table.get(name, 0.0) for table in tables] for name in names]
        rows = {name: row for row, name in enumerate(["", *names])}
        return _Model(rows, np.array([[0.0] * len(KINDS), *weights]))

    def scores(self, mentions: Sequence[Sequence[str]]) -> npt.NDArray[np.float64]:
        """What the signs of some mentions weigh together, kind by kind."""
        if not mentions:
            return np.zeros((0, len(KINDS)))
        known = self._rows
        found = [[known[sign] for sign in ("", *signs) if sign in known] for signs in mentions]
        starts = [0, *accumulate(map(len, found))][:-1]
        chosen = self._weights[[row for rows in found for row in rows]]
        total: npt.NDArray[np.float64] = np.add.reduceat(chosen, starts, axis=0)
        return total
