"""Weights of small linear models: tables of what a sign's value weighs, kept in one text file.

A file holds a line ``[sign]`` for each sign, and below it a line for each of its values: the value,
a tab, its weight. A value that the file does not name weighs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

Table = dict[str, float]


@cache
def weights(name: str) -> dict[str, Table]:
    """The tables of ``data/<name>.tsv``, by sign."""
    path = resources.files("ftextract") / "data" / f"{name}.tsv"
    return parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> dict[str, Table]:
    """The tables of a file's text."""
    tables: dict[str, Table] = {}
    table: Table = {}
    for line in text.splitlines():
        if line.startswith("[") and line.endswith("]"):
            table = tables.setdefault(line[1:-1], {})
        elif line:
            value, weight = line.rsplit("\t", 1)
            table[value] = float(weight)
    return tables


def text_of(tables: Mapping[str, Mapping[str, float]]) -> str:
    """The file that holds some tables; values in order, so that it differs only where they do."""
    lines: list[str] = []
    for sign, table in tables.items():
        lines.append(f"[{sign}]")
        lines += [f"{value}\t{weight:.2f}" for value, weight in sorted(table.items())]
    return "\n".join([*lines, ""])


def tables_of(name: str, signs: Iterable[str]) -> list[Table]:
    """The tables of some signs, in their order; an empty one for a sign without weights."""
    known = weights(name)
    return [known.get(sign, {}) for sign in signs]


def weigh(tables: Sequence[Table], values: Sequence[str]) -> float:
    """What the values of some signs weigh together."""
    total = 0.0
    for weight in map(dict.get, tables, values):  # this runs for every phrase
        if weight:
            total += weight
    return total
