"""Kinds by a linear model: it learns, is deterministic, and survives its file."""

from __future__ import annotations

import pytest

from ftextract.kinds import SIZE, KindModel, KindModels, features, fit

ROWS = [
    ("la banque Morand prête", "Morand", "support"),
    ("la banque Kervella prête", "Kervella", "support"),
    ("le journal Ouest-Sud écrit", "Ouest-Sud", "media"),
    ("le journal Nord-Est écrit", "Nord-Est", "media"),
    ("l'usine Orbem fabrique", "Orbem", "company"),
    ("l'usine Sterenn fabrique", "Sterenn", "company"),
]


def row(text: str, name: str) -> list[int]:
    start = text.index(name)
    return features("ORG", text, start, start + len(name))


@pytest.fixture(scope="module")
def model() -> KindModel:
    return fit([row(text, name) for text, name, _ in ROWS], [kind for *_, kind in ROWS])


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        *ROWS,
        ("le journal Estuaire écrit", "Estuaire", "media"),  # by its context
        ("la banque Estuaire prête", "Estuaire", "support"),
        ("l'usine Estuaire fabrique", "Estuaire", "company"),
    ],
)
def test_learns(model: KindModel, text: str, name: str, kind: str) -> None:
    start = text.index(name)
    models = KindModels({"ORG": model})
    assert models.kind("ORG", text, [(start, start + len(name))]) == kind


def test_mentions_count_together(model: KindModel) -> None:
    text = "Estuaire rit. le journal Estuaire écrit"
    spans = [(0, 8), (text.rindex("Estuaire"), text.rindex("Estuaire") + 8)]
    assert KindModels({"ORG": model}).kind("ORG", text, spans) == "media"


def test_training_is_deterministic(model: KindModel) -> None:
    again = fit([row(text, name) for text, name, _ in ROWS], [kind for *_, kind in ROWS])
    assert again.classes == model.classes == ("company", "media", "support")
    assert (again.weights == model.weights).all()


def test_file(model: KindModel, tmp_path) -> None:
    path = tmp_path / "kinds.npz"
    KindModels({"ORG": model, "LOC": model}).save(path)
    loaded = KindModels.load(path)
    for text, name, kind in ROWS:
        start = text.index(name)
        assert loaded.kind("ORG", text, [(start, start + len(name))]) == kind


def test_features() -> None:
    text = "la banque Morand prête"
    assert row(text, "Morand") == row("la banque Morand prête.", "Morand")
    assert row(text, "Morand") != row("le banc Morand prête", "Morand")
    assert all(0 <= index < SIZE for index in row(text, "Morand"))
    assert row(text, "Morand") == sorted(set(row(text, "Morand")))
    assert features("LOC", "Brest", 0, 5) != features("ORG", "Brest", 0, 5)
