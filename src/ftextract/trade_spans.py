"""Where a company's trade may stand: the noun phrases around its name, and how each is tied to it.

A phrase begins at a word that means something and ends before a sign, a verb, a name. Between it
and the company stands a *gap*, told in kinds of tokens, without what only says where and how many
(*, à Brest,*, *(450 salariés)*) and without the other companies of an enumeration.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ftextract.tokens import CAPITAL, COMPANY, COUNTED, DIGIT, NAME, NUMBER, PLACE, WORD, Sentence
from ftextract.trade_signs import (
    AFTER_BESIDE,
    AFTER_END,
    AFTER_FAR,
    AFTER_GAP,
    AFTER_WORDS,
    BEFORE_BESIDE,
    BEFORE_END,
    BEFORE_FAR,
    BEFORE_GAP,
    BEFORE_WORDS,
    INNER,
    Values,
    after_words,
    before_beside,
    before_words,
    end_values,
    far_values,
    with_meanings,
)

BEGINS = frozenset({WORD, "q", "T", "M", "V", "X", COUNTED})  # kinds of what a phrase begins with
_ENDS = BEGINS | {CAPITAL, DIGIT}
INSIDE = _ENDS | {"d", "des", "A", "a", "en", "pour", "et", "sur", "sans", "par", "dans", "-"}
INSIDE |= {"entre", "S", "sous", "contre"}
_GOES_ON = frozenset({WORD, "T", "M", "X", CAPITAL, DIGIT, COUNTED})  # no phrase ends before these
_BINDS = _GOES_ON - {"X"}
_NOT_BEHIND = (_GOES_ON | {"q"}) - {"X"}  # no phrase begins behind these
_NOT_BEFORE = _NOT_BEHIND - {"M"}  # nor does one in front of a company: fabricant [de cartes] Orbem
_AGREES = ("ent", "ue", "ues", "us")  # but before these endings, of verbs and of participles
_STOPS = frozenset({";", ".", "!", "?", "…", "«", "»"})
_JOINS = frozenset({",", "et", "ou", "/"})
_JOINS_OR_ARTICLE = _JOINS | {"A"}
_OPENS_CLAUSE = _JOINS | {":", "–", "—", "(", "-", "mais", "que"}  # a company here is a new subject
_POINTS = frozenset({"A", "des", "d", "a", "en", "dans", "chez", "sur", "adv", "vers", "par", "y"})
_ASIDE = frozenset({PLACE, NUMBER, NAME})
_BREAKS = _STOPS | _ASIDE | {COMPANY}
_IDLE = frozenset({"()", "adv", "y", "qui", ",", "–", "se", ">", "pron"})
_DETERMINES = frozenset({"A", "d", "des", "S", "V", "a", "w"})  # between a verb and its object
_REACH, _REACH_BACK = 14, 5  # tokens that are looked at
LONGEST = 7  # tokens of a phrase
_FAR = 60  # tokens between companies of one enumeration
_SEVERAL = frozenset({"cet", "des"})  # kinds of what speaks of several: deux, tous, des
_DETERMINERS = frozenset({"A", "S"})  # and these, if they end so: les, leurs
_MANY, _OFTEN = 4, 4  # more companies of an enumeration, more mentions make no difference
_FEW = 2  # kinds of a gap that is short
_GAP = 7  # kinds of a gap that is told in full
_TURNS = "1"  # stands in the gap for *la première*, *l'autre*
_NEXT = ">"  # stands in the gap for the end of the company's sentence

# A phrase: its first and last token, its shape, the kind and the word beside the end of it by which
# it is not tied.
Phrase = tuple[int, int, str, str, str]


class Tie(NamedTuple):
    """How some phrases of a sentence are tied to a company: alike, and at the same word."""

    sentence: Sentence
    behind: bool  # the company
    gap: Values  # AFTER_GAP or BEFORE_GAP
    rough: str  # what ties them, roughly
    words: Values  # what after_words or before_words is told
    phrases: list[Phrase]

    def signs(self, phrase: Phrase) -> list[tuple[str, str]]:
        """All signs of a phrase with their values."""
        first, last, shape, kind, word = phrase
        words = self.sentence.words
        end = end_values(self.rough, shape, kind)
        far = far_values(words[last if self.behind else first] if first < last else "")
        names: tuple[str, ...]
        values: Values
        if self.behind:
            names = AFTER_GAP + AFTER_WORDS + AFTER_END + AFTER_BESIDE + AFTER_FAR
            values = (*self.gap, *after_words(*self.words), *end, word, *far)
        else:
            names = BEFORE_GAP + BEFORE_WORDS + BEFORE_END + BEFORE_BESIDE + BEFORE_FAR
            beside = before_beside(self.sentence, first, word)
            values = (*self.gap, *before_words(*self.words), *end, *beside, *far)
        signs = with_meanings(list(zip(names, values, strict=True)))
        return [*signs, *((INNER, word) for word in words[first + 1 : last])]


def phrases(sentence: Sentence, company: int, mention: int, behind: Sentence | None) -> list[Tie]:
    """The phrases around a company's token.

    ``mention`` counts the mentions of the company before this one; ``behind`` is the next sentence
    if it goes on about this company.
    """
    found: list[Tie] = []
    first, later = enumeration(sentence, company)
    listed = _listed(sentence.kinds, first, company, later)
    joined = "+" if later > company else "-" if first < company else ""
    _after(found, sentence, later + 1, company, "", f"{joined}{mention}", listed)
    if behind:
        _after(found, behind, 0, -1, _NEXT, f"{_NEXT}{mention}", listed)
    joined = "+" if first < company else ""
    _before(found, sentence, first - 1, company, f"{joined}{mention}", listed)
    return found


def phrases_from(sentence: Sentence, index: int, until: int) -> list[Tie]:
    """The phrases between two tokens, where a sentence turns to a company that is not named."""
    found: list[Tie] = []
    _after(found, sentence, index, -1, _TURNS, f"{_TURNS}0", _TURNS, until)
    return found


def nothing(sentence: Sentence, company: int, mentions: int) -> Values:
    """The values of the signs that speak for no phrase at all."""
    kinds, words = sentence.kinds, sentence.words
    first, last = enumeration(sentence, company)
    listed = f"{_listed(kinds, first, company, last)}{min(last - first, _MANY)}"
    ends, begins = company + 1 >= len(kinds), company == 0
    after, following = (".", "") if ends else (kinds[company + 1], words[company + 1])
    before, word = ("^", "^") if begins else (kinds[company - 1], words[company - 1])
    two = f"{kinds[company - 2]} {before}" if company > 1 else before
    around = f"{after}|{before}"
    return "1", after, before, two, word, around, following, listed, str(min(mentions, _OFTEN))


def _listed(kinds: list[str], first: int, company: int, last: int) -> str:
    """Whether a company is one of several, the last of them, and whether *et* closes these."""
    if first == last:
        return "1"
    return f"{'last' if company == last else 'in'}{'e' if 'et' in kinds[first:last] else ''}"


def enumeration(sentence: Sentence, company: int) -> tuple[int, int]:
    """The first and the last company of the enumeration that a company's token stands in.

    Of a long one, those near by.
    """
    found = sentence.enumerations.get(company)
    if found is None:
        found = sentence.enumerations[company] = _enumeration(sentence.kinds, company)
    return found


def _enumeration(kinds: list[str], company: int) -> tuple[int, int]:
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
    found: list[Tie],
    sentence: Sentence,
    index: int,
    company: int,
    opening: str,
    joined: str,
    listed: str,
    until: int | None = None,
) -> None:
    """The phrases from a token on."""
    kinds, words = sentence.kinds, sentence.words
    gap = [opening] if opening else []
    commas, aside, verb, number = 0, "", "", ""
    first = ""  # how the word right after the name ends, if it may be a verb
    if 0 <= company < len(kinds) - 1 and kinds[company + 1] in ("w", "V", "q"):
        first = words[company + 1][-2:]
    previous = kinds[index - 1] if index else "^"
    stop = min(until or len(kinds), index + _REACH)
    while index < stop:
        kind = kinds[index]
        index += 1
        if kind in BEGINS:
            word = words[index - 1]
            if previous not in _NOT_BEHIND:
                tied = verb if gap and gap[-1] in _DETERMINES else ""
                whole = " ".join(gap)
                last = words[index - 2] if index > 1 else "^"
                if tied and kinds[index - 3] == "M":
                    last = "M" + last
                many = f"{listed}|{number}{'V' if kind == 'V' and word.endswith('nt') else ''}"
                gap_of, rough = _gap_after(whole, kind, joined, min(commas, 3), aside, many)
                tying = tied, word, f"{first}|{whole}" if first else "", last
                ending = _ending(sentence, index - 1, "dont" in gap[-2:])
                found.append(Tie(sentence, True, gap_of, rough, tying, ending))
            previous = kind
            if kind == COUNTED:
                continue
            verb = word
            if word.endswith("nt"):
                number = "V"
            if kind == "T":
                kind = WORD
            if kind != WORD or not gap or gap[-1] != WORD:
                gap.append(kind)
        elif kind in _BREAKS:
            if kind == COMPANY and previous not in _OPENS_CLAUSE:
                kind = NAME  # filiale de Morand, le groupe Morand
            following = kinds[index] if index < len(kinds) else ""
            previous = kind
            if kind in _ASIDE:
                _drop_aside(gap)
                aside = "z"
                if following == ",":
                    previous = ","
                    index += 1
            elif kind == ";" and following == "S":
                gap = [_NEXT]  # Orbem a grandi ; ses écrans …
            else:
                return
        else:
            previous = kind
            if kind == ",":
                commas += 1
            elif kind == ")" and "(" in gap:
                while gap.pop() != "(":
                    pass
                kind = "()"
            elif kind in _SEVERAL or (kind in _DETERMINERS and words[index - 1].endswith("s")):
                number = "D"
            gap.append(kind)


def _drop_aside(gap: list[str]) -> None:
    """Take what leads to a place, a figure or a name off the end of a gap."""
    while gap and gap[-1] in _POINTS:
        gap.pop()
    if gap and gap[-1] == ",":
        gap.pop()


def _gap_after(
    whole: str, kind: str, joined: str, commas: int, aside: str, many: str
) -> tuple[Values, str]:
    """The values of AFTER_GAP, and roughly what ties a phrase."""
    core, told, opening, rough = _gap(whole)
    joins, mention = joined[:-1], joined[-1]
    values = (
        f"{core}|{kind}{joins}",
        told,
        opening + joins,
        f"{commas}{aside}",
        kind + joins,
        mention,
        f"{many}|{rough}",
    )
    return values, rough


@lru_cache(maxsize=4096)
def _gap(whole: str) -> tuple[str, str, str, str]:
    """The core of a gap, the gap if it is short, how it begins, and roughly what it is.

    In the core is not what only joins, and the first word that means something is taken for a verb.
    """
    gap = whole.split()
    core = [part for part in gap if part not in _IDLE][:5]
    if core and core[0] in ("w", "q"):
        core[0] = "V"
    long = "…" if len(gap) > _GAP else "+" if len(core) > _FEW else ""
    told = whole if len(gap) <= _GAP else "long"
    return " ".join(core), told, " ".join(gap[:2]), f"{core[0] if core else '-'}{long}"


def _ending(sentence: Sentence, first: int, loose: bool) -> list[Phrase]:
    """The phrases that begin at a token; a ``loose`` one may end before any word."""
    kinds, words, shape = sentence.kinds, sentence.words, ""
    found: list[Phrase] = []
    end = len(kinds)
    for last in range(first, min(end, first + LONGEST)):
        kind = kinds[last]
        if kind not in INSIDE:
            break
        shape = f"{shape} {kind}" if shape else kind
        if kind in _ENDS:
            following, word = (kinds[last + 1], words[last + 1]) if last + 1 < end else (".", "")
            if following not in _BINDS or (following == WORD and (loose or word.endswith(_AGREES))):
                found.append((first, last, shape, following, word))
    return found


def _before(
    found: list[Tie], sentence: Sentence, index: int, company: int, joined: str, listed: str
) -> None:
    """The phrases that end at a token or before it, back from a company or its enumeration."""
    kinds, words, gap, verb = sentence.kinds, sentence.words, list[str](), ""
    after = kinds[company + 1] if company + 1 < len(kinds) else "."
    for last in range(index, max(-1, index - _REACH_BACK), -1):
        kind = kinds[last]
        if kind == COMPANY or kind in _STOPS:
            return
        if kind in _ENDS and kinds[last + 1] not in _GOES_ON:
            gap_of, rough = _gap_before(gap, joined, after, listed)
            beginning = _beginning(sentence, last)
            found.append(Tie(sentence, False, gap_of, rough, (words[last], verb), beginning))
        if kind in BEGINS:
            verb = words[last]
        elif kind in _ASIDE:
            kind = PLACE
        if kind != WORD or not gap or gap[-1] != WORD:
            gap.append(kind)


def _gap_before(gap: list[str], joined: str, after: str, listed: str) -> tuple[Values, str]:
    """The values of BEFORE_GAP, and roughly what ties a phrase."""
    rough = "0" if not gap else gap[-1] if len(gap) <= _FEW else "far"
    whole = " ".join(gap)
    joins, mention = joined[:-1], joined[-1]
    around = f"{whole}|{after}"
    return (whole + joins, " ".join(gap[-2:]), around, mention, f"{listed}|{rough}"), rough


def _beginning(sentence: Sentence, last: int) -> list[Phrase]:
    """The phrases that end at a token."""
    kinds, words, shape = sentence.kinds, sentence.words, ""
    found: list[Phrase] = []
    for first in range(last, max(-1, last - LONGEST), -1):
        kind = kinds[first]
        if kind not in INSIDE:
            break
        shape = f"{kind} {shape}" if shape else kind
        if kind in BEGINS:
            previous, word = (kinds[first - 1], words[first - 1]) if first else ("^", "^")
            if previous not in _NOT_BEFORE:
                found.append((first, last, shape, previous, word))
    return found
