"""What stands around a figure: false friends, approximators, changes, topics.

All texts here are plain (see ``figure_nouns.plain``) unless a parameter is called ``folded``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from ftextract.lexicon import load
from ftextract.models import Topic
from ftextract.rule import alternatives
from ftextract.rules.figure_nouns import plain, plain_map, plain_words

Change = Literal["gain", "loss"]

_WORDS = load("figures")
_WINDOW = 64  # code points of left context: the longest cue and some words


class Cues:
    """Phrases looked for right before a place: found by their last word, the longest first."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._by_last: dict[str, list[tuple[str, str]]] = {}
        for phrase, value in phrases.items():
            for form in self._forms(phrase):
                last = _last_word(form)
                self._by_last.setdefault(last, []).append((form, value))
        for entries in self._by_last.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @staticmethod
    def _forms(phrase: str) -> list[str]:
        if phrase.endswith(" de"):
            return [phrase, phrase[:-1] + "'", phrase + "s", phrase[:-2] + "du"]
        return [phrase]

    def before(self, window: str) -> tuple[str, int] | None:
        """The value of the phrase that ends the window, and the phrase's length."""
        for phrase, value in self._by_last.get(_last_word(window), ()):
            if window.endswith(phrase):
                boundary = window[-len(phrase) - 1 : -len(phrase)]
                if not (boundary.isalnum() and phrase[0].isalnum()):
                    return value, len(phrase)
        return None


def _last_word(window: str) -> str:
    word = window[window.rfind(" ") + 1 :]
    return word[word.rfind("'", 0, -1) + 1 :] if "'" in word[:-1] else word


_PRECISION = Cues(plain_map("precision"))
_CHANGE = Cues(plain_map("change"))
_IDENTIFIER = Cues(dict.fromkeys(plain_words("identifier"), ""))
_EVOLUTION = re.compile(rf"\b{alternatives(plain_words('evolution'))}\b")
_PRECISION_AFTER_MAP = plain_map("precision_after")
_PRECISION_AFTER = re.compile(rf",? ?\(?({alternatives(_PRECISION_AFTER_MAP)})(?![\w])")
_CHANGE_AFTER_MAP = plain_map("change_after")
_CHANGE_AFTER = re.compile(rf" ({alternatives(_CHANGE_AFTER_MAP)})(?![\w])")
_CHANGE_NOUN = plain_map("change_noun")
_TOPIC: dict[str, str] = {plain(word): topic for word, topic in _WORDS["topic"].items()}
_RATE = plain_words("rate")
_ARTICLE = re.compile(r"(?:\b(?:les|ses|leurs|nos|la|le|l)|(?<= l)') ?$")


def window_before(text: str, start: int) -> str:
    """The text before ``start`` on its line, without the spaces at its end."""
    low = max(0, start - _WINDOW)
    line = text.rfind("\n", low, start)
    return text[line + 1 if line >= 0 else low : start].rstrip(" ")


def precision_before(window: str) -> tuple[str, int] | None:
    """``about``, ``below`` or ``above``, and how long the approximator is, if there is one."""
    if found := _PRECISION.before(window):
        return found
    without = _ARTICLE.sub("", window).rstrip(" ")
    if without != window and (found := _PRECISION.before(without)):
        return found[0], found[1] + len(window) - len(without)
    return None


def precision_after(text: str, end: int) -> str | None:
    """The same said after the figure: *300 emplois au moins*."""
    match = _PRECISION_AFTER.match(text, end)
    return _PRECISION_AFTER_MAP[match[1]] if match else None


def is_identifier(window: str) -> bool:
    """Whether the word before makes the number a rank, a page, an address, an age."""
    return _IDENTIFIER.before(window.rstrip(".:# ")) is not None


def is_evolution(window: str) -> bool:
    """Whether a verb of change governs *de A à B* (*passer de 12 à 47 salariés*)."""
    clause = window[max(window.rfind(". "), window.rfind("; ")) + 1 :]
    return _EVOLUTION.search(clause) is not None


def change(window: str, text: str, end: int, commodity: str | None) -> Change | None:
    """``gain`` or ``loss``, from the words before and after and from what is counted."""
    value: str | None = None
    if found := _CHANGE.before(window):
        value = found[0]
    elif match := _CHANGE_AFTER.match(text, end):
        value = _CHANGE_AFTER_MAP[match[1]]
    elif commodity:
        value = _CHANGE_NOUN.get(plain(commodity))
    return value  # type: ignore[return-value]


def topic(unit: str, commodity: str | None) -> Topic:
    """What the figure is about."""
    key = plain(commodity) if commodity else ""
    found = _TOPIC.get(key)
    if unit == "percent":
        return "other" if key in _RATE or not key else "share"
    if unit in ("m2", "ha", "km2"):
        return "area"
    if found:
        return found  # type: ignore[return-value]
    return "other"
