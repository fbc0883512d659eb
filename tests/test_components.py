"""The rule families as spaCy components."""

from __future__ import annotations

import json
from importlib.metadata import entry_points

import pytest
import spacy
from spacy import displacy
from spacy.tokens import Doc

FAMILIES = {
    "figures": "FIG",
    "dates": "DATE",
    "organizations": "ORG",
    "places": "LOC",
    "people": "PER",
    "events": "EVENT",
}
TEXT = (
    "M. Gaudin a reçu le 26 mai 2014 les 7 000 entreprises de la CCI de Rouen, "
    "rue de la République, au Festival de Cannes. Elles ont levé 400 M€. Et 1,5 M€."
)


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("xx")
    for family in FAMILIES:
        nlp.add_pipe(f"ftextract_{family}")
    return nlp


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(TEXT)


def test_factories_are_registered():
    registered = {point.name: point.value for point in entry_points(group="spacy_factories")}
    ours = {name: value for name, value in registered.items() if name.startswith("ftextract_")}
    assert ours == {f"ftextract_{name}": f"ftextract.components:{name}" for name in FAMILIES}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_fills_its_spans(family, doc):
    found = doc.user_data["ftextract"][family]
    assert found
    assert [span.label_ for span in doc.spans[family]] == [FAMILIES[family]] * len(found)
    assert [span.id_ for span in doc.spans[family]] == [each["rule"] for each in found]
    for span, each in zip(doc.spans[family], found, strict=True):
        assert TEXT[each["start"] : each["end"]] == each["text"]
        assert span.start_char <= each["start"] < each["end"] <= span.end_char
        assert each["rule"].startswith(f"{family}.")


def test_figures_are_exact_where_tokens_are_not(doc):
    quantities = [
        (each["text"], each["quantity"], each["unit"])
        for each in doc.user_data["ftextract"]["figures"]
    ]
    assert quantities == [
        ("7 000 entreprises", 7000, "count"),
        ("400 M€", 400_000_000, "EUR"),
        ("1,5 M€", 1_500_000, "EUR"),
    ]


def test_dates_are_iso_strings(doc):
    (date,) = doc.user_data["ftextract"]["dates"]
    assert (date["text"], date["when"]) == ("26 mai 2014", "2014-05-26")
    assert (date["earliest"], date["latest"]) == ("2014-05-26", "2014-05-26")


def test_values_are_plain_numbers(nlp):
    (figure,) = nlp("une hausse de 2,5 %").user_data["ftextract"]["figures"]
    assert figure["quantity"] == 2.5


def test_data_is_json(doc):
    data = doc.user_data["ftextract"]
    assert json.loads(json.dumps(data)) == data


def test_docs_can_be_saved(nlp, doc):
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again.user_data == doc.user_data
    assert [str(span) for span in again.spans["figures"]] == [
        str(span) for span in doc.spans["figures"]
    ]


def test_two_processes(nlp, doc):
    for again in nlp.pipe([TEXT] * 3, n_process=2, batch_size=1):
        assert again.user_data["ftextract"] == doc.user_data["ftextract"]


def test_displacy_shows_them(doc):
    page = displacy.render(doc, style="span", options={"spans_key": "figures"}, jupyter=False)
    assert "FIG" in page
    assert "entreprises" in page


@pytest.mark.parametrize("text", ["", " ", "\n", "Rien."])
def test_nothing_to_find(nlp, text):
    doc = nlp(text)
    assert doc.user_data["ftextract"] == {family: [] for family in FAMILIES}
    assert not any(doc.spans[family] for family in FAMILIES)
