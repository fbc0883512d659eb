"""Which place a name means: homonyms, brackets, context, and what stays open."""

# ruff: noqa: E501 (a row of a table stays on one line)

from __future__ import annotations

import pytest

from ftextract.linking import Link, Name, link

from .rules.name_tables import variants


def links(text: str, *names: str, kind=None) -> list[Link]:
    found = []
    for name in names:
        start = text.index(name)
        found.append(Name(name, kind, (start, start + len(name))))
    return link(found, text)


@pytest.mark.parametrize(
    ("text", "names", "kind", "department", "country"),
    [
        ("à Vienne (Isère), on", ["Vienne"], "city", "38", "FR"),
        ("à Vienne (38), on", ["Vienne"], "city", "38", "FR"),
        ("dans la Vienne, on", ["Vienne"], "department", "86", "FR"),
        ("à Vienne, en Autriche", ["Vienne", "Autriche"], "city", None, "AT"),
        ("à Saint-Denis (Seine-Saint-Denis)", ["Saint-Denis"], "city", "93", "FR"),
        ("à Saint-Denis de La Réunion", ["Saint-Denis de La Réunion"], "city", "974", "FR"),
        ("à Saint-Denis, à La Réunion, et à La Réunion", ["Saint-Denis", "La Réunion"], "city", "974", "FR"),
        ("à Brest, on", ["Brest"], "city", "29", "FR"),
        ("BREST GAGNE", ["BREST"], "city", "29", "FR"),
        ("à Quimper", ["Quimper"], "city", "29", "FR"),
        ("l'Isère gagne", ["Isère"], "department", "38", "FR"),
        ("la Bretagne gagne", ["Bretagne"], "region", None, "FR"),
        ("en Belgique", ["Belgique"], "country", None, "BE"),
        ("à La Réunion", ["La Réunion"], "region", None, "FR"),
    ],
)  # fmt: skip
def test_linked(text, names, kind, department, country) -> None:
    found = links(text, *names)[0]
    assert found.entry is not None
    assert found.candidates == ()
    assert found.kind == found.entry.kind == kind
    assert found.entry.country == country
    if department:
        assert found.entry.department == department


@pytest.mark.parametrize("text", ["à Saint-Denis, on", "à Saint-Aubin, on", "à Sainte-Marie, on"])
def test_undecidable_homonyms_are_all_listed(text: str) -> None:
    name = text.split()[1].strip(",")
    (found,) = links(text, name)
    assert found.entry is None
    assert found.kind == "city"
    assert len(found.candidates) > 1
    assert len({(e.department, e.country) for e in found.candidates}) == len(found.candidates)


@pytest.mark.parametrize(
    ("text", "name", "kind", "told"),
    [
        ("à Kervella, on", "Kervella", None, None),  # unknown
        ("le quartier Vienne", "Vienne", "district", "district"),  # its wording tells
        ("au château Brest", "Brest", "site", "site"),
        ("Aix-Marseille gagne", "Aix-Marseille", "area", None),  # a joint name
        ("Brest-Kervella", "Brest-Kervella", None, None),
        ("à Vienne en Kervellie", "Vienne en Kervellie", None, None),
    ],
)
def test_not_linked(text, name, kind, told) -> None:
    (found,) = links(text, name, kind=told)
    assert (found.kind, found.entry, found.candidates) == (kind, None, ())


def test_the_other_places_decide() -> None:
    alone = links("à Saint-Denis, on", "Saint-Denis")[0]
    near = links("à Saint-Denis comme à Bobigny et Montreuil, en Seine-Saint-Denis, on",
                 "Saint-Denis", "Bobigny", "Seine-Saint-Denis")[0]  # fmt: skip
    assert alone.entry is None
    assert near.entry is not None
    assert near.entry.department == "93"


def test_spaces_and_apostrophes_change_nothing() -> None:
    for text in variants("à Vienne (Isère) et dans l'Isère"):
        assert [
            found.entry and found.entry.department
            for found in links(
                text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " "),
                "Vienne",
                "Isère",
            )
        ] == ["38", "38"]


def test_one_link_for_each_name_in_order() -> None:
    text = "Brest, Kervella, Quimper"
    assert [found.entry and found.entry.name for found in links(text, *text.split(", "))] == [
        "Brest", None, "Quimper",
    ]  # fmt: skip
    assert link([], text) == []
