"""The tokens of spaCy's tokenizer, an order of magnitude faster.

The tokenizer keeps what it made of each chunk between blanks, but after the first special case
of a text it keeps nothing more of that text (spaCy issue 13950), and what it and its vocabulary
keep cannot be given back. Here the tokens of the chunks that came last are remembered, as numbers
that the network reads; new chunks are taken apart by ``Splitter``. A text in which special cases
could stand across tokens is left to a copy of the tokenizer, which is replaced when it has become
too large; so are all texts, if it is not of the usual kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from struct import Struct
from sys import byteorder
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDS
from spacy.strings import get_string_id
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

from ftextract.fast.splitter import Splitter

_CHUNKS = 32_000  # remembered at least, twice as many at most: some 10 to 20 MB
_WORDS = 16_000  # the same for words: some 4 to 8 MB
_LONG = 64  # characters from which nothing is remembered: a text without blanks comes once
_CHARACTERS = 200_000  # that a copy of the tokenizer reads: some 20 MB if all words are new
_NO_LIMIT = 2**31 - 1

# A chunk, with the one blank behind it that is no token; or other white space.
_CHUNK = re.compile(r"\S+ ?|\s+")
# Attributes that a word has by itself, whatever the text.
_LEXICAL = {"ORTH", "NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE"}
_NUMBER = 8  # bytes of each number of a token; all are zero for a chunk that was declined


class Tokens(NamedTuple):
    """A text's tokens: the attributes asked for (one row each), and offsets in code points."""

    attributes: NDArray[np.uint64]
    starts: NDArray[np.uint64]
    ends: NDArray[np.uint64]


class _Recent(dict[str, bytes]):
    """What was made of the strings that came last: of ``size`` at least, of twice as many at most.

    When as many have come, those become the old ones, and the former old ones are forgotten.
    """

    def __init__(self, make: Callable[[str], bytes], size: int) -> None:
        super().__init__()
        self._make = make
        self._size = size
        self._old: dict[str, bytes] = {}

    def __missing__(self, string: str) -> bytes:
        made = self._old.get(string)
        if made is None:
            made = self._make(string)
        if len(string) >= _LONG:
            return made
        if len(self) >= self._size:
            self._old = dict(self)
            self.clear()
        self[string] = made
        return made


class RememberingTokenizer:
    """A tokenizer's tokens, for one thread at a time; memory stays bounded.

    ``attributes`` are spaCy's names of the attributes that are given of each token.
    """

    def __init__(self, tokenizer: Tokenizer, attributes: Sequence[str]) -> None:
        self._original = tokenizer
        self._attributes = [*attributes]
        self._renew()
        self._pack = Struct(f"={len(attributes) + 1}Q").pack
        getters = tokenizer.vocab.lex_attr_getters
        self._getters = [getters.get(IDS[name], str) for name in attributes]  # ORTH: the word
        self._specials: dict[str, list[bytes]] = {}
        self._split: Splitter | None = None
        blanks = any(len(name) > 1 and [name] != name.split() for name in tokenizer.rules)
        if not blanks and _LEXICAL.issuperset(attributes):
            docs = {name: self._tokenizer(name) for name in tokenizer.rules}
            self._specials = {name: self._rows_of(doc) for name, doc in docs.items()}
            texts = {name: [token.text for token in doc] for name, doc in docs.items()}
            self._split = Splitter(tokenizer, texts)
        self._words = _Recent(self._row_of, _WORDS)
        self._chunks = _Recent(self._rows_of_chunk, _CHUNKS)

    def __call__(self, text: str) -> Tokens:
        """The text's tokens, exactly those of the tokenizer that was given."""
        if self._split is None:
            return self._read_with_spacy(text)
        joined = b"".join(map(self._chunks.__getitem__, _CHUNK.findall(text)))
        rows = np.frombuffer(joined, np.uint64).reshape(-1, len(self._attributes) + 2)
        lengths, steps = rows[:, -2], rows[:, -1]
        if not lengths.all():
            return self._read_with_spacy(text)
        starts = np.cumsum(steps) - steps
        return Tokens(rows[:, :-2], starts, starts + lengths)

    def _rows_of_chunk(self, piece: str) -> bytes:
        """For each token of a chunk: attributes, length, and how far the next one's start is."""
        chunk = piece if piece.isspace() else piece.removesuffix(" ")
        parts = self._split(chunk) if self._split else None
        if parts is None:
            return bytes(_NUMBER * (len(self._attributes) + 2))
        before, special, behind = parts
        rows = [self._words[word] for word in before]
        if special:
            rows += self._specials[special]
        rows += [self._words[word] for word in behind]
        *others, last = rows
        blank = len(piece) - len(chunk)
        step = int.from_bytes(last[-_NUMBER:], byteorder) + blank
        steps = [row + row[-_NUMBER:] for row in others]
        return b"".join([*steps, last, step.to_bytes(_NUMBER, byteorder)])

    def _row_of(self, word: str) -> bytes:
        """A word's attributes and its length, as its lexeme has them."""
        values = [get_string_id(value(word)) for value in self._getters]
        return self._pack(*values, len(word))

    def _rows_of(self, doc: Doc) -> list[bytes]:
        """The same for each token of a doc."""
        return [row.tobytes() for row in doc.to_array([*self._attributes, "LENGTH"])]

    def _read_with_spacy(self, text: str) -> Tokens:
        if self._characters > _CHARACTERS:
            self._renew()
        self._characters += len(text)
        values = self._tokenizer(text).to_array([*self._attributes, "IDX", "LENGTH"])
        starts = values[:, -2]
        return Tokens(values[:, :-2], starts, starts + values[:, -1])

    def _renew(self) -> None:
        self._tokenizer = _copy(self._original, self._attributes)
        self._characters = 0


def _copy(tokenizer: Tokenizer, attributes: Sequence[str]) -> Tokenizer:
    """The same tokenizer with a vocabulary of its own, knowing no words.

    Of a new word, only the attributes asked for are computed.
    """
    getters = tokenizer.vocab.lex_attr_getters
    asked = {IDS[name] for name in attributes}
    return Tokenizer(
        Vocab(lex_attr_getters={each: get for each, get in getters.items() if each in asked}),
        rules=tokenizer.rules,
        prefix_search=tokenizer.prefix_search,
        suffix_search=tokenizer.suffix_search,
        infix_finditer=tokenizer.infix_finditer,
        token_match=tokenizer.token_match,
        url_match=tokenizer.url_match,
        faster_heuristics=tokenizer.faster_heuristics,
        max_cache_size=_NO_LIMIT,
    )
