"""What the tables of the name families share: typographic variants, one rule at a time, timing."""

# ruff: noqa: E501 (a row of a table stays on one line)

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from ftextract.rule import Candidate, Label, Rule, find

from .annotated import parse

_ATTRIBUTE = {"orgName": "kind", "placeName": "kind", "persName": "role", "name": ""}
_IN_CORPUS = {"orgName": "type", "placeName": "type", "persName": "role", "name": ""}

Found = list[tuple[int, int, str | None]]


def variants(text: str) -> set[str]:
    """The same text with every kind of space and apostrophe; all have the same offsets."""
    return {
        text.replace(" ", space).replace("'", apostrophe)
        for space in (" ", "\u00a0", "\u202f")
        for apostrophe in ("'", "’")
    }


def expected(annotated: str) -> tuple[str, Found]:
    """A text, and start, end and kind (or role) of each name annotated in it."""
    text, annotations = parse(annotated)
    assert annotations, annotated
    return text, [
        (start, end, attributes.get(_IN_CORPUS[tag])) for start, end, tag, attributes in annotations
    ]


def shown(candidates: Iterable[Candidate], tag: str) -> Found:
    """What the candidates are, in order, in the form of ``expected``."""
    found = ((c.start, c.end, c.attributes.get(_ATTRIBUTE[tag])) for c in candidates)
    return sorted(found, key=lambda item: item[:2])


def alone(rule: Rule, text: str, label: Label) -> list[Candidate]:
    """What one rule finds."""
    found = list(find([rule], text, label))
    assert all(c.label == label and c.rule == rule.name for c in found)
    return found


def flat(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    """The rows of a table, each with its rule."""
    return [(rule, row) for rule, rows in table.items() for row in rows]


def assert_rich(rules: Iterable[str], *tables: dict[str, list[str]]) -> None:
    """Every rule has at least four rows in each table, and no table names a rule that is none."""
    names = set(rules)
    for table in tables:
        assert set(table) == names
        assert all(len(set(rows)) >= 4 for rows in table.values())


def assert_linear(find_all: Callable[[str], object], piece: str) -> None:
    """Eight times the text takes at most some 30 times as long (64 if it were quadratic).

    Only this thread's time counts, and of three runs the fastest: other tests leave threads that
    work on, and garbage of theirs is collected in ours.
    """

    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        start = time.thread_time()
        find_all(text)
        return time.thread_time() - start

    seconds(500)
    small = min(seconds(12_500) for _ in range(3))
    large = seconds(100_000)
    if large >= 30 * small + 0.2:
        large = min(large, seconds(100_000), seconds(100_000))
    assert large < 30 * small + 0.2, f"{piece!r}: {small:.3f} s, {large:.3f} s"


# Pieces that, repeated, make expressions with nested or adjacent repetitions go astray.
REPETITIONS = [
    "A-", "A'", "A+", "A&", "A ", "Jean-", "Saint-Denis-en-", "L'", "d'", "Ab, ", "Ab et ", "Ab Ab, ",
    "Ab pour le a, ", "Ab dans la ab et ", "université de Ab ", "« ", "«a", "rue ", "Salon de ", "a-",
    "lors du dernier ", "maire de ", "maire, ", "Ab Cd, maire de ", "M. ", "Ab French Tech ", " ", "\t",
    "French Tech ", "Pôle Ab ", "start-up rennaise ", "- Ab\n", "(ANR) ", "Ab SAS ", ". ", "1Ab",
]  # fmt: skip
