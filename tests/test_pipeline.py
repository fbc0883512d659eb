"""From views to candidates: blocks bound entities, offsets are those of the view."""

from __future__ import annotations

import pytest

from ftextract.errors import ModelError
from ftextract.pipeline import load_model, named_entities
from ftextract.rule import Candidate
from ftextract.view import View


@pytest.fixture(scope="module")
def model():
    return load_model()


def view(*blocks):
    text, spans = "", []
    for block in blocks:
        spans.append((len(text), len(text) + len(block)))
        text += block + "\n"
    return View(text, spans)


def named(model, *views):
    return [
        [(view.text[c.start : c.end], c.label) for c in found]
        for view, found in zip(views, named_entities(model, views), strict=True)
    ]


def test_the_default_model_is_fast(model):
    assert model.is_fast


def test_each_view_has_its_entities(model):
    views = [
        view("Un salon à Brest", "Gérard Collomb, maire de Lyon, était là."),
        view(),
        view("", "   "),
        view("L’Insee ouvre à Metz."),
    ]
    assert named(model, *views) == [
        [("Brest", "LOC"), ("Gérard Collomb", "PER"), ("Lyon", "LOC")],
        [],
        [],
        [("Insee", "ORG"), ("Metz", "LOC")],
    ]


def test_candidates_say_where_they_are_from(model):
    article = view("Le maire est là.", "Il vit à Lyon.")
    start = article.text.index("Lyon")
    assert named_entities(model, [article]) == [[Candidate(start, start + 4, "LOC", "ner")]]


def test_no_name_crosses_a_block(model):
    assert named(model, view("Saint-Étienne", "Métropole", "Lyon")) == [
        [("Saint-Étienne", "LOC"), ("Métropole", "LOC"), ("Lyon", "LOC")]
    ]


def test_labels_of_other_schemes_are_dropped(model):
    spans = {"MISC": (0, 2), "LOC": (3, 5)}
    found = named_entities(
        lambda texts: [[(*span, label) for label, span in spans.items()] for _ in texts],
        [view("ab cd")],
    )
    assert found == [[Candidate(3, 5, "LOC", "ner")]]


def test_no_views(model):
    assert named_entities(model, []) == []


def test_a_missing_model_gives_one_message():
    with pytest.raises(ModelError, match="python -m spacy download fr_no_such_model"):
        load_model("fr_no_such_model")
