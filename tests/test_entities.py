"""From mentions to entities: repeats, short forms, acronyms, variants."""

# ruff: noqa: E501 (a row of a table stays on one line)

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftextract.entities import group, spread
from ftextract.resolver import choose
from ftextract.rule import Candidate

from .rules.name_tables import assert_linear


def mentions(text: str, *names: tuple[str, str] | tuple[str, str, str]) -> list[Candidate]:
    """The first occurrence of each name that does not overlap an earlier one's."""
    found: list[Candidate] = []
    for name, label, *rule in names:
        start = next(
            m.start()
            for m in re.finditer(re.escape(name), text)
            if all(m.end() <= c.start or c.end <= m.start() for c in found)
        )
        found.append(
            Candidate(start, start + len(name), label, rule[0] if rule else "ner", {})  # type: ignore[arg-type]
        )
    return sorted(found, key=lambda c: c.start)


def entities(text: str, *names) -> list[tuple[str, list[str]]]:
    """Each entity's name with its mentions, after repeats are found."""
    grouped = group(spread(mentions(text, *names), text), text)
    return [(e.name, [text[m.start : m.end] for m in e.mentions]) for e in grouped]


GAUDIN = ["Jean-Claude Gaudin", "Gaudin", "Gaudin"]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        # one person, however named
        ("Jean-Claude Gaudin rit. M. Gaudin part. Gaudin dort.", [("Jean-Claude Gaudin", "PER")], [("Jean-Claude Gaudin", GAUDIN)]),
        ("M. Gaudin part. Jean-Claude Gaudin rit. Gaudin dort.", [("Gaudin", "PER", "people.title"), ("Jean-Claude Gaudin", "PER")], [("Jean-Claude Gaudin", ["Gaudin", "Jean-Claude Gaudin", "Gaudin"])]),
        ("Jean-Claude Gaudin rit. M. Gaudin part. Gaudin a lieu.", [("Jean-Claude Gaudin", "PER"), ("Gaudin", "PER", "people.title"), ("Gaudin", "ORG")], [("Jean-Claude Gaudin", GAUDIN)]),
        ("J.-C. Gaudin rit. Jean-Claude Gaudin dort.", [("J.-C. Gaudin", "PER"), ("Jean-Claude Gaudin", "PER")], [("Jean-Claude Gaudin", ["J.-C. Gaudin", "Jean-Claude Gaudin"])]),
        ("Anne Le Goff rit. Mme Le Goff part. Le Goff dort.", [("Anne Le Goff", "PER")], [("Anne Le Goff", ["Anne Le Goff", "Le Goff", "Le Goff"])]),
        ("Dominique de Villepin rit. M. de Villepin dort.", [("Dominique de Villepin", "PER"), ("de Villepin", "PER", "people.title")], [("Dominique de Villepin", ["Dominique de Villepin", "de Villepin"])]),
        ("ANNE LE GOFF. Anne Le Goff dort.", [("ANNE LE GOFF", "PER"), ("Anne Le Goff", "PER")], [("Anne Le Goff", ["ANNE LE GOFF", "Anne Le Goff"])]),
        # two of one family: a bare name is neither
        ("Anne Morel et Paul Morel rient. Mme Morel dort.", [("Anne Morel", "PER"), ("Paul Morel", "PER"), ("Morel", "PER", "people.title")], [("Anne Morel", ["Anne Morel"]), ("Paul Morel", ["Paul Morel"]), ("Morel", ["Morel"])]),
        # the shop is not the man, unless the text calls him by his title
        ("Édouard Leclerc rit. Leclerc ouvre.", [("Édouard Leclerc", "PER"), ("Leclerc", "ORG")], [("Édouard Leclerc", ["Édouard Leclerc"]), ("Leclerc", ["Leclerc"])]),
        # organizations: acronyms, heads, spellings
        ("l'Agence nationale de la recherche et l'ANR", [("Agence nationale de la recherche", "ORG"), ("ANR", "ORG")], [("Agence nationale de la recherche", ["Agence nationale de la recherche", "ANR"])]),
        ("l'Agence nationale de la recherche et l'Inra", [("Agence nationale de la recherche", "ORG"), ("Inra", "ORG")], [("Agence nationale de la recherche", ["Agence nationale de la recherche"]), ("Inra", ["Inra"])]),
        ("Morand Frères livre. Morand vend.", [("Morand Frères", "ORG"), ("Morand", "ORG")], [("Morand Frères", ["Morand Frères", "Morand"])]),
        ("Morand Frères et Morand Voiles : Morand vend.", [("Morand Frères", "ORG"), ("Morand Voiles", "ORG"), ("Morand", "ORG")], [("Morand Frères", ["Morand Frères"]), ("Morand Voiles", ["Morand Voiles"]), ("Morand", ["Morand"])]),
        ("Lor'N'Tech ou LOR’N’TECH", [("Lor'N'Tech", "ORG"), ("LOR’N’TECH", "ORG")], [("Lor'N'Tech", ["Lor'N'Tech", "LOR’N’TECH"])]),
        # places
        ("Aix-en-Provence et Aix", [("Aix-en-Provence", "LOC"), ("Aix", "LOC")], [("Aix-en-Provence", ["Aix-en-Provence", "Aix"])]),
        ("Saint-Étienne, SAINT-ETIENNE, Saint-Étienne", [("Saint-Étienne", "LOC"), ("SAINT-ETIENNE", "LOC")], [("Saint-Étienne", ["Saint-Étienne", "SAINT-ETIENNE", "Saint-Étienne"])]),
        # labels are kept apart
        ("Orange la ville, Orange la firme", [("Orange", "LOC"), ("Orange", "ORG")], [("Orange", ["Orange"]), ("Orange", ["Orange"])]),
    ],
)  # fmt: skip
def test_entities(text, names, expected) -> None:
    assert entities(text, *names) == expected


@pytest.mark.parametrize(
    ("text", "name", "label", "count"),
    [
        ("Orbem, l'Orbem, d'Orbem et « Orbem »", "Orbem", "ORG", 4),
        ("Orbem\nOrbem", "Orbem", "ORG", 2),
        ("Orbem, orbem, Orbems, Orbem-Sud, KOrbem, Sud-Orbem", "Orbem", "ORG", 1),
        ("Brest et Brestois", "Brest", "LOC", 1),
        ("l'État, le secrétaire d'État, un coup d'État, l'État", "État", "ORG", 2),
        ("EM, EM", "EM", "ORG", 1),  # too short
        ("Brest (Brest)", "Brest", "LOC", 2),
    ],
)
def test_repeats(text: str, name: str, label: str, count: int) -> None:
    found = spread(mentions(text, (name, label)), text)
    assert [text[c.start : c.end] for c in found] == [name] * count
    assert {c.label for c in found} == {label}
    assert {c.rule for c in found[1:]} <= {"entities.repeat"}


def test_the_longest_name_is_found() -> None:
    text = "Brest, Brest Métropole. Puis Brest Métropole et Brest."
    found = spread(mentions(text, ("Brest Métropole", "ORG"), ("Brest", "LOC")), text)
    said = [(text[c.start : c.end], c.label) for c in found]
    brest, metropole = ("Brest", "LOC"), ("Brest Métropole", "ORG")
    assert said == [brest, metropole, metropole, brest]


def test_names_of_a_user() -> None:
    text = "Le maire Morel et Anne Morel"
    found = mentions(text, ("maire Morel", "PER"), ("Anne Morel", "PER"))
    names = {"maire Morel": "Anne Morel"}
    (entity,) = group(found, text, lambda surface: names.get(surface, surface))
    assert (entity.name, len(entity.mentions)) == ("Anne Morel", 2)


WORDS = [
    "Brest",
    "Anne",
    "Le",
    "Goff",
    "Morel",
    "ANR",
    "de",
    "la",
    "Aix-en-Provence",
    "Aix",
    "et",
    ",",
    ".",
    "\n",
    "l'",
]


@st.composite
def texts(draw) -> tuple[str, list[Candidate]]:
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30)))
    words = [m.span() for m in re.finditer(r"[^\s,.]+(?: [A-Z]\w+)?", text)]
    picked = draw(st.lists(st.sampled_from(words), max_size=6)) if words else []
    labels = st.sampled_from(["ORG", "LOC", "PER", "EVENT"])
    rules = st.sampled_from(["ner", "people.title"])
    return text, choose(Candidate(*span, draw(labels), draw(rules), {}) for span in picked)


@settings(deadline=None, max_examples=300)
@given(texts())
def test_any_mentions(case) -> None:
    text, found = case
    all_mentions = spread(found, text)
    assert spread(found, text) == all_mentions
    assert spread(all_mentions, text) == all_mentions
    spans = [(c.start, c.end) for c in all_mentions]
    assert {(c.start, c.end) for c in found} <= set(spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    surfaces = {text[c.start : c.end] for c in found}
    assert all(any(text[s:e] in name for name in surfaces) for s, e in spans)
    grouped = group(all_mentions, text)
    assert sorted((m.start, m.end) for e in grouped for m in e.mentions) == spans


@pytest.mark.parametrize("piece", ["Brest ", "Anne Morel et ", "Ab-", "A'", "Brest\n"])
def test_time_is_linear(piece: str) -> None:
    def run(text: str) -> None:
        found = [Candidate(i, i + 5, "LOC", "ner", {}) for i in range(0, len(text) - 5, 200)]
        group(spread(found, text), text)

    assert_linear(run, piece)


def test_many_names_take_linear_time() -> None:
    def run(text: str) -> None:
        found = [Candidate(m.start(), m.end(), "ORG", "ner", {}) for m in re.finditer(r"\w+", text)]
        group(spread(found, text), text)

    names = " ".join(
        f"{a}{b}o{c}a{d}"
        for a, b, c, d in itertools.product("BCDFGHJKLM", "aeiou", "bcdfglmnprstv", "mnprstvz")
    )
    assert_linear(run, names + " ")
