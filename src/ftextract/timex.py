"""Places dates on the time line: TIMEX3 value, bounds in days, EDTF.

What an expression leaves out comes from the publication date, from the date named before it in
the text, and from the tense around it; never from the clock. Without a publication date and
without a date in the text, what depends on them stays unplaced: no ``when``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from ftextract.calendar_periods import Period, easter_day
from ftextract.rule import Attributes, Candidate
from ftextract.rules.date_words import Point, Unresolved
from ftextract.tense import Tenses
from ftextract.timex_context import Context, Span, context_of, is_bare

# How much farther a date on the side that the tense denies must be taken to be. Tuned on dev.
_AGAINST_TENSE = 20
# The same for one in the past where no tense tells: programmes and calendars look ahead.
_PAST = 4
# A plan farther ahead than this (in days) may be one that the story has overtaken.
_FAR_AHEAD = 240


def resolve(
    candidates: Sequence[Candidate], text: str, published: dt.date | None
) -> list[Candidate]:
    """The candidates with values: ``when`` or ``from`` and ``to`` (TIMEX3 strings), ``mod``,
    ``earliest``, ``latest`` (``datetime.date``), ``edtf``, and ``inconsistent`` (True if the text
    contradicts the calendar).

    Candidates that are no dates are returned as they are. The order is kept.
    """
    tenses = Tenses(text)
    resolved: list[Candidate] = []
    before: tuple[Period | None, Span] = (None, (0, 0))
    for candidate in candidates:
        timex = candidate.attributes.get("timex")
        if not isinstance(timex, Unresolved):
            resolved.append(candidate)
            continue
        span = (candidate.start, candidate.end)
        context = context_of(timex, span, before, tenses, text, published)
        first, last, consistent = _place_both(timex, context)
        attributes = _attributes(timex, first, last, consistent)
        resolved.append(
            Candidate(candidate.start, candidate.end, candidate.label, candidate.rule, attributes)
        )
        latest = last or first
        if latest is not None and candidate.rule != "dates.year_after_name":  # "Annecy 2018"
            before = latest, span
    return resolved


def _attributes(
    timex: Unresolved, first: Period | None, last: Period | None, consistent: bool
) -> Attributes:
    attributes: Attributes = {} if consistent else {"inconsistent": True}
    if first is None or (timex.last is not None and last is None):
        return attributes
    mod = timex.first.mod
    if first.unit == "weekend" and timex.last is None:
        # TIMEX3 has no weekend: it is written by its two days
        saturday, sunday = first.bounds()
        attributes["from"], attributes["to"] = str(saturday), str(sunday)
        attributes["earliest"], attributes["latest"] = saturday, sunday
        attributes["edtf"] = first.edtf
        return attributes
    if timex.last is None or last is None:
        attributes["when"] = first.timex
        attributes["earliest"], attributes["latest"] = first.bounds(mod)
        attributes["edtf"] = first.edtf
        if mod:
            attributes["mod"] = mod
            earliest, latest = first.bounds(mod)
            attributes["edtf"] = f"{earliest}~/{latest}~"
        return attributes
    attributes["from"], attributes["to"] = first.timex, last.timex
    attributes["earliest"] = first.bounds(mod)[0]
    attributes["latest"] = last.bounds(timex.last.mod)[1]
    simple = all("/" not in period.edtf for period in (first, last))
    ends = (first.edtf, last.edtf) if simple else (attributes["earliest"], attributes["latest"])
    attributes["edtf"] = f"{ends[0]}/{ends[1]}"
    return attributes


def _place_both(timex: Unresolved, context: Context) -> tuple[Period | None, Period | None, bool]:
    """Both ends, and whether the calendar agrees; an end without a year follows the other's."""
    first, last = timex.first, timex.last
    if last is None:
        period, consistent = _place(first, context)
        return period, None, consistent
    if _open(first):
        end, consistent = _place(last, context)
        if end is None:
            return None, None, consistent
        begin, agrees = _place(first._replace(side=0), _near(end.first_day, -1, context))
    else:
        begin, consistent = _place(first, context)
        if begin is None:
            return None, None, consistent
        near = _near(begin.first_day, 1, context) if _open(last) else context
        end, agrees = _place(last, near._replace(previous=begin))
    return begin, end, consistent and agrees


def _near(day: dt.date, tense: int, context: Context) -> Context:
    return context._replace(published=day, frame=None, tense=tense, end_of_range=True)


def _open(point: Point) -> bool:
    return point.year is None and point.base is None and point.anchor is None


def _place(point: Point, context: Context) -> tuple[Period | None, bool]:
    """The period of a point (None if it cannot be placed), and whether the calendar agrees."""
    if point.base is not None:
        container, consistent = _place(point.base, context)
        period = _within(point, container) if container else None
        return (period, consistent) if period is None or period.exists else (None, False)
    if point.year is not None and point.easter is not None:
        return easter_day(point.year, point.easter), True
    if point.year is not None:
        return _check(point, Period(point.unit, point.year, point.index or 0, point.day or 0))
    if is_bare(point):
        return _anchored(point, context), True
    if point.side and point.anchor != "previous" and context.published is None:
        return None, True
    reference, tense = context.reference, point.side or context.tense
    if point.anchor == "previous":
        reference = context.previous.first_day if context.previous else reference
    elif not point.side and point.anchor is None:
        framed = _framed(point, context)
        if framed is not None:
            return framed, point.weekday in (None, _weekday(framed))
    if reference is None:
        return None, True
    options = list(_options(point, reference))
    agreeing = options
    if point.weekday is not None:
        agreeing = [period for period in options if point.weekday == _weekday(period)]
    if not options:
        return None, False
    if point.weekday is not None and point.day is None:
        if not tense and point.anchor is None:
            tense = -1  # the press tells what has happened
    elif point.weekday is not None and not point.side:
        tense = 0  # the weekday tells the year
    strict = bool(point.side)
    weekday_alone = point.weekday is not None and point.day is None
    hard = strict or weekday_alone or context.end_of_range
    against = None if hard else _AGAINST_TENSE
    chosen = _choose(agreeing or options, reference, tense, strict=strict, against=against)
    if chosen is not None and not hard and tense > 0:
        chosen = _since_overtaken(chosen, options, context) or chosen
    if chosen is not None and point.shift:
        chosen = chosen.shifted(7 * point.shift)
    return chosen, bool(agreeing)


def _since_overtaken(chosen: Period, options: Sequence[Period], context: Context) -> Period | None:
    """What was ahead in the story but is past by the (last) publication of the article.

    *Visite le 26 mai. La campagne devrait reprendre en septembre*, updated in November: the
    September that follows the visit, not one that is most of a year away.
    """
    published, story = context.published, context.story
    if published is None or story is None or (chosen.first_day - published).days < _FAR_AHEAD:
        return None
    between = [p for p in options if story.last_day < p.first_day and p.last_day < published]
    return min(between, key=lambda p: p.first_day, default=None)


def _check(point: Point, period: Period) -> tuple[Period | None, bool]:
    if not period.exists:
        return None, False
    return period, point.weekday in (None, _weekday(period))


def _weekday(period: Period) -> int | None:
    return period.first_day.weekday() if period.unit == "day" else None


def _anchored(point: Point, context: Context) -> Period | None:
    """A number of units from the publication date or from the date named before."""
    anchor: dt.date | None = context.published
    if point.anchor == "previous":
        previous = context.previous
        if previous is not None:
            if previous.last_day - previous.first_day > _longest(point.unit):
                return None  # three months after "2010" is no month
            anchor = previous.first_day
    elif point.anchor == "frame" and context.frame is not None:
        frame = context.frame
        if frame.last_day - frame.first_day <= _longest(point.unit):
            anchor = frame.first_day
    if anchor is None:
        return None
    return Period.containing(point.unit, anchor).shifted(point.shift)


def _longest(unit: str) -> dt.timedelta:
    days = {"day": 0, "week": 6, "weekend": 6, "month": 30, "quarter": 91, "half": 183}
    return dt.timedelta(days=days.get(unit, 366 if unit == "year" else 36_525))


def _framed(point: Point, context: Context) -> Period | None:
    """The period in the year or month that the text has just named: *En 2013, … en mars*."""
    frame = context.frame
    if frame is None:
        return None
    if point.easter is not None:
        return easter_day(frame.year, point.easter) if frame.unit == "year" else None
    if point.index is None:
        if point.day is None or frame.unit == "year":
            return None
        if frame.unit == "month":
            period = Period("day", frame.year, frame.index, point.day)
            return period if period.exists else None
        return min(_options(point, frame.first_day), key=lambda p: _ahead(p, frame), default=None)
    if frame.unit == "year":
        period = Period(point.unit, frame.year, point.index, point.day or 0)
        return period if period.exists else None
    if context.published is None or context.tense > 0:
        return None
    if abs((context.published - frame.first_day).days) < 365:
        return None
    options = [p for p in _options(point, frame.first_day) if p.last_day >= frame.first_day]
    chosen = min(options, key=lambda p: p.first_day, default=None)
    return chosen if chosen and chosen.first_day <= context.published else None


def _ahead(period: Period, frame: Period) -> int:
    """Days from one to the other; a story goes forward, so days back count ten times."""
    days = (period.first_day - frame.first_day).days
    return days if days >= 0 else -10 * days


def _options(point: Point, reference: dt.date) -> Iterator[Period]:
    """The periods near a day that a point without a year may mean."""
    if point.easter is not None:
        for year in range(reference.year - 2, reference.year + 3):
            if 1 <= year <= 9900:
                yield easter_day(year, point.easter)
        return
    if point.unit == "day" and point.index is None:
        if point.day is None:
            ahead = ((point.weekday or 0) - reference.weekday()) % 7
            for days in range(ahead - 14, 15, 7):
                yield Period.containing("day", reference + dt.timedelta(days=days))
            return
        month = Period.containing("month", reference)
        reach = 2 if point.weekday is None else 6
        for steps in range(-reach, reach + 1):
            shifted = month.shifted(steps)
            if shifted is not None:
                period = Period("day", shifted.year, shifted.index, point.day)
                if period.exists:
                    yield period
        return
    for year in range(reference.year - 2, reference.year + 3):
        period = Period(point.unit, year, point.index or 0, point.day or 0)
        if 1 <= year <= 9900 and period.exists:
            yield period


def _choose(
    options: Sequence[Period], reference: dt.date, tense: int, *, strict: bool, against: int | None
) -> Period | None:
    """The nearest option on the side that the tense gives.

    ``strict`` excludes the period in which the reference lies; ``against`` lets an option on the
    other side win if it is that many times nearer.
    """

    def distance(period: Period) -> tuple[float, dt.date]:
        first, last = period.first_day, period.last_day
        days: float = abs((first - reference + (last - reference)).days)
        if against is not None and not _on_side(period, reference, tense, strict):
            days *= against
        looks_ahead = period.unit in ("day", "month")
        if against is not None and not tense and looks_ahead and last < reference:
            days *= _PAST
        return days, first

    allowed = options
    if tense and against is None:
        allowed = [p for p in options if _on_side(p, reference, tense, strict)]
    return min(allowed, key=distance, default=None)


def _on_side(period: Period, reference: dt.date, tense: int, strict: bool) -> bool:
    if tense < 0:
        return period.last_day < reference if strict else period.first_day <= reference
    if tense > 0:
        return period.first_day > reference if strict else period.last_day >= reference
    return True


def _within(point: Point, container: Period) -> Period | None:
    """The period of a point inside of another one, or counted from a day."""
    first, last = container.first_day, container.last_day
    if point.shift:
        return container.shifted(point.shift)
    if container.unit == "day":
        return Period.containing(point.unit, first)
    if point.nth is not None and point.index is None:
        return _nth(point, first, last)
    if point.unit == "day" and point.index is None:
        if point.day is not None and container.unit == "month":
            return Period("day", container.year, container.index, point.day)
        if point.weekday is not None and container.unit == "week":
            return Period.containing("day", first + dt.timedelta(days=point.weekday))
        return None
    if point.index is not None and container.unit == "year":
        return Period(point.unit, container.year, point.index, point.day or 0)
    return None


def _nth(point: Point, first: dt.date, last: dt.date) -> Period | None:
    """*premier lundi*, *deuxième semaine*, *dernier jour* of a period."""
    nth = point.nth or 1
    if point.unit == "month":
        start = Period.containing("month", first if nth > 0 else last)
        return start.shifted(max(nth - 1, 0))
    weekday = 5 if point.unit == "weekend" else point.weekday
    step = 1 if point.unit == "day" and weekday is None else 7
    if nth > 0:
        offset = 0 if weekday is None else (weekday - first.weekday()) % 7
        day = first + dt.timedelta(days=offset + step * (nth - 1))
    else:
        day = last - dt.timedelta(days=0 if weekday is None else (last.weekday() - weekday) % 7)
    return Period.containing(point.unit, day) if first <= day <= last else None
