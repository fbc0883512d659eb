"""The table of docs/expressions.md: every row runs, and every construct has enough of them."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from ftextract.rule import Candidate
from ftextract.rules.date_prefixes import PREFIXES
from ftextract.rules.dates import DAYS, PERIODS, find_dates
from ftextract.rules.figures import CONSTRUCTIONS, find_figures
from ftextract.timex import resolve

PAGE = Path(__file__).parent.parent / "docs" / "expressions.md"
PUBLISHED = dt.date(2017, 4, 12)  # the page says so
NOTHING = "–"
ONLY_COUNTER_EXAMPLES = ("No figures", "No dates")


class Row(NamedTuple):
    family: str
    section: str
    construct: str
    example: str
    value: str
    rules: str


def read_rows() -> list[Row]:
    family = section = construct = ""
    rows = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            family = line.removeprefix("## ")
        elif line.startswith("### "):
            section = line.removeprefix("### ")
        elif match := re.fullmatch(r"\| (.*?) ?\| `(.*)` \| (.*) \| (.*) \|", line):
            construct = match[1].strip(" ") or construct
            rows.append(Row(family, section, construct, match[2], match[3], match[4]))
    return rows


ROWS = read_rows()


def find(family: str, text: str) -> list[Candidate]:
    dates = resolve(find_dates(text), text, PUBLISHED)
    if family == "Dates":
        return dates
    return find_figures(text, [(date.start, date.end) for date in dates])


def bracketed(text: str, found: Sequence[Candidate]) -> str:
    for candidate in reversed(found):
        span = text[candidate.start : candidate.end]
        text = f"{text[: candidate.start]}[{span}]{text[candidate.end :]}"
    return text


def shown(candidate: Candidate) -> str:
    said = candidate.attributes
    if candidate.label == "DATE":
        value = said["when"] if "when" in said else f"{said['from']}/{said['to']}"
        return f"{value} {said['mod']}" if "mod" in said else value
    ends = [said["quantity"]] if "quantity" in said else [said["quantityMin"], said["quantityMax"]]
    parts = [f"{'–'.join(map(str, ends))} {said['unit']}"]
    return " · ".join(parts + [said[name] for name in ("commodity", "precision") if name in said])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.construct}: {row.example}")
def test_row(row: Row) -> None:
    text = row.example.replace("[", "").replace("]", "")
    found = find(row.family, text)
    assert bracketed(text, found) == row.example
    assert (" ; ".join(map(shown, found)) or NOTHING) == row.value
    names = ", ".join(dict.fromkeys(f"`{candidate.rule}`" for candidate in found))
    assert (names or NOTHING) == row.rules


def test_every_construct_has_three_examples_and_a_counter_example() -> None:
    examples, counters = defaultdict(int), defaultdict(int)
    for row in ROWS:
        kind = counters if row.value == NOTHING else examples
        kind[row.family, row.construct] += 1
    constructs = {(r.family, r.construct) for r in ROWS if r.section not in ONLY_COUNTER_EXAMPLES}
    assert len(constructs) > 60
    assert [c for c in sorted(constructs) if examples[c] < 3 or not counters[c]] == []


def test_every_table_line_is_a_row() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    heads = ("| construct |", "|---|")
    assert len(ROWS) == sum(x.startswith("|") and not x.startswith(heads) for x in lines)


def test_every_rule_named_exists() -> None:
    known = {rule.name for rule in (*DAYS, *PERIODS, *PREFIXES)} | {"dates.range"}
    named = set(
        re.findall(r"`((?:figures|dates)\.\w+)` ?(?=[|,])", "\n".join(r.rules + "|" for r in ROWS))
    )
    assert named
    assert named <= known | set(CONSTRUCTIONS)
