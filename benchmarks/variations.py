"""Articles as varied as one likes, made from those of the corpus: for measuring memory.

An article consists of sentences drawn from all articles. In each, some numbers get other digits,
and some words other vowels, most of them names: words that no text has had so far, as in a long
run over a press archive. The same seed gives the same articles.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

_SENTENCE = re.compile(r"[^\n.!?]{20,}[.!?]")
_WORD = re.compile(r"\d+|\b[^\W\d_]{4,}\b")
_VOWELS = "aeiou"
_VOWEL = re.compile(f"[{_VOWELS}]")
_SENTENCES = (10, 22)  # at least and at most, some 250 words
_PARAGRAPH = 4  # sentences
_CHANGED_NUMBERS, _CHANGED_NAMES, _CHANGED_WORDS = 0.5, 0.3, 0.03


def variations(texts: Sequence[str], count: int, seed: int = 0) -> Iterator[str]:
    """So many articles, no two alike, made from texts."""
    chance = random.Random(seed)
    sentences = [match.group() for text in texts for match in _SENTENCE.finditer(text)]
    for _ in range(count):
        drawn = chance.sample(sentences, chance.randint(*_SENTENCES))
        said = [_WORD.sub(lambda match: _changed(match.group(), chance), each) for each in drawn]
        yield "\n\n".join(
            " ".join(sentence.strip() for sentence in said[start : start + _PARAGRAPH])
            for start in range(0, len(said), _PARAGRAPH)
        )


def _changed(word: str, chance: random.Random) -> str:
    """A word or number, or another one in its place."""
    if word[0].isdigit():
        if chance.random() >= _CHANGED_NUMBERS:
            return word
        return "".join(chance.choice("123456789") for _ in word)
    if chance.random() >= (_CHANGED_NAMES if word[0].isupper() else _CHANGED_WORDS):
        return word
    return _VOWEL.sub(lambda _: chance.choice(_VOWELS), word)
