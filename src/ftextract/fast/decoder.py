"""The transitions of spaCy's ``ner``, decided for many tokens at once.

spaCy walks through each text: outside an entity a token begins one (B), is one alone (U) or is
none (O); inside, it continues (I) or ends (L) the one that is open. Outside, the scores depend on
the token alone, so they are computed for all tokens in one product. Inside, they depend on the
token, the entity's first token and the token before: every B starts an entity, all entities
advance together, and those that begin inside another one are dropped in the end.

The numbers are those of spaCy up to rounding. Where two choices are closer than ``_DOUBT``,
rounding could decide: such a text is left to spaCy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model, NumpyOps

from ftextract.fast import CLEAR
from ftextract.fast.network import Floats, Ints, maximum_piece, piece_major

Flags = NDArray[np.bool_]


class Entity(NamedTuple):
    """An entity of a text: its first token, the token after the last one, its label.

    ``leads`` tell by how much, in whole units up to ``CLEAR``, the label's score, at the first
    token, exceeds that of no entity and that of each label in the order of ``Moves.labels``;
    ``is_close`` whether rounding errors could decide on one of these units.
    """

    first: int
    end: int
    label: str
    leads: tuple[int, ...] = ()
    is_close: bool = False


# Scores are of the order of 10. Against spaCy's, none differed by more than 1.6e-5 on 209 000
# tokens of articles, noise and capitals; one token in 100 000 has two choices as close as this.
_DOUBT = np.float32(2e-4)
_ROUNDING = 2e-4  # the same for leads
_TOKENS_AT_ONCE = 1 << 12
_MOVES = ("B", "I", "L", "U")


@dataclass(frozen=True)
class Moves:
    """The classes that the model scores: the index of each label's B, I, L and U, and of O."""

    labels: list[str]
    begin: Ints
    inside: Ints
    last: Ints
    unit: Ints
    out: int

    @classmethod
    def of(cls, names: Sequence[str]) -> Moves | None:
        """From names such as B-ORG and O; None if a label lacks a move."""
        index = {name: place for place, name in enumerate(names) if name != "U-"}
        labels = [name.removeprefix("B-") for name in index if name.startswith("B-")]
        expected = {f"{move}-{label}" for move in _MOVES for label in labels}
        if index.keys() != expected | {"O"} or not labels:
            return None
        begin, inside, last, unit = (
            np.array([index[f"{move}-{label}"] for label in labels]) for move in _MOVES
        )
        return cls(labels, begin, inside, last, unit, index["O"])


@dataclass(frozen=True)
class Decoder:
    """The layers on top of token vectors, and the moves that they score.

    The hidden state sums what the current token, the entity's first token and the token before
    contribute; outside an entity the last two are replaced by constants (``pad``).
    """

    moves: Moves
    current: Floats
    first: Floats
    previous: Floats
    bias_inside: Floats
    bias_outside: Floats
    weights: Floats
    bias: Floats

    def __call__(
        self, vectors: Floats, lengths: Sequence[int], is_space: Flags
    ) -> list[list[Entity] | None]:
        """The entities of each text; None where two choices were too close to call."""
        last = np.zeros(len(vectors), np.bool_)
        last[np.cumsum(lengths)[np.array(lengths) > 0] - 1] = True
        begins, units, labels, doubt, leads = self._outside(vectors, last, is_space)
        ends = np.zeros(len(vectors), np.intp)
        ends[units] = np.flatnonzero(units) + 1
        starts = np.flatnonzero(begins)
        if len(starts):
            ends[starts] = self._ends(vectors, starts, labels[starts], last, doubt)
        return self._collect(lengths, ends, labels, doubt, leads)

    def _outside(
        self, vectors: Floats, last: Flags, is_space: Flags
    ) -> tuple[Flags, Flags, Ints, Flags, Floats]:
        """Of each token outside an entity: is it B, is it U, of which label; is that in doubt?

        The last array holds, for those that are B or U, the leads of ``Entity.leads``.
        """
        moves, count = self.moves, len(self.moves.labels)
        # Columns in the order O, B of each label, U of each label.
        order = np.concatenate(([moves.out], moves.begin, moves.unit))
        weights = np.ascontiguousarray(self.weights[:, order])
        choice = np.empty(len(vectors), np.intp)
        doubt = np.empty(len(vectors), np.bool_)
        found = [np.empty((0, 1 + count), np.float32)]
        for start in range(0, len(vectors), _TOKENS_AT_ONCE):
            part = slice(start, start + _TOKENS_AT_ONCE)
            hidden = vectors[part] @ self.current + self.bias_outside
            scores = maximum_piece(hidden, len(self.weights)) @ weights + self.bias[order]
            scores[last[part], 1 : 1 + count] = -np.inf  # the last token cannot begin an entity
            scores[is_space[part], 1:] = -np.inf  # white space is in none, unless inside
            best = scores.argmax(axis=1)
            names = scores[best > 0]
            names[:, 1 : 1 + count] = np.maximum(names[:, 1 : 1 + count], names[:, 1 + count :])
            found.append(names.max(axis=1, keepdims=True) - names[:, : 1 + count])
            tokens = np.arange(len(scores))
            highest = scores[tokens, best]
            scores[tokens, best] = -np.inf
            doubt[part] = highest - scores.max(axis=1) < _DOUBT
            choice[part] = best
        begins = (choice > 0) & (choice <= count)
        return begins, choice > count, (choice - 1) % count, doubt, np.concatenate(found)

    def _ends(self, vectors: Floats, starts: Ints, labels: Ints, last: Flags, doubt: Flags) -> Ints:
        """Where the entities that begin at ``starts`` end; marks doubts."""
        ends = np.empty(len(starts), np.intp)
        first = vectors[starts] @ self.first + self.bias_inside
        open_ = np.arange(len(starts))
        token = starts + 1
        while len(open_):
            label = labels[open_]
            hidden = vectors[token] @ self.current + first[open_]
            hidden += vectors[token - 1] @ self.previous
            scores = maximum_piece(hidden, len(self.weights)) @ self.weights + self.bias
            rows = np.arange(len(open_))
            lead = scores[rows, self.moves.inside[label]] - scores[rows, self.moves.last[label]]
            doubt[token] |= (np.abs(lead) < _DOUBT) & ~last[token]
            goes_on = (lead > 0) & ~last[token]
            ends[open_[~goes_on]] = token[~goes_on] + 1
            open_, token = open_[goes_on], token[goes_on] + 1
        return ends

    def _collect(
        self, lengths: Sequence[int], ends: Ints, labels: Ints, doubt: Flags, leads: Floats
    ) -> list[list[Entity] | None]:
        """Each text's entities, without those that begin inside another one."""
        starts = np.flatnonzero(ends)
        near: Flags = (np.abs(leads - np.rint(leads)) < _ROUNDING) & (leads > 0) & (leads <= CLEAR)
        close: Flags = np.logical_or.reduce(near, axis=1)
        units = np.minimum(leads, CLEAR).astype(np.intp).tolist()
        columns: list[NDArray[Any]] = [starts, ends[starts], labels[starts], close]
        spans = list(zip(*(column.tolist() for column in columns), units, strict=True))
        doubtful = np.flatnonzero(doubt).tolist()
        found: list[list[Entity] | None] = []
        place, doubts, offset = 0, 0, 0
        for length in lengths:
            entities: list[Entity] = []
            free = offset
            while place < len(spans) and spans[place][0] < offset + length:
                start, end, label, is_close, lead = spans[place]
                if start >= free:
                    name = self.moves.labels[label]
                    entities.append(
                        Entity(start - offset, end - offset, name, tuple(lead), is_close)
                    )
                    free = end
                place += 1
            offset += length
            before = doubts
            while doubts < len(doubtful) and doubtful[doubts] < offset:
                doubts += 1
            found.append(entities if doubts == before else None)
        return found


def read_decoder(lower: Model, upper: Model, names: Sequence[str]) -> Decoder | None:
    """The decoder of a ``ner`` component, or None if it is not of the kind known here."""
    moves = Moves.of(names)
    if moves is None or lower.name != "precomputable_affine" or upper.name != "linear":
        return None
    if lower.get_dim("nF") != 3 or lower.get_dim("nP") < 2 or upper.get_dim("nO") != len(names):
        return None
    if not (isinstance(lower.ops, NumpyOps) and isinstance(upper.ops, NumpyOps)):
        return None
    weights, bias = lower.get_param("W"), lower.get_param("b")
    (current, inside), (first, _), (previous, _) = (piece_major(part, bias) for part in weights)
    pads = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(3, -1)
    return Decoder(
        moves=moves,
        current=current,
        first=first,
        previous=previous,
        bias_inside=inside,
        bias_outside=inside + pads[1] + pads[2],
        weights=np.ascontiguousarray(upper.get_param("W").T),
        bias=upper.get_param("b"),
    )
