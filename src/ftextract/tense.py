"""Past or future: what the verbs around a place in the text say. The words are in tense.toml.

French marks the future by endings (*-ra*, *-ront*) and auxiliaries (*va*, *doit*), the past by
*avoir* with a participle, by *-ait*, *-aient*, *-èrent*, or by a participle alone (*créée en mars*).
The cue that stands nearest in the sentence decides; other clauses count as farther away.
"""

from __future__ import annotations

import re
from functools import cache

from ftextract.lexicon import load
from ftextract.rule import fold

_REACH = 200
_CLAUSE = 25  # what a comma or colon between a verb and the date counts, in characters
_TENSES = {"past": -1, "present": 0, "future": 1}
_SENTENCE_END = re.compile(r"[.!?…;]+[\ »\")\]]|\n|\ [–•]\ ")
_PARTICIPLE = (
    r"\w+(?:é|ée|és|ées|i|is|ie|ies|u|us|ue|ues|it|its|ite|ites|ert|erts|erte|ertes|rt|aint)\b"
)
_ADVERB = r"(?:\w+ment|déjà|bien|aussi|ainsi|enfin|également|été|être|donc|pas|officiellement|tout\ juste)"


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
          | (?: \w{{2,}}(?:é|ée|és|ées) | {words["participle"].pattern} ) (?= \ (?:en|le|au|depuis|dès|la|l'|du|fin|mi|début|courant|mardi|lundi|jeudi|mercredi|vendredi|samedi|dimanche|dans)\b )
        )
        | (?P<present> (?:est|sont) (?: \ {_ADVERB} ){{0,2}} \ {_PARTICIPLE} )
        )""",
        re.VERBOSE,
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"\b{load('tense')['preposition_future'].pattern}\ ?\Z", re.VERBOSE)


class Tenses:
    """The cues of one text, found where they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = fold(text).lower()

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Bounds of the sentence around a span, at most ``_REACH`` characters to each side."""
        left = max(0, start - _REACH)
        for match in _SENTENCE_END.finditer(self._text, left, start):
            left = match.end()
        right = min(len(self._text), end + _REACH)
        match_after = _SENTENCE_END.search(self._text, end, right)
        return left, match_after.start() if match_after else right

    def at(self, start: int, end: int) -> int:
        """-1 for the past, 1 for the future, 0 if nothing tells."""
        left, right = self.sentence(start, end)
        best, nearest = 0, 10_000
        if _before().search(self._text[max(left, start - 16) : start]):
            best, nearest = 1, 5
        before = ((cue, start - cue.end()) for cue in _cues().finditer(self._text, left, start))
        after = ((cue, cue.start() - end) for cue in _cues().finditer(self._text, end, right))
        for cue, distance in (*before, *after):
            low, high = sorted((cue.end(), start)) if cue.end() <= start else (end, cue.start())
            distance += _CLAUSE * sum(self._text.count(mark, low, high) for mark in ",:(–")
            if distance < nearest:
                best, nearest = _TENSES[str(cue.lastgroup)], distance
        return best
