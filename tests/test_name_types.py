"""Types of names: the model learns from words and surroundings, is deterministic, and saves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ftextract.entities import REPEAT
from ftextract.name_features import features
from ftextract.name_types import NONE, NameTypes, class_of, fit
from ftextract.rule import Candidate, Label

# A text, the name in it, what the network proposed, and what the name is.
ROWS: list[tuple[str, str, Label, str]] = [
    ("la banque Morand prête", "Morand", "ORG", "ORG support"),
    ("la banque Kervella prête", "Kervella", "ORG", "ORG support"),
    ("le journal Ouest-Sud écrit", "Ouest-Sud", "ORG", "ORG media"),
    ("le journal Nord-Est écrit", "Nord-Est", "LOC", "ORG media"),
    ("rendez-vous à Kerlann, ce soir", "Kerlann", "ORG", "LOC site"),
    ("rendez-vous à Brével, ce soir", "Brével", "LOC", "LOC site"),
    ("un téléphone Zorglub coûte", "Zorglub", "ORG", NONE),
    ("un téléphone Bidule coûte", "Bidule", "ORG", NONE),
    ("dit Yann Morel, maire", "Yann Morel", "PER", "PER"),
    ("lors de Courtmix, en mai", "Courtmix", "EVENT", "EVENT"),
]


def candidate(text: str, name: str, label: Label, rule: str = "ner") -> Candidate:
    start = text.index(name)
    return Candidate(start, start + len(name), label, rule)


def row(text: str, name: str, label: Label = "ORG") -> list[int]:
    return features(text, [candidate(text, name, label)]).lists()[0]


@pytest.fixture(scope="module")
def model() -> NameTypes:
    rows = [row(text, name, label) for text, name, label, _ in ROWS]
    return fit(rows, [found for *_, found in ROWS], passes=30)


def label_of(model: NameTypes, text: str, proposed: Candidate) -> str | None:
    kept, _ = model.judge(text, [proposed])
    return kept[0].label if kept else None


@pytest.mark.parametrize(
    ("text", "name", "proposed", "label"),
    [
        *((text, name, proposed, found.split()[0]) for text, name, proposed, found in ROWS),
        # names that it has not seen, by what stands around them
        ("rendez-vous à Estuaire, ce soir", "Estuaire", "ORG", "LOC"),
        ("le journal Estuaire écrit", "Estuaire", "LOC", "ORG"),
        ("un téléphone Estuaire coûte", "Estuaire", "ORG", NONE),
        # and where nothing tells, what was proposed stays
        ("Estuaire", "Estuaire", "EVENT", "EVENT"),
    ],
)
def test_labels(model: NameTypes, text: str, name: str, proposed: Label, label: str) -> None:
    found = label_of(model, text, candidate(text, name, proposed))
    assert found == (None if label == NONE else label)


def test_agreement_is_harder_to_overrule(model: NameTypes) -> None:
    text, name = "rendez-vous à Estuaire, ce soir", "Estuaire"
    alone = candidate(text, name, "ORG", "organizations.item")
    agreed = replace(alone, attributes={"rivals": ()})
    scores = model.scores(features(text, [alone]))[0]
    by_class = dict(zip(model.classes, scores, strict=True))
    lead = by_class["LOC site"] - np.logaddexp(by_class["ORG media"], by_class["ORG support"])
    labels = [label_of(model, text, proposed) for proposed in (alone, agreed)]
    assert labels == ["LOC" if lead > margin else "ORG" for margin in (0.5, 1.0)]


def test_what_a_user_has_said_stays(model: NameTypes) -> None:
    text, name = "rendez-vous à Estuaire, ce soir", "Estuaire"
    assert label_of(model, text, candidate(text, name, "ORG", "names.override")) == "ORG"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("le journal Estuaire écrit", "media"), ("la banque Estuaire prête", "support")],
)
def test_kinds(model: NameTypes, text: str, kind: str) -> None:
    name = candidate(text, "Estuaire", "ORG")
    _, judgement = model.judge(text, [name])
    assert judgement.kind("ORG", [(name.start, name.end)]) == kind
    assert judgement.kind("ORG", [(0, 2)]) is None  # no name stands there
    assert judgement.kind("EVENT", [(name.start, name.end)]) == ""  # an event has no kinds


def test_mentions_count_together(model: NameTypes) -> None:
    text = "Estuaire rit. le journal Estuaire écrit"
    spans = [(0, 8), (text.rindex("Estuaire"), text.rindex("Estuaire") + 8)]
    _, judgement = model.judge(text, [Candidate(start, end, "ORG", "ner") for start, end in spans])
    assert judgement.kind("ORG", spans) == "media"


def test_dates_and_figures_pass(model: NameTypes) -> None:
    date = Candidate(0, 4, "DATE", "dates.year", {"when": "2014"})
    assert model.judge("2014", [date])[0] == [date]
    assert model.judge("", [])[0] == []


def test_training_is_deterministic(model: NameTypes) -> None:
    rows = [row(text, name, label) for text, name, label, _ in ROWS]
    again = fit(rows, [found for *_, found in ROWS], passes=30)
    assert again.classes == model.classes
    assert (again.weights == model.weights).all()


def test_file(model: NameTypes, tmp_path) -> None:
    model.save(tmp_path / "types.npz")
    loaded = NameTypes.load(tmp_path / "types.npz")
    assert loaded.classes == model.classes
    for text, name, label, _ in ROWS:
        rows = features(text, [candidate(text, name, label)])
        assert np.allclose(loaded.scores(rows), model.scores(rows), atol=0.05)


def test_scores_are_probabilities(model: NameTypes) -> None:
    text = "Aber, Bono et Coat"
    names = [candidate(text, name, "ORG") for name in ("Aber", "Bono", "Coat")]
    assert np.allclose(np.exp(model.scores(features(text, names))).sum(axis=1), 1, atol=1e-5)


def test_a_model_need_not_know_every_label() -> None:
    text = "la banque Morand prête"
    model = fit([row(text, "Morand")], ["ORG support"], passes=2)
    name = candidate(text, "Morand", "LOC")
    kept, judgement = model.judge(text, [name])
    assert kept[0].label == "ORG"
    assert judgement.kind("LOC", [(name.start, name.end)]) is None


@pytest.mark.parametrize(
    ("label", "kind", "name"),
    [
        ("ORG", "media", "ORG media"),
        ("LOC", "city", "LOC city"),
        ("PER", None, "PER"),
        ("ORG", None, "ORG"),
    ],
)
def test_classes(label: str, kind: str | None, name: str) -> None:
    assert class_of(label, kind) == name


@pytest.mark.parametrize(
    ("text", "name", "label", "rule", "stays"),
    [
        ("un téléphone Estuaire coûte", "Estuaire", "ORG", REPEAT, False),
        ("rendez-vous à Estuaire, ce soir", "Estuaire", "ORG", REPEAT, False),
        ("rendez-vous à Estuaire, ce soir", "Estuaire", "LOC", REPEAT, True),
        ("le journal Estuaire écrit", "Estuaire", "ORG", REPEAT, True),
        ("un téléphone Estuaire coûte", "Estuaire", "ORG", "ner", True),  # no repeat
    ],
)
def test_repeats_are_confirmed(
    model: NameTypes, text: str, name: str, label: Label, rule: str, stays: bool
) -> None:
    other = Candidate(0, 2, "DATE", "dates.year")
    found = model.confirmed(text, [other, candidate(text, name, label, rule)])
    assert found[0] == other
    assert (len(found) == 2) is stays
