"""Past or future: what the verbs around a place in the text say. The words are in tense.toml.

French marks the future by endings (*-ra*, *-ront*) and auxiliaries (*va*, *doit*), the past by
*avoir* with a participle, by *-ait*, *-aient*, *-èrent*, or by a participle alone (*créée en
mars*). The cue that stands nearest in the sentence decides; other clauses count as farther away.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, cached_property
from itertools import chain

from ftextract.lexicon import Words, load
from ftextract.rule import alternatives, lowered

_REACH = 200
_CLAUSE = 25  # what a comma or colon between a verb and the date counts, in characters
_BLOCK = 128
_LONGEST_CUE = 40
_TENSES = {"past": -1, "present": 0, "future": 1}
# Searches skip to the class of characters that it begins with.
_SENTENCE_END = re.compile(
    r"""[.!?…;\n–•] (?: (?<= [.!?…;] ) [.!?…;]* [ »")\]] | (?<= \n ) | (?<= [ ] [–•] ) [ ] )""",
    re.VERBOSE,
)
_PARTICIPLE = r"\w++ (?<= [éeisut] ) (?! ' )"  # not "avons jusqu'au"
_ADVERB = r"(?:\w++(?<=ment)|déjà|bien|aussi|ainsi|enfin|été|être|donc|pas|tout\ juste)"
_BEFORE_DATE = (
    r"\ (?:en|le|au|depuis|dès|la|l'|du|fin|mi|début|courant|dans|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|ce|cet|cette|hier)\b"
)
# Between a participle and its date: élue présidente en mars, écartée de la première vague en mars.
_COMPLEMENT = r"(?:\ (?:[ld]')?[^\W\d_]++(?!')){1,4}?"


# "-erait": what is planned or said to come (la décision tomberait en mars).
_FUTURE_ENDINGS = (
    "ra", "ront", "erai", "irai", "erait", "eraient", "erons", "irons", "erez", "irez",
)  # fmt: skip


def _ending(*endings: str) -> str:
    """A word that ends so; read once from left to right, without going back."""
    return r"\w++ (?: " + " | ".join(f"(?<= {ending} )" for ending in endings) + " )"


def _any(words: Words) -> str:
    """One of the words; grouped by their first letter, which turns most places away at once."""
    letters = sorted({word[0] for word in words})
    groups = (
        letter + alternatives(word[1:] for word in words if word[0] == letter) for letter in letters
    )
    return "(?: " + " | ".join(groups) + r" ) (?! \w )"


def _gate() -> str:
    """What a cue begins with: a listed word, or a word with a listed ending.

    It turns most words away before the cues are tried, and none that a cue begins with.
    """
    tables = ("future", "past", "past_auxiliary", "participle")
    words = [*(word for table in tables for word in load("tense")[table]), "est", "sont"]
    ends = r"(?<= ra | nt | ai | it | ns | ez | ée | és ) | (?<= é ) | (?<= ées )"
    return rf"{alternatives(words)} (?! \w ) | \w++ (?: {ends} )"


@cache
def _cues() -> re.Pattern[str]:
    words = {name: _any(table) for name, table in load("tense").items()}
    passed = rf"(?: {_ending('é', 'ée', 'és', 'ées')} | {words['participle']} )"
    return re.compile(
        rf"""[^a-zà-öø-ÿ0-9] (?= {_gate()} ) \b (?:
        (?P<future>
            (?: {words["past_auxiliary"]} | est | sont ) (?: \ {_ADVERB} ){{0,2}}
            \ {words["put_off"]}
          | (?: {words["future"]}
              | (?! {words["no_future"]} )
                \w\w {_ending(*_FUTURE_ENDINGS)} )
            (?: \ {_ADVERB} ){{0,3}} (?: \ {_PARTICIPLE} )?
        )
        | (?P<past>
            {words["past_auxiliary"]} (?: \ {_ADVERB} ){{0,3}} \ {_PARTICIPLE}
          | (?: est | sont ) \ (?: {_ADVERB} \  )? {words["participle_of_motion"]}
          | {words["past"]} (?: \ {_ADVERB} ){{0,3}} (?: \ {_PARTICIPLE} )?
          | (?! {words["no_past"]} ) \w\w {_ending("ait", "aient", "èrent", "irent", "urent")}
          | (?<! (?:d|l|s|n|c)es\  ) (?<! \b(?:u|l|d)[nea]\  ) (?<! \bl' )
            (?: {passed} (?= {_BEFORE_DATE} )
              | {words["participle"]} (?= {_COMPLEMENT} {_BEFORE_DATE} ) )
        )
        | (?P<present> (?: est | sont ) (?: \ {_ADVERB} ){{0,2}} \ {passed} )
        )""",
        re.VERBOSE,
    )


@cache
def _before(table: str) -> re.Pattern[str]:
    return re.compile(rf"\b{load('tense')[table].pattern}\ ?\Z", re.VERBOSE)


class Tenses:
    """Sentence ends and tense cues of one text, found where they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = lowered(text)
        self._spaced = " " + self._text
        self._blocks: dict[int, list[tuple[int, int, int]]] = {}

    @cached_property
    def _sentence_ends(self) -> tuple[list[int], list[int]]:
        """Where each sentence's last signs begin, and where they end."""
        starts: list[int] = []
        ends: list[int] = [0]
        for match in _SENTENCE_END.finditer(self._text):
            start, end = match.span()
            if self._text[start] in "–•":
                start -= 1  # the space before the dash
                if start < ends[-1]:
                    continue
            starts.append(start)
            ends.append(end)
        return starts, ends

    def _cues_of(self, block: int) -> list[tuple[int, int, int]]:
        """Start, end and tense of the cues that start in a block of the text; kept for later."""
        if block not in self._blocks:
            found = []
            end = (block + 1) * _BLOCK
            # Of a cue's match, the first character is the one before it: behind the space that
            # is put before the text, it is found where the cue stands in the text.
            for cue in _cues().finditer(self._spaced, block * _BLOCK, end + _LONGEST_CUE + 1):
                if cue.start() >= end:
                    break
                found.append((cue.start(), cue.end() - 1, _TENSES[str(cue.lastgroup)]))
            self._blocks[block] = found
        return self._blocks[block]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Bounds of the sentence around a span, at most ``_REACH`` characters to each side."""
        starts, ends = self._sentence_ends
        left = ends[bisect_right(ends, start) - 1]
        after = bisect_left(starts, end)
        right = starts[after] if after < len(starts) else len(self._text)
        return max(left, start - _REACH), min(right, end + _REACH)

    def at(self, start: int, end: int) -> int:
        """-1 for the past, 1 for the future, 0 if nothing tells."""
        left, right = self.sentence(start, end)
        best, nearest = 0, _REACH * 10
        words = self._text[max(left, start - 20) : start]
        if _before("preposition_future").search(words):
            best, nearest = 1, 5
        elif _before("dated_past").search(words):
            best, nearest = -1, 5
        blocks = range(left // _BLOCK, right // _BLOCK + 1)
        for low, high, tense in chain.from_iterable(map(self._cues_of, blocks)):
            if low < left or low >= right or start <= low < end:
                continue
            gap = (min(high, start), start) if low < start else (end, low)
            distance = gap[1] - gap[0]
            if distance >= nearest:
                continue
            distance += _CLAUSE * sum(self._text.count(mark, *gap) for mark in ",:(–")
            if distance < nearest:
                best, nearest = tense, distance
        return best
