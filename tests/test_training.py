"""Training: what the network and the second look are shown, and a run from articles to weights."""

# ruff: noqa: E501 (a line of TEI stays on one line)

from __future__ import annotations

import json

import pytest

from ftextract.corpus import tei
from ftextract.corpus.gold import GoldDocument
from ftextract.corpus.training import (
    blocks_of,
    capitals,
    classes_of,
    examples_of,
    proposed_names,
    train,
)
from ftextract.extractor import Extractor
from ftextract.pipeline import load_model

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="fr">
  <teiHeader><fileDesc>
    <titleStmt><title>Essai</title></titleStmt>
    <publicationStmt><date when="2014-11-12"/></publicationStmt>
    <sourceDesc><p>Test.</p></sourceDesc>
  </fileDesc></teiHeader>
  <text><body>
"""
BODY = """    <p type="boilerplate">Partager sur Facebook</p>
    <head type="title">L’avenir de <placeName type="city">Brest</placeName></head>
    <p><orgName type="company">Voyelle</orgName> a levé <measure quantity="3000000" unit="EUR">3 M€</measure>, dit <persName role="maire">Anne Morel</persName>, à la <name type="event">Nuit du code</name>.</p>
"""


def document(body: str = BODY, name: str = "essai") -> GoldDocument:
    return tei.parse(f"{HEADER}{body}  </body></text>\n</TEI>\n".encode(), name, name)


def test_blocks_are_what_the_network_sees() -> None:
    blocks = list(blocks_of(document()))
    assert [text for text, _ in blocks] == [
        "L'avenir de Brest",  # folded
        "Voyelle a levé 3 M€, dit Anne Morel, à la Nuit du code.",
    ]
    names = [[(text[start:end], label) for start, end, label in found] for text, found in blocks]
    assert names == [
        [("Brest", "LOC")],
        [("Voyelle", "ORG"), ("Anne Morel", "PER"), ("Nuit du code", "MISC")],
    ]


@pytest.mark.parametrize(
    ("text", "accents", "upper"),
    [
        ("L'été à Brest", True, "L'ÉTÉ À BREST"),
        ("L'été à Brest", False, "L'ETE A BREST"),
        ("Straße", True, None),  # one letter more: the offsets would be wrong
        ("cœur", True, "CŒUR"),
    ],
)
def test_capitals(text: str, accents: bool, upper: str | None) -> None:
    names = [(0, 2, "LOC")]
    assert capitals((text, names), accents=accents) == (upper and (upper, names))


@pytest.fixture(scope="module")
def nlp():
    import spacy

    return spacy.blank("fr")


@pytest.mark.parametrize(
    ("text", "names", "tags"),
    [
        ("À Brest hier", [(2, 7, "LOC")], ["O", "U-LOC", "O"]),
        # no token ends where the name does: what it is stays open
        ("À Brestois hier", [(2, 7, "LOC")], ["O", "-", "O"]),
        # another name claims a token of it
        ("À Brestois hier", [(2, 10, "LOC"), (2, 7, "ORG")], ["O", "U-LOC", "O"]),
        ("rien ici", [], ["O", "O"]),
    ],
)
def test_examples(nlp, text: str, names: list[tuple[int, int, str]], tags: list[str]) -> None:
    (example,) = examples_of(nlp, [(text, names)])
    found = example.get_aligned_ner()
    assert ["-" if tag is None else tag for tag in found] == tags


def test_classes() -> None:
    gold = document()
    text = gold.text
    spans = [
        (text.index(said), text.index(said) + len(said))
        for said in ("Brest", "Voyelle a levé", "dit", "Nuit du code", "Facebook")
    ]
    assert classes_of(gold, spans) == ["LOC city", "ORG company", "none", "EVENT", "none"]


def test_proposed_names(extractor: Extractor) -> None:
    model = load_model()
    ((rows, classes),) = proposed_names(model, [document()])
    assert len(rows) == len(classes) >= 3
    assert {"LOC city", "PER"} <= set(classes)


def test_from_articles_to_a_model(tmp_path) -> None:
    articles = [document(name=f"essai-{number}") for number in range(4)]
    lines: list[str] = []
    output = tmp_path / "model"
    report = train(articles, {"held": articles[:1]}, output, passes=2, progress=lines.append)
    assert report.articles == 4
    assert report.blocks == 8
    assert [done.number for done in report.passes] == [1, 2]
    assert report.passes[report.best - 1].micro == max(done.micro for done in report.passes)
    assert [line.split()[:2] for line in lines[:2]] == [["pass", "1"], ["pass", "2"]]
    assert len(lines) == 3
    card = json.loads((output / "card.json").read_text(encoding="utf-8"))
    assert (card["articles"], card["pass"]) == (4, report.best)
    profile = Extractor(output).extract("À Brest, Voyelle a levé 3 M€.", "2014-11-12")
    assert "Brest" in {place.name for place in profile.places}
