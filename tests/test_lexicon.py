"""The word lists: all of them load, say what exists, and slips are refused."""

from __future__ import annotations

import re
from importlib import resources
from typing import get_args

import pytest

from ftextract.errors import LexiconError
from ftextract.lexicon import Words, load, parse
from ftextract.models import OrganizationKind, PlaceKind, SectionKind
from ftextract.rule import Label, fold

FAMILIES = sorted(
    path.name.removesuffix(".toml")
    for path in (resources.files("ftextract") / "rules").iterdir()
    if path.name.endswith(".toml")
)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_word_list_loads(family: str) -> None:
    tables = load(family)
    assert tables
    for name, words in tables.items():
        assert len(words) > 0, name
        for surface in words:
            assert surface == fold(surface).lower(), (name, surface)
            assert surface.strip() == surface, (name, surface)
            assert words[surface]


def test_there_are_word_lists() -> None:
    assert {"organizations", "places", "people", "events", "sections", "areas"} <= set(FAMILIES)


@pytest.mark.parametrize(
    ("family", "table", "allowed"),
    [
        *(("organizations", table, get_args(OrganizationKind)) for table in (
            "bare_designator", "designator", "capitalized", "announcing", "kind")),
        *(("places", table, get_args(PlaceKind)) for table in ("designator", "street", "facility")),
        ("sections", "kind", get_args(SectionKind)),
        ("scheme", "abbreviations", get_args(Label)),
    ],
)  # fmt: skip
def test_kinds_and_labels_exist(family: str, table: str, allowed: tuple[str, ...]) -> None:
    assert set(load(family)[table].values()) <= set(allowed)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("words = [''] ", "empty"),
        ("words = ['a', '  ']", "empty"),
        ("words = ['a', 'A']", "twice"),
        ("words = ['a b', 'a\u00a0b']", "twice"),
        ("[t]\nx = ['a']\ny = ['a']", "twice"),
        ("words = 'a'", "a table is"),
        ("words = 3", "a table is"),
        ("[t]\nx = 'a'", "a list of words"),
        ("[t.u]\nx = ['a']", "a list of words"),
        ("words = [3]", "not a text"),
        ("words = [", "f.toml"),
        ("a = ['x']\na = ['y']", "f.toml"),
    ],
)
def test_slips_are_refused(source: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        parse(source, "f")


def test_parse() -> None:
    tables = parse("plain = ['Près de', \"jusqu'à\"]\n[below]\nless = ['a', 'b']", "f")
    assert tables["plain"]["PRÈS\u00a0DE"] == "Près de"
    assert "jusqu’à" in tables["plain"]
    assert dict(tables["below"]) == {"a": "less", "b": "less"}
    assert "c" not in tables["below"]
    assert 3 not in tables["below"]
    with pytest.raises(KeyError):
        tables["below"]["c"]


def test_the_longest_surface_matches_first() -> None:
    pattern = re.compile(Words("w", {"a": "1", "a b": "2"}).pattern, re.VERBOSE)
    assert [match.group() for match in pattern.finditer("a b a")] == ["a b", "a"]


def test_an_unknown_family() -> None:
    with pytest.raises(FileNotFoundError):
        load("nowhere")
