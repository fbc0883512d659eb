"""From views to candidates: blocks bound entities, offsets are those of the view."""

from __future__ import annotations

import pytest

from ftextract.errors import ModelError
from ftextract.fast.ner import NamedSpan
from ftextract.pipeline import BASE_MODEL, DEFAULT_MODEL, LABELS, Model, load_model, named_entities
from ftextract.rule import Candidate
from ftextract.view import View


@pytest.fixture(scope="module")
def model():
    return load_model(BASE_MODEL)


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


@pytest.mark.parametrize("name", [BASE_MODEL, DEFAULT_MODEL])
def test_the_usual_models_are_fast(name):
    assert load_model(name).find.is_fast


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


class Finder:
    """Finds the same spans in every text, with two labels that it could have given."""

    labels = ("LOC", "MISC")

    def __init__(self, *spans, leads=()):
        self._spans = [NamedSpan(*span, leads) for span in spans]

    def __call__(self, texts):
        return [self._spans for _ in texts]


@pytest.mark.parametrize(
    ("leads", "rivals"),
    [
        ((), ()),
        ((5, 3, 0), ("EVENT>O 5", "EVENT>LOC 3")),
        ((20, 0, 0), ("EVENT>LOC 0",)),
        ((20, 12, 0), ()),
    ],
)
def test_rivals(leads, rivals):
    model = Model(Finder((0, 2, "MISC"), leads=leads), {"MISC": "EVENT", "LOC": "LOC"})
    ((found,),) = named_entities(model, [view("ab cd")])
    assert found.attributes["rivals"] == rivals


def test_labels_of_other_schemes_are_dropped(model):
    model = Model(Finder((0, 2, "MISC"), (3, 5, "LOC"), (6, 8, "GPE")), LABELS)
    assert named_entities(model, [view("ab Cd ef")]) == [[Candidate(3, 5, "LOC", "ner")]]


def test_labels_are_what_the_model_means_by_them():
    model = Model(Finder((0, 2, "MISC")), {"MISC": "EVENT"})
    assert named_entities(model, [view("ab cd")]) == [[Candidate(0, 2, "EVENT", "ner")]]


def test_no_views(model):
    assert named_entities(model, []) == []


def test_a_missing_model_gives_one_message():
    with pytest.raises(ModelError, match="python -m spacy download fr_no_such_model"):
        load_model("fr_no_such_model")
