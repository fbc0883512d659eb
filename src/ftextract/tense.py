"""Past or future: what the verbs around a place in the text say. The words are in tense.toml.

French marks the future by endings (*-ra*, *-ront*) and auxiliaries (*va*, *doit*), the past by
*avoir* with a participle, by *-ait*, *-aient*, *-èrent*, or by a participle alone (*créée en
mars*).
The cue that stands nearest in the sentence decides; other clauses count as farther away.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, cached_property
from operator import itemgetter

from ftextract.lexicon import load
from ftextract.rule import fold

_REACH = 200
_CLAUSE = 25  # what a comma or colon between a verb and the date counts, in characters
_NEAR = 6  # how many cues to each side are compared
_TENSES = {"past": -1, "present": 0, "future": 1}
_SENTENCE_END = re.compile(r"[.!?…;]+[\ »\")\]]|\n|\ [–•]\ ")
_PARTICIPLE = (
    r"\w+(?:é|ée|és|ées|i|is|ie|ies|u|us|ue|ues|it|its|ite|ites|ert|erts|erte|ertes|rt|aint)\b"
)
_ADVERB = r"(?:\w+ment|déjà|bien|aussi|ainsi|enfin|été|être|donc|pas|tout\ juste)"
_BEFORE_DATE = (
    r"\ (?:en|le|au|depuis|dès|la|l'|du|fin|mi|début|courant|dans|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche)\b"
)


@cache
def _cues() -> re.Pattern[str]:
    words = load("tense")
    return re.compile(
        rf"""(?<!\w) (?:
        (?P<future>
            (?: {words["past_auxiliary"].pattern} | est | sont ) (?: \ {_ADVERB} ){{0,2}}
            \ {words["put_off"].pattern} (?!\w)
          | (?: {words["future"].pattern} (?!\w)
              | (?! {words["no_future"].pattern} (?!\w) ) \w{{2,}}r(?:a|ont|ai|as|ez|ons) (?!\w) )
            (?: \ {_ADVERB} ){{0,3}} (?: \ {_PARTICIPLE} )?
        )
        | (?P<past>
            {words["past_auxiliary"].pattern} (?: \ {_ADVERB} ){{0,3}} \ {_PARTICIPLE}
          | (?:est|sont) \ (?:{_ADVERB}\ )? {words["participle_of_motion"].pattern} (?!\w)
          | {words["past"].pattern} (?!\w) (?: \ {_ADVERB} ){{0,3}} (?: \ {_PARTICIPLE} )?
          | \w{{3,}}(?:ait|aient|èrent|irent|urent) (?!\w)
          | (?: \w{{2,}}(?:é|ée|és|ées) | {words["participle"].pattern} ) (?= {_BEFORE_DATE} )
        )
        | (?P<present> (?:est|sont) (?: \ {_ADVERB} ){{0,2}}
            \ (?: \w+(?:é|ée|és|ées) | {words["participle"].pattern} ) (?!\w) )
        )""",
        re.VERBOSE,
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"\b{load('tense')['preposition_future'].pattern}\ ?\Z", re.VERBOSE)


class Tenses:
    """Sentence ends and tense cues of one text, found at the first question."""

    def __init__(self, text: str) -> None:
        self._text = fold(text).lower()

    @cached_property
    def _sentence_ends(self) -> list[tuple[int, int]]:
        return [match.span() for match in _SENTENCE_END.finditer(self._text)]

    @cached_property
    def _cues(self) -> list[tuple[int, int, int]]:
        """Start, end and tense of every cue."""
        return [
            (cue.start(), cue.end(), _TENSES[str(cue.lastgroup)])
            for cue in _cues().finditer(self._text)
        ]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Bounds of the sentence around a span, at most ``_REACH`` characters to each side."""
        ends = self._sentence_ends
        before = bisect_right(ends, start, key=itemgetter(1)) - 1
        after = bisect_left(ends, end, key=itemgetter(0))
        left = ends[before][1] if before >= 0 else 0
        right = ends[after][0] if after < len(ends) else len(self._text)
        return max(left, start - _REACH), min(right, end + _REACH)

    def at(self, start: int, end: int) -> int:
        """-1 for the past, 1 for the future, 0 if nothing tells."""
        left, right = self.sentence(start, end)
        best, nearest = 0, _REACH * 10
        if _before().search(self._text[max(left, start - 16) : start]):
            best, nearest = 1, 5
        place = bisect_left(self._cues, start, key=itemgetter(0))
        for low, high, tense in self._cues[max(place - _NEAR, 0) : place + _NEAR]:
            if low < left or low >= right or start <= low < end:
                continue
            gap = (min(high, start), start) if low < start else (end, low)
            distance = gap[1] - gap[0]
            distance += _CLAUSE * sum(self._text.count(mark, *gap) for mark in ",:(–")
            if distance < nearest:
                best, nearest = tense, distance
        return best
