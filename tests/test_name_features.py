"""What is seen of a name: its words, its surroundings, its neighbours, where else it stands."""

from __future__ import annotations

import numpy as np
import pytest

from ftextract.name_features import NAMES, SIZE, Places, features
from ftextract.rule import Candidate, Label


def candidate(text: str, name: str, label: Label = "ORG", **attributes: object) -> Candidate:
    start = text.index(name)
    return Candidate(start, start + len(name), label, "ner", dict(attributes))


def row(text: str, name: str = "Morand", label: Label = "ORG", **attributes: object) -> list[int]:
    return features(text, [candidate(text, name, label, **attributes)]).lists()[0]


def name_features(name: str) -> Places:
    """What a name says by itself."""
    return features(name, [candidate(name, name)]).own


def differing(one: list[int], other: list[int]) -> int:
    assert len(one) == len(other)
    return sum(a != b for a, b in zip(one, other, strict=True))


def test_features_are_numbers_in_range() -> None:
    text = "la banque Morand prête"
    assert row(text) == row(text)
    assert all(0 <= number < SIZE for number in row(text))
    assert len(name_features("Élan")) > 10
    assert (name_features("Élan") == name_features("élan".capitalize())).all()


@pytest.mark.parametrize(
    "other",
    [
        "le banc Morand prête",  # the word before
        "la banque Morand, prête",  # after
        "la\nMorand prête",  # a line begins
        "prête la banque Morand",  # it ends
    ],
)
def test_surroundings_count(other: str) -> None:
    assert differing(row("la banque Morand prête"), row(other)) > 2


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("LA BANQUE Morand prête", "la banque Morand prête"),
        ("la bânque Morand prete", "la banque Morand prête"),
    ],
)
def test_words_count_without_case_and_accents(text: str, other: str) -> None:
    # only the shape of the words next to the name differs
    assert differing(row(text), row(other)) <= 1


def test_what_is_far_or_in_the_line_before_does_not_count() -> None:
    far = " un deux trois quatre cinq six sept la banque Morand prête"
    assert row(f"ici{far}") == row(f"là{far}")
    assert row("ici\nMorand prête") == row("là\nMorand prête")


def test_who_proposed_what_counts() -> None:
    text = "la banque Morand prête"
    assert row(text, label="LOC") != row(text, label="ORG")
    assert row(text, kind="support") != row(text)
    assert row(text, rivals=("ORG>LOC 2",)) != row(text, rivals=("ORG>LOC 9",)) != row(text)


def test_neighbours_count() -> None:
    text = "Aber, Bono et Coat au bord de la mer. Morand"
    names = [candidate(text, name) for name in ("Aber", "Bono", "Coat", "Morand")]
    together = features(text, names).lists()
    alone = [features(text, [name]).lists()[0] for name in names]
    counts = [differing(one, other) for one, other in zip(together, alone, strict=True)]
    assert counts == [1, 2, 1, 0]  # one before, one behind, or none
    places = [candidate(text, name, "LOC") for name in ("Aber", "Coat")]
    others = features(text, [places[0], names[1], places[1]]).lists()
    assert differing(others[1], together[1]) == 2


@pytest.mark.parametrize("label", NAMES)
def test_the_same_name_elsewhere_counts(label: Label) -> None:
    text = "Aber est ici, où vit et travaille Aber"
    first = Candidate(0, 4, "ORG", "ner")
    again = Candidate(text.rindex("Aber"), len(text), label, "ner")
    alone, together = features(text, [first]).lists()[0], features(text, [first, again]).lists()
    assert differing(together[0], alone) == 1
    many = [Candidate(i, i + 4, "ORG", "ner") for i in range(0, 50, 5)]
    assert len(features("Aber " * 10, many).lists()) == 10


def test_some_names_of_all() -> None:
    text = "Aber, Bono et Coat au bord de la mer. Aber"
    names = [candidate(text, name) for name in ("Aber", "Bono", "Coat")]
    names.append(Candidate(text.rindex("Aber"), len(text), "LOC", "ner"))
    every = features(text, names).lists()
    assert features(text, names, [1, 3]).lists() == [every[1], every[3]]


def test_names_do_not_depend_on_each_other_otherwise() -> None:
    text = "Aber se tait ; loin de là, sur une autre rive, Bono parle"
    names = [candidate(text, "Aber"), candidate(text, "Bono")]
    assert features(text, names).lists() == [features(text, [name]).lists()[0] for name in names]


@pytest.mark.parametrize("text", ["Aber", "Aber\n", " Aber_", "«Aber»", "l'Aber"])
def test_edges_of_texts(text: str) -> None:
    rows = features(text, [candidate(text, "Aber")])
    assert rows.others.shape[1] == len(rows.starts) == 1
    assert np.array_equal(rows.own, name_features("Aber"))
