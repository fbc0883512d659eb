"""What a date may lean on: the publication, the dates named before it, the tense around it."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from ftextract.calendar_periods import Period
from ftextract.rules.date_words import Point, Unresolved
from ftextract.tense import Tenses

# How far back (in characters) a date sets the year or month of one that leaves it out.
_FRAME_REACH = 60
_STORY_REACH = 250
_LONGEST_ITEM = 400
_LIST_ITEM = re.compile(r"\s*[*•·▪►>✦–—-]\s")
_AT_HOUR = re.compile(r",? (?:à|dès|vers|à partir de) \d{1,2} ?(?:h\b|heures?\b)")

Span = tuple[int, int]


class Context(NamedTuple):
    """What a date may lean on. ``tense`` is -1 (past), 0 or 1 (future)."""

    published: dt.date | None
    previous: Period | None
    frame: Period | None
    tense: int
    story: Period | None = None
    end_of_range: bool = False

    @property
    def reference(self) -> dt.date | None:
        """The day that dates without a year are near to.

        That is the publication's, else the day or month named shortly before; what is told farther
        off or only by its year (*depuis 1987*) dates nothing else in an article.
        """
        if self.published is not None:
            return self.published
        return self.story.first_day if self.story else None


def context_of(
    timex: Unresolved,
    span: Span,
    before: tuple[Period | None, Span],
    tenses: Tenses,
    text: str,
    published: dt.date | None,
) -> Context:
    """The context of the date at ``span``; ``before`` is the date named last, and where."""
    previous, previous_span = before
    if not (_needs_context(timex.first) or (timex.last and _needs_context(timex.last))):
        return Context(published, previous, None, 0)
    start, end = span
    tense = tenses.at(start, end)
    if not tense and _is_weekday(timex.first):
        sentence, _ = tenses.sentence(start, end)
        goes_on = previous_span[0] >= sentence and _is_ahead(previous, published)
        if goes_on or _announces(text, start, end):
            tense = 1
    frame = previous
    given = timex.last or timex.first
    in_month = given.unit == "day" and given.index is None and given.day is not None
    if frame and not (
        _frames(frame, previous_span, start, tense, tenses, text)
        or (in_month and _near_by(frame, previous_span, start, text))
    ):
        frame = None
    story = previous
    if story and not _near_by(story, previous_span, start, text):
        story = None
    return Context(published, previous, frame, tense, story)


def _line(text: str, start: int) -> str:
    """What stands before a place on its line; nothing if the line begins too far away."""
    low = max(0, start - _LONGEST_ITEM)
    end = text.rfind("\n", low, start)
    return "" if end < 0 < low else text[end + 1 : start]


def _announces(text: str, start: int, end: int) -> bool:
    """Whether a weekday stands in a programme, or with the hour of what is to come."""
    return bool(_LIST_ITEM.match(_line(text, start)) or _AT_HOUR.match(text, end))


def _is_ahead(period: Period | None, published: dt.date | None) -> bool:
    """Whether a period is not before the publication: its sentence looks ahead."""
    return period is not None and published is not None and period.first_day >= published


def _is_weekday(point: Point) -> bool:
    return point.weekday is not None and point.day is None and not point.side


def _frames(frame: Period, span: Span, start: int, tense: int, tenses: Tenses, text: str) -> bool:
    """Whether the date named before sets the year or month of the one at ``start``."""
    sentence, _ = tenses.sentence(start, start)
    gap = start - span[1]
    if frame.unit == "year":
        return span[0] >= sentence and (gap <= 12 or span[0] - sentence <= 8)
    if frame.unit not in ("day", "month"):
        return False
    if span[1] > sentence:
        return gap <= _FRAME_REACH
    if tense > 0 or not _near_by(frame, span, start, text):
        return False
    opening, _ = tenses.sentence(*span)
    return tense == 0 or (start - sentence <= 5 and span[0] - opening <= 5)


def _near_by(frame: Period, span: Span, start: int, text: str) -> bool:
    """Whether a month or day was named shortly before, in the same paragraph."""
    return (
        frame.unit in ("day", "month")
        and start - span[1] <= _STORY_REACH
        and "\n" not in text[span[1] : start]
    )


def _needs_context(point: Point) -> bool:
    if point.base is not None:
        return _needs_context(point.base)
    return point.year is None and not (point.anchor == "published" and is_bare(point))


def is_bare(point: Point) -> bool:
    """Whether only the unit is said, as in *an dernier*, not a month, day, weekday or feast."""
    return (
        point.index is None and point.day is None and point.weekday is None and point.easter is None
    )
