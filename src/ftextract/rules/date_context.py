"""What stands around a number or a name of a day, and decides whether it is a date.

All functions take ``plain`` text; a list of words decides each case (dates.toml), read from the
few words next to the place, so that the cost does not depend on the length of the text.
"""

from __future__ import annotations

import re

from ftextract.rule import lowered
from ftextract.rules.date_words import WORDS, surfaces

_WINDOW = 40
_TOKEN = re.compile(r"[\w'°€$£©²]+(?:-\w+)*")
_STOPS = frozenset('.,;:!?()»«"')
_STOP = re.compile(r"[.,;:!?()»«\"]")
_CLAUSE = re.compile(r"[.!?:\n»]")
_ACRONYM = re.compile(r"\b[A-Z]{3,}\ $")  # "CES 2014" is not "ces 2014"
_LAST_WORD = re.compile(r"(?<![\w'-])[\w'-]++\W*$")
# Years are judged with accents: "dès 2017" is a year, "des 2000" and "a 2000" count.
_NEVER = frozenset(WORDS["year_never"])
_STRONG = frozenset(WORDS["year_strong"]) | frozenset(surfaces("year_strong")).difference(_NEVER)
_WEAK = frozenset(WORDS["year_weak"]) | frozenset(surfaces("year_weak")).difference(_NEVER)
_STRONGEST = frozenset({"en", "depuis", "dès", "l'an"})  # needed by years before 1800
_NO_NAME = _STRONGEST | {"fin", "début", "mi", "courant", "avant", "après", "d'ici", "l'année"}
_COUNTED = frozenset(surfaces("year_counted"))
_NOT_COUNTED = frozenset(surfaces("not_counted"))
_RECURRING = frozenset(surfaces("recurring"))
_NAMED_AFTER = frozenset(surfaces("named_after"))
_STREET = frozenset(surfaces("street"))
_AFTER_DAY = frozenset(surfaces("after_day"))
_AUXILIARY = frozenset(surfaces("before_participle"))
_YEAR_FOLLOWS = re.compile(r"\ en\ (?:19|20)\d\d\b")  # "de 1200 en 2010 à 2000 en 2014"
_JOINED_NUMBER = re.compile(r"\ (?:a|ou|et)\ \d{4}\b")  # "de 2000 à 3000 emplois"
_CLOCK = re.compile(r"\ \d{1,2}\ ?(?:h\b|heures?\b|:\d\d)")
_AFTER_COMMA = re.compile(r",\ *(\w+)")
_NAMED = re.compile(r"(?<![\w-])([\w-]++)\ (?:du|de\ la|de|des|le|d')\ ?$")
_COUNTED_TIME = frozenset(("heure", "min", "minute", "bis", "ter", "euro", "million"))
_NEXT = re.compile(r"\ {0,2}(?:([%€$£])|([\w²']+))?")


def may_follow(words: tuple[str, ...], norm: str, start: int) -> bool:
    """Whether what stands directly before ends like one of some words; cheap, and mostly not so."""
    return norm[max(0, start - _WINDOW) : start].rstrip(" -'").endswith(words)


def words_before(norm: str, start: int) -> list[str]:
    """The endings, of one to three words, of what stands directly before (longest last)."""
    left = norm[max(0, start - _WINDOW) : start]
    if not left or left[-1] not in " '-":
        return []
    left = left.rpartition("\n")[2]
    ending = word = ""
    endings: list[str] = []
    for word in reversed(left.rstrip(" -").rsplit(" ", 3)[-3:]):
        if not word.isalnum():
            break
        ending = f"{word} {ending}" if ending else word
        endings.append(ending)
    else:
        return endings
    if endings and word[-1:] in _STOPS:
        return endings
    tokens = list(_TOKEN.finditer(left))
    if not tokens or left[tokens[-1].end() :].strip(" -"):
        return []
    endings = []
    for token in tokens[:-4:-1]:
        ending = left[token.start() :].rstrip(" -'")
        if _STOP.search(ending):
            break
        endings.append(" ".join(ending.split()))
    elided = tokens[-1][0].rpartition("'")[2]
    if elided and elided != tokens[-1][0]:
        endings.append(elided)
    return endings


def counts_what_follows(text: str, norm: str, end: int) -> bool:
    """Whether the number that ends here counts the word after it: ``2000 salariés``."""
    match = _NEXT.match(norm, end)
    if match is None or match[0].endswith("\n"):
        return False
    if match[1] or _YEAR_FOLLOWS.match(norm, end):
        return True
    word = match[2]
    if not word:
        return False
    if word in _COUNTED:
        return True
    if text[match.start(2) : match.end(2)].istitle() or word in _NOT_COUNTED or len(word) < 4:
        return False
    return word[-1] in "sx" and not word.endswith("'s")


def year_rule(text: str, norm: str, start: int, end: int) -> str | None:
    """The name of the rule that makes a four-digit number a year, None if it is none."""
    left = text[max(0, start - _WINDOW) : start]
    before = words_before(lowered(text), start)
    known = set(before)
    if known & _NEVER and not _ACRONYM.search(left):
        return None
    if norm[start : start + 2] < "18" and not known & _STRONGEST:
        return None
    if known & _STRONG:
        in_name = not (known & _NO_NAME or _CLAUSE.search(left)) and _ends_in_name(left)
        return "dates.year_after_name" if in_name else "dates.year"
    joined = _JOINED_NUMBER.match(norm, end)
    if counts_what_follows(text, norm, joined.end() if joined else end):
        return None
    if not left.strip() or left[-1] in "([\n" or (known & _WEAK and not _ACRONYM.search(left)):
        return "dates.year"
    if not before:
        return None if left[-1].isalnum() or left[-1] in "@#/_=&.+-x*" else "dates.year"
    last = _LAST_WORD.search(left)
    if before[0].isdigit() or (last and last[0][0].isdigit()):
        return None
    if last and last[0][0].isupper():
        return "dates.year_after_name"
    return "dates.year" if "1950" <= norm[start:end] <= "2049" else None


def _ends_in_name(left: str) -> bool:
    """Whether the last word has a capital, and not because it is the first."""
    last = _LAST_WORD.search(left)
    return last is not None and last[0][0].isupper() and bool(left[: last.start()].strip())


def day_may_end(norm: str, end: int) -> bool:
    """Whether what follows a bare day number (``le 27``) lets it be a day."""
    match = _NEXT.match(norm, end)
    if match is None or match[1]:
        return False
    if match[2]:
        return match[2] in _AFTER_DAY or match[2].partition("'")[0] in (
            "l",
            "d",
            "qu",
            "j",
            "s",
            "n",
        )
    rest = norm[end : end + 16].lstrip(" ")
    if rest[:1] in ("/", "-", "°", "+", "."):
        return rest[:1] == "." and not rest[1:2].isdigit()
    following = _AFTER_COMMA.match(rest)
    return following is None or following[1] not in _STREET


def named_day_may_end(norm: str, end: int) -> bool:
    """The same after a day with its weekday (``jeudi 13``), which is seldom anything else."""
    match = _NEXT.match(norm, end)
    if match is None or match[1]:
        return False
    if day_may_end(norm, end):
        return True
    if _CLOCK.match(norm, end):  # "lundi 5 18 h"
        return True
    word = match[2]
    if not word:
        return norm[end : end + 2].strip()[:1] in ("|", "·", "✦", "")
    return word.isalpha() and len(word) > 2 and word[-1] not in "sxz" and word not in _COUNTED_TIME


def is_named_after(norm: str, start: int) -> bool:
    """Whether a date is part of a street's name: ``rue du 11 novembre 1918``."""
    left = norm[max(0, start - _WINDOW) : start]
    match = _NAMED.search(left)
    return match is not None and match[1] in _NAMED_AFTER


def recurs(norm: str, start: int) -> bool:
    """Whether a weekday or period is one of many: ``chaque mardi``, ``tous les lundis``."""
    return bool(_RECURRING.intersection(words_before(norm, start)))


def is_participle(norm: str, start: int) -> bool:
    """Whether *été* follows an auxiliary: ``a été créée``, ``n'a pas été``."""
    return bool(_AUXILIARY.intersection(words_before(norm, start)))
