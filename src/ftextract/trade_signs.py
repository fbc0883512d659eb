"""What tells which phrase is a company's trade: the names of the signs, and their values.

Some values are the same for all phrases that are tied to a company alike, the others are of a
phrase's end; ``trade_spans`` finds both.
"""

from __future__ import annotations

from ftextract.tokens import Sentence
from ftextract.word_classes import meaning_of

# The signs of a phrase behind the company: of the gap, of the words that tie it, of how it ends.
AFTER_GAP = (
    "after.core", "after.gap", "after.opening", "after.distance", "after.kind", "after.mention",
    "after.number",
)  # fmt: skip
AFTER_WORDS = (
    "after.verb", "after.word", "after.ending", "after.long ending", "after.first", "after.last",
)  # fmt: skip
AFTER_END = ("after.next kind", "after.shape", "after.length", "after.tie")
AFTER_BESIDE = ("after.next word",)  # one alone
AFTER_FAR = ("after.far word", "after.far ending", "after.far letters")
# The same for a phrase in front of it.
BEFORE_GAP = ("before.gap", "before.last two", "before.around", "before.mention", "before.number")
BEFORE_WORDS = ("before.word", "before.ending", "before.long ending", "before.between")
BEFORE_END = ("before.previous kind", "before.shape", "before.length", "before.tie")
BEFORE_BESIDE = ("before.previous word", "before.first ending", "before.previous two")
BEFORE_FAR = ("before.far word", "before.far ending", "before.far letters")
INNER = "inner word"
# What speaks for no phrase at all.
NONE = (
    "none", "none.next", "none.previous", "none.previous two", "none.previous word", "none.around",
    "none.next word", "none.listed", "none.mentions",
)  # fmt: skip
# Signs whose values are words, of which what they mean counts too; how its signs are called.
MEANT = {
    sign: (f"{sign}, class", f"{sign}, group")
    for sign in (
        "after.verb", "after.word", "after.far word", "after.next word",
        "before.word", "before.between", "before.far word", "before.previous word",
        "none.previous word", "none.next word",
    )
}  # fmt: skip

_DETERMINES = frozenset({"A", "d", "des"})  # between a phrase and what it is of

Values = tuple[str, ...]


def after_words(verb: str, word: str, opening: str, last: str) -> Values:
    """The values of AFTER_WORDS: of the verb, of a phrase's first word and of what is before it."""
    return verb, word, word[-3:], word[-4:], opening, last


def before_words(word: str, between: str) -> Values:
    """The values of BEFORE_WORDS: of a phrase's last word, and of the one behind it."""
    return word, word[-3:], word[-4:], between


def end_values(rough: str, shape: str, kind: str) -> Values:
    """The values of AFTER_END or BEFORE_END: of a phrase, and of the kind beside it."""
    return kind, shape, str(shape.count(" ")), f"{rough}|{kind}"


def before_beside(sentence: Sentence, first: int, word: str) -> Values:
    """The values of BEFORE_BESIDE: of a phrase's first token and of the word before it."""
    kinds, words, two = sentence.kinds, sentence.words, ""
    before = kinds[first - 1] if first else "^"
    if before in _DETERMINES:
        maker = first > 1 and kinds[first - 2] == "M"
        two = f"{'M' if maker else words[first - 2] if first > 1 else '^'} {before}"
    return word, words[first][-3:], two


def with_meanings(signs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Signs with their values, and what the values mean that are words."""
    meanings = [
        sign
        for name, word in signs
        if name in MEANT
        for sign in zip(MEANT[name], meaning_of(word), strict=True)
    ]
    return signs + meanings


def far_values(word: str) -> Values:
    """The values of AFTER_FAR or BEFORE_FAR, of the end by which a phrase is not tied."""
    return word, word[-3:], word[-2:]
