"""What stands around a figure and says more about it: precision, change, topic.

Every text here is plain (see ``figure_text``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, cast

from ftextract.lexicon import load
from ftextract.models import Topic
from ftextract.rule import alternatives, plain
from ftextract.rules.figure_text import plain_map, plain_words

Change = Literal["gain", "loss"]


_NO_PHRASES: tuple[tuple[str, ...], list[tuple[str, str]]] = ((), [])


class Cues:
    """Phrases that end a stretch of text; found by their last word, the longest phrase first.

    A phrase in *de* also stands for its elided and contracted forms (*plus d'*, *près des*).
    """

    def __init__(self, phrases: Mapping[str, str]) -> None:
        by_last: dict[str, list[tuple[str, str]]] = {}
        for phrase, value in phrases.items():
            forms = [phrase]
            if phrase.endswith(" de"):
                forms += [phrase[:-1] + "'", phrase + "s", phrase[:-1] + "u"]
            for form in forms:
                by_last.setdefault(_last_word(form), []).append((form, value))
        for entries in by_last.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._by_last = {
            last: (tuple(phrase for phrase, _ in entries), entries)
            for last, entries in by_last.items()
        }

    def before(self, window: str) -> tuple[str, int] | None:
        """The value and the length of the phrase that ends the window."""
        phrases, entries = self._by_last.get(_last_word(window), _NO_PHRASES)
        if not window.endswith(phrases):
            return None
        for phrase, value in entries:
            if window.endswith(phrase):
                boundary = window[-len(phrase) - 1 : -len(phrase)]
                if not (boundary.isalnum() and phrase[0].isalnum()):
                    return value, len(phrase)
        return None


def _last_word(window: str) -> str:
    word = window[window.rfind(" ") + 1 :].lstrip('(["«')
    return word[word.rfind("'", 0, -1) + 1 :]


_PRECISION = Cues(plain_map("precision"))
_CHANGE = Cues(plain_map("change"))
_IDENTIFIER = Cues(dict.fromkeys(plain_words("identifier"), ""))
_NUMBERED = Cues(dict.fromkeys(plain_words("numbered"), ""))
_PRECISION_AFTER_VALUE = plain_map("precision_after")
_PRECISION_AFTER = re.compile(rf",? \(?({alternatives(_PRECISION_AFTER_VALUE)})(?!\w| d[e']| qu)")
_CHANGE_AFTER_VALUE = plain_map("change_after")
_CHANGE_AFTER = re.compile(rf" ({alternatives(_CHANGE_AFTER_VALUE)})(?!\w)")
_CHANGE_NOUN = plain_map("change_noun")
_EVOLUTION = plain_map("evolution")
_EVOLUTION_VERB = re.compile(rf"\b{alternatives(_EVOLUTION)}\b")
_TOPIC = plain_map("topic")
_TOPIC_OF_UNIT = load("figures")["topic_of_unit"]
_RATE = plain_words("rate")
_ARTICLES = frozenset(("les", "ses", "leurs", "nos", "la", "le", "l'", "un", "une"))


def precision_before(window: str) -> tuple[str, int] | None:
    """``about``, ``below`` or ``above``, and how long the approximator is, if there is one."""
    if found := _PRECISION.before(window):
        return found
    before, space, article = window.rpartition(" ")
    if article in _ARTICLES and (found := _PRECISION.before(before)):
        return found[0], found[1] + len(space + article)
    return None


def precision_after(text: str, end: int) -> str | None:
    """The same said after the figure: *300 emplois au moins*."""
    match = _PRECISION_AFTER.match(text, end)
    return _PRECISION_AFTER_VALUE[match[1]] if match else None


def is_identifier(window: str) -> bool:
    """Whether the word before makes any number a rank, a page, a telephone, an age."""
    return _IDENTIFIER.before(window.rstrip(".:# ")) is not None


def is_numbered(window: str) -> bool:
    """Whether the word before makes a number with nothing after it a name (*hall 4*)."""
    return _NUMBERED.before(window) is not None


def evolution(window: str) -> str | None:
    """The kind of a verb of change before *de A à B*: ``always`` two figures, or ``count``.

    *Passer de 10 à 12 %* tells two values; *progresser de 10 à 12 %* tells one, a range.
    """
    clause = window[max(window.rfind(". "), window.rfind("; ")) + 1 :]
    kind = None
    for match in _EVOLUTION_VERB.finditer(clause):
        kind = _EVOLUTION[match[0]]
    return kind


def change(window: str, text: str, end: int, commodity: str | None) -> Change | None:
    """``gain`` or ``loss``, from the words before and after and from what is counted."""
    if found := _CHANGE.before(window):
        value: str | None = found[0]
    elif match := _CHANGE_AFTER.match(text, end):
        value = _CHANGE_AFTER_VALUE[match[1]]
    else:
        value = _CHANGE_NOUN.get(plain(commodity or ""))
    return cast("Change | None", value)


@lru_cache(maxsize=2048)
def topic(unit: str, commodity: str | None) -> Topic:
    """What a figure is about, from its unit and what it counts or measures."""
    noun = plain(commodity or "")
    if unit == "percent":
        value = "share" if noun and noun not in _RATE else "other"
    elif unit in _TOPIC_OF_UNIT:
        value = _TOPIC_OF_UNIT[unit]
    else:
        value = _TOPIC.get(noun, "other")
    return cast("Topic", value)
