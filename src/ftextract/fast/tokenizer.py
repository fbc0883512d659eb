"""spaCy's tokenizer, called so that it remembers: the same tokens, an order of magnitude faster.

The tokenizer keeps what it made of each chunk between blanks, but after the first special case
of a text it keeps nothing more of that text (spaCy issue 13950), so words of ordinary French are
taken apart again and again. Here each new chunk is first tokenized alone, and so remembered.
What is remembered cannot be given back, neither by the tokenizer nor by its vocabulary: both are
copies, and when they have become too large, they are replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDS
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

_CHARACTERS = 200_000  # of distinct chunks, between two renewals: some 20 MB
_NO_LIMIT = 2**31 - 1


class Tokens(NamedTuple):
    """A text's tokens: the attributes asked for (one row each), and offsets in code points."""

    attributes: NDArray[np.uint64]
    starts: NDArray[np.uint64]
    ends: NDArray[np.uint64]


class RememberingTokenizer:
    """A copy of a tokenizer, for one thread at a time, whose memory stays bounded.

    ``attributes`` are spaCy's names of the lexical attributes that ``read`` gives.
    """

    def __init__(self, tokenizer: Tokenizer, attributes: Sequence[str]) -> None:
        self._original = tokenizer
        self._attributes = [*attributes]
        self._renew()

    def _renew(self) -> None:
        self._tokenizer = _copy(self._original, self._attributes)
        self._chunks: set[str] = set()
        self._characters = 0

    def __call__(self, text: str) -> Doc:
        """The text's tokens, exactly those of the tokenizer that was given."""
        if self._characters > _CHARACTERS:
            self._renew()
        for chunk in text.split():
            if chunk not in self._chunks:
                self._chunks.add(chunk)
                self._characters += len(chunk)
                self._tokenizer(chunk)
        return self._tokenizer(text)

    def read(self, text: str) -> Tokens:
        """The text's tokens as arrays, which need no vocabulary."""
        values = self(text).to_array([*self._attributes, "IDX", "LENGTH"])
        starts = values[:, -2]
        return Tokens(values[:, :-2], starts, starts + values[:, -1])


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
