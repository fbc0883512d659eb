"""Periods of the calendar: TIMEX3 value, bounds in days, EDTF, and steps from one to the next.

Weeks are those of ISO 8601. Seasons are astronomical with fixed days (20 March, 21 June,
22 September, 21 December); a winter belongs to the year in which it starts, as in TIMEX3.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

from ftextract.rules.date_words import Modifier, Unit

_SEASON_CODES = ("SP", "SU", "FA", "WI")
_SEASON_STARTS = ((3, 20), (6, 21), (9, 22), (12, 21))
_PER_YEAR: dict[Unit, int] = {"month": 12, "quarter": 4, "half": 2, "season": 4}
_month_range = lru_cache(maxsize=1024)(monthrange)
_YEARS: dict[Unit, int] = {"year": 1, "decade": 10, "century": 100}


class Period(NamedTuple):
    """A calendar period: ``index`` is its number in ``year`` (month, quarter, half, season, ISO
    week); a day has ``index`` as its month and ``day``."""

    unit: Unit
    year: int
    index: int = 0  # type: ignore[assignment]  # it hides that of tuples
    day: int = 0

    @classmethod
    def containing(cls, unit: Unit, date: dt.date) -> Period:
        """The period of that unit in which a day lies."""
        if unit == "day":
            return cls("day", date.year, date.month, date.day)
        if unit in ("week", "weekend"):
            iso = date.isocalendar()
            return cls(unit, iso.year, iso.week)
        if unit == "season":
            index = 4
            year = date.year - 1
            for number, start in enumerate(_SEASON_STARTS, 1):
                if (date.month, date.day) >= start:
                    index, year = number, date.year
            return cls(unit, year, index)
        if unit in _PER_YEAR:
            return cls(unit, date.year, (date.month - 1) * _PER_YEAR[unit] // 12 + 1)
        return cls(unit, date.year - date.year % _YEARS[unit])

    def shifted(self, steps: int) -> Period | None:
        """The period of the same unit that many steps later; None outside of years 1 to 9999."""
        try:
            if self.unit in ("day", "week", "weekend"):
                days = steps * (1 if self.unit == "day" else 7)
                return Period.containing(self.unit, self.first_day + dt.timedelta(days=days))
            if self.unit in _PER_YEAR:
                per_year = _PER_YEAR[self.unit]
                number = self.year * per_year + self.index - 1 + steps
                shifted = Period(self.unit, number // per_year, number % per_year + 1)
            else:
                shifted = Period(self.unit, self.year + steps * _YEARS[self.unit])
            return shifted if 1 <= shifted.year <= 9900 else None
        except OverflowError:
            return None

    @property
    def exists(self) -> bool:
        """Whether the calendar has it: not so for 31 February, or week 60."""
        try:
            first = self.first_day
            return self.unit == "day" or first <= self.last_day
        except ValueError:
            return False

    @property
    def first_day(self) -> dt.date:
        """Its first day; raises ValueError if it does not exist."""
        if self.unit == "day":
            return dt.date(self.year, self.index, self.day)
        if self.unit == "week":
            return dt.date.fromisocalendar(self.year, self.index, 1)
        if self.unit == "weekend":
            return dt.date.fromisocalendar(self.year, self.index, 6)
        if self.unit == "season":
            return dt.date(self.year, *_SEASON_STARTS[self.index - 1])
        if self.unit in _PER_YEAR:
            return dt.date(self.year, (self.index - 1) * 12 // _PER_YEAR[self.unit] + 1, 1)
        return dt.date(max(self.year, 1), 1, 1)

    @property
    def last_day(self) -> dt.date:
        """Its last day; raises ValueError if it does not exist."""
        if self.unit == "day":
            return self.first_day
        if self.unit == "week":
            return dt.date.fromisocalendar(self.year, self.index, 7)
        if self.unit == "weekend":
            return dt.date.fromisocalendar(self.year, self.index, 7)
        if self.unit == "season":
            following = Period("season", self.year + self.index // 4, self.index % 4 + 1)
            return following.first_day - dt.timedelta(days=1)
        if self.unit in _PER_YEAR:
            month = self.index * 12 // _PER_YEAR[self.unit]
            return dt.date(self.year, month, _month_range(self.year, month)[1])
        return dt.date(self.year + _YEARS[self.unit] - 1, 12, 31)

    @property
    def timex(self) -> str:
        """The TIMEX3 value: ``2014-05-26``, ``2014-W12``, ``2014-Q1``, ``199`` (the 1990s)."""
        match self.unit:
            case "day":
                return f"{self.year:04}-{self.index:02}-{self.day:02}"
            case "week":
                return f"{self.year:04}-W{self.index:02}"
            case "weekend":
                return f"{self.year:04}-W{self.index:02}-WE"
            case "month":
                return f"{self.year:04}-{self.index:02}"
            case "quarter":
                return f"{self.year:04}-Q{self.index}"
            case "half":
                return f"{self.year:04}-H{self.index}"
            case "season":
                return f"{self.year:04}-{_SEASON_CODES[self.index - 1]}"
            case "decade":
                return f"{self.year:04}"[:3]
            case "century":
                return f"{self.year:04}"[:2]
        return f"{self.year:04}"

    @property
    def edtf(self) -> str:
        """The same in EDTF (ISO 8601-2): level 2 codes for parts of a year, else level 0 or 1.

        EDTF has no weeks: they are written as the interval of their days.
        """
        match self.unit:
            case "day" | "month" | "year":
                return self.timex
            case "week" | "weekend":
                return f"{self.first_day}/{self.last_day}"
            case "season":
                return f"{self.year:04}-{20 + self.index}"
            case "quarter":
                return f"{self.year:04}-{32 + self.index}"
            case "half":
                return f"{self.year:04}-{39 + self.index}"
        return self.timex.ljust(4, "X")

    def bounds(self, mod: Modifier | None = None) -> tuple[dt.date, dt.date]:
        """Earliest and latest day; a modifier keeps the first, middle or last third of them."""
        first, last = self.first_day, self.last_day
        if mod is None:
            return first, last
        days = (last - first).days + 1
        third = max(round(days / 3), 1)
        skipped = {"START": 0, "MID": (days - third) // 2, "END": days - third}[mod]
        earliest = first + dt.timedelta(days=skipped)
        return earliest, earliest + dt.timedelta(days=third - 1)


def easter_day(year: int, offset: int = 0) -> Period:
    """The day that many days from Easter Sunday.

    Western Easter in the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus, Jones and
    Butcher).
    """
    century, of_century = divmod(year, 100)
    golden = year % 19
    correction = century // 4 + (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return Period.containing("day", dt.date(year, month, day + 1) + dt.timedelta(days=offset))
