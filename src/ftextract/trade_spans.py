"""Where a company's trade may stand: the noun phrases around its name, and how each is tied to it.

A phrase begins at a word that means something and ends before a sign, a verb, a name. Between it
and the company stands a *gap*, told in kinds of tokens, without what only says where and how many
(*, à Brest,*, *(450 salariés)*) and without the other companies of an enumeration.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ftextract.tokens import CAPITAL, COMPANY, COUNTED, DIGIT, NAME, NUMBER, PLACE, WORD, Sentence

# The signs of a phrase behind the company: of the gap, of the words that tie it, of how it ends.
AFTER_GAP = (
    "after.core", "after.gap", "after.opening", "after.distance", "after.kind", "after.mention",
)  # fmt: skip
AFTER_WORDS = ("after.verb", "after.word", "after.ending", "after.first", "after.last")
AFTER_END = ("after.next kind", "after.shape", "after.length", "after.next word")
# The same for a phrase in front of it.
BEFORE_GAP = ("before.gap", "before.last two", "before.around", "before.mention")
BEFORE_WORDS = ("before.word", "before.ending", "before.between")
BEFORE_END = (
    "before.previous kind", "before.shape", "before.previous word", "before.first ending",
    "before.previous two", "before.length",
)  # fmt: skip
# All of either, in the order of a phrase's values.
AFTER, BEFORE = AFTER_GAP + AFTER_WORDS + AFTER_END, BEFORE_GAP + BEFORE_WORDS + BEFORE_END
# What speaks for no phrase at all.
NONE = (
    "none", "none.next", "none.previous", "none.previous two", "none.previous word", "none.around",
    "none.next word",
)  # fmt: skip

BEGINS = frozenset({WORD, "q", "T", "M", "V", "X", COUNTED})  # kinds of what a phrase begins with
_ENDS = BEGINS | {CAPITAL, DIGIT}
INSIDE = _ENDS | {"d", "des", "A", "a", "en", "pour", "et", "sur", "sans", "par", "dans", "-"}
INSIDE |= {"entre", "S", "sous", "contre"}
_GOES_ON = frozenset({WORD, "T", "M", "X", CAPITAL, DIGIT, COUNTED})  # no phrase ends before these
_NOT_BEHIND = (_GOES_ON | {"q"}) - {"X"}  # no phrase begins behind these
_AGREES = ("ent", "ue", "ues", "us")  # but before these endings, of verbs and of participles
_STOPS = frozenset({";", ".", "!", "?", "…", "«", "»"})
_JOINS = frozenset({",", "et", "ou", "/"})
_JOINS_OR_ARTICLE = _JOINS | {"A"}
_OPENS_CLAUSE = _JOINS | {":", "–", "—", "(", "-", "mais", "que"}  # a company here is a new subject
_POINTS = frozenset({"A", "des", "d", "a", "en", "dans", "chez", "sur", "adv", "vers", "par", "y"})
_ASIDE = frozenset({PLACE, NUMBER, NAME})
_IDLE = frozenset({"()", "adv", "y", "qui", ",", "–", "se", ">", "pron"})
_DETERMINES = frozenset({"A", "d", "des", "S", "V", "a", "w"})  # between a verb and its object
_REACH, _REACH_BACK = 14, 6  # tokens that are looked at
_LONGEST = 9  # tokens of a phrase
_FAR = 60  # tokens between companies of one enumeration
_GAP = 7  # kinds of a gap that is told in full
_NEXT = ">"  # stands in the gap for the end of the company's sentence

Values = tuple[str, ...]


class Phrase(NamedTuple):
    """A phrase: its sentence, its first and last token, the values of its signs."""

    sentence: Sentence
    first: int
    last: int
    behind: bool  # the company
    gap: Values  # AFTER_GAP or BEFORE_GAP
    words: Values  # AFTER_WORDS or BEFORE_WORDS; one object for phrases that are tied alike
    end: Values  # AFTER_END or BEFORE_END


def phrases(
    sentence: Sentence, company: int, mention: int, behind: Sentence | None
) -> list[Phrase]:
    """The phrases around a company's token.

    ``mention`` counts the mentions of the company before this one; ``behind`` is the next sentence
    if it goes on about this company.
    """
    found: list[Phrase] = []
    first, later = enumeration(sentence.kinds, company)
    joined = "+" if later > company else "-" if first < company else ""
    _after(found, sentence, later + 1, company, "", f"{joined}{mention}")
    if behind:
        _after(found, behind, 0, -1, _NEXT, f"{_NEXT}{mention}")
    _before(found, sentence, first - 1, company, f"{'+' if first < company else ''}{mention}")
    return found


def nothing(sentence: Sentence, company: int) -> Values:
    """The values of the signs that speak for no phrase at all."""
    kinds, words = sentence.kinds, sentence.words
    ends, begins = company + 1 >= len(kinds), company == 0
    after, following = (".", "") if ends else (kinds[company + 1], words[company + 1].lower())
    before, word = ("^", "^") if begins else (kinds[company - 1], words[company - 1].lower())
    two = f"{kinds[company - 2]} {before}" if company > 1 else before
    return "1", after, before, two, word, f"{after}|{before}", following


def enumeration(kinds: list[str], company: int) -> tuple[int, int]:
    """The first and the last company of the enumeration that a company's token stands in.

    Of a long one, those near by.
    """
    first = last = company
    while company - first < _FAR and first and kinds[first - 1] in _JOINS_OR_ARTICLE:
        index = _over_joins(kinds, first - 1, -1)
        if index < 0 or kinds[index] != COMPANY:
            break
        first = index
    while last - company < _FAR and last + 1 < len(kinds) and kinds[last + 1] in _JOINS:
        index = _over_joins(kinds, last + 1, 1)
        if index == len(kinds) or kinds[index] != COMPANY:
            break
        last = index
    return first, last


def _over_joins(kinds: list[str], index: int, step: int) -> int:
    """The first token from an index on that is neither comma, *et*, *ou* nor article.

    Outside of the sentence if none of the former stands in between: names side by side are no
    enumeration.
    """
    joined = False
    while 0 <= index < len(kinds) and kinds[index] in _JOINS_OR_ARTICLE:
        joined = joined or kinds[index] in _JOINS
        index += step
    return index if joined else -1 if step < 0 else len(kinds)


def _after(
    found: list[Phrase], sentence: Sentence, index: int, company: int, opening: str, joined: str
) -> None:
    """The phrases from a token on."""
    kinds, words = sentence.kinds, sentence.words
    gap = [opening] if opening else []
    commas, aside, verb = 0, "", ""
    following = company + 1
    first = ""  # how the word right after the name ends, if it may be a verb
    if company >= 0 and following < len(kinds) and kinds[following] in ("w", "V", "q"):
        first = words[following][-2:]
    previous = kinds[index - 1] if index else "^"
    stop = min(len(kinds), index + _REACH)
    while index < stop:
        kind = kinds[index]
        if kind == COMPANY and previous not in _OPENS_CLAUSE:
            kind = NAME  # filiale de Morand, le groupe Morand
        if kind == ";" and index + 1 < len(kinds) and kinds[index + 1] == "S":
            gap, previous = [_NEXT], kind  # Orbem a grandi ; ses écrans …
            index += 1
            continue
        if kind == COMPANY or kind in _STOPS:
            return
        if kind in _ASIDE:
            _drop_aside(gap)
            aside, previous = "z", kind
            index += 1
            if index < len(kinds) and kinds[index] == ",":
                previous = ","
                index += 1
            continue
        if kind == ")" and "(" in gap:
            while gap.pop() != "(":
                pass
            kind = "()"
        elif kind in BEGINS:
            if previous not in _NOT_BEHIND:
                tied = verb if gap and gap[-1] in _DETERMINES else ""
                word = words[index].lower()
                whole = " ".join(gap)
                last = words[index - 1].lower() if index else "^"
                if tied and kinds[index - 2] == "M":
                    last = "M" + last
                gap_of = _gap_after(whole, kind, joined, min(commas, 3), aside)
                tie = (tied, word, word[-3:], f"{first}|{whole}" if first else "", last)
                _ending(found, sentence, index, gap_of, tie)
            if kind == COUNTED:
                previous = kind
                index += 1
                continue
            verb = words[index].lower()
        elif kind == ",":
            commas += 1
        previous = kinds[index]
        if kind == "T":
            kind = WORD
        if kind != WORD or not gap or gap[-1] != WORD:
            gap.append(kind)
        index += 1


def _drop_aside(gap: list[str]) -> None:
    """Take what leads to a place, a figure or a name off the end of a gap."""
    while gap and gap[-1] in _POINTS:
        gap.pop()
    if gap and gap[-1] == ",":
        gap.pop()


@lru_cache(maxsize=4096)
def _gap_after(whole: str, kind: str, joined: str, commas: int, aside: str) -> Values:
    """The values of AFTER_GAP.

    In the core of a gap is not what only joins, and the first word that means something is taken
    for a verb.
    """
    gap = whole.split()
    core = [part for part in gap if part not in _IDLE][:5]
    if core and core[0] in ("w", "q"):
        core[0] = "V"
    joins, mention = joined[:-1], joined[-1]
    return (
        f"{' '.join(core)}|{kind}{joins}",
        whole if len(gap) <= _GAP else "long",
        " ".join(gap[:2]) + joins,
        f"{commas}{aside}",
        kind + joins,
        mention,
    )


def _ending(found: list[Phrase], sentence: Sentence, first: int, gap: Values, tie: Values) -> None:
    """The phrases that begin at a token."""
    kinds, words, shape = sentence.kinds, sentence.words, ""
    end = len(kinds)
    for last in range(first, min(end, first + _LONGEST)):
        kind = kinds[last]
        if kind not in INSIDE:
            return
        shape = f"{shape} {kind}" if shape else kind
        if kind in _ENDS:
            following, word = (kinds[last + 1], words[last + 1]) if last + 1 < end else (".", "")
            if following not in _GOES_ON or (following == WORD and word.endswith(_AGREES)):
                values = (following, shape, str(last - first), word.lower())
                found.append(Phrase(sentence, first, last, True, gap, tie, values))


def _before(found: list[Phrase], sentence: Sentence, index: int, company: int, joined: str) -> None:
    """The phrases that end at a token or before it, back from a company or its enumeration."""
    kinds, words, gap, verb = sentence.kinds, sentence.words, list[str](), ""
    after = kinds[company + 1] if company + 1 < len(kinds) else "."
    for last in range(index, max(-1, index - _REACH_BACK), -1):
        kind = kinds[last]
        if kind == COMPANY or kind in _STOPS:
            return
        if kind in _ENDS and kinds[last + 1] not in _GOES_ON:
            word = words[last].lower()
            gap_of = _gap_before(" ".join(gap), joined, after)
            _beginning(found, sentence, last, gap_of, (word, word[-3:], verb))
        if kind in BEGINS:
            verb = words[last].lower()
        elif kind in _ASIDE:
            kind = PLACE
        if kind != WORD or not gap or gap[-1] != WORD:
            gap.append(kind)


@lru_cache(maxsize=4096)
def _gap_before(whole: str, joined: str, after: str) -> Values:
    """The values of BEFORE_GAP."""
    gap = whole.split()
    if len(gap) >= _GAP:
        whole = "long"
    return whole + joined[:-1], " ".join(gap[-2:]), f"{whole}|{after}", joined[-1]


def _beginning(
    found: list[Phrase], sentence: Sentence, last: int, gap: Values, tie: Values
) -> None:
    """The phrases that end at a token."""
    kinds, words, shape = sentence.kinds, sentence.words, ""
    for first in range(last, max(-1, last - _LONGEST), -1):
        kind = kinds[first]
        if kind not in INSIDE:
            return
        shape = f"{kind} {shape}" if shape else kind
        if kind not in BEGINS:
            continue
        previous, word = (kinds[first - 1], words[first - 1].lower()) if first else ("^", "^")
        if previous == "M" or previous not in _NOT_BEHIND:
            two = ""
            if previous in ("d", "A", "des"):
                maker = first > 1 and kinds[first - 2] == "M"
                two = "M" if maker else words[first - 2].lower() if first > 1 else "^"
                two = f"{two} {previous}"
            ending = words[first][-3:].lower()
            values = (previous, shape, word, ending, two, str(last - first))
            found.append(Phrase(sentence, first, last, False, gap, tie, values))
