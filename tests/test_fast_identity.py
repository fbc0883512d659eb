"""The fast path against spaCy's own: the same token_match, the same tokens, the same entities."""

from __future__ import annotations

import random
import re
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ftextract.fast.loading import load
from ftextract.fast.ner import EntityFinder, FastNer
from ftextract.fast.token_match import TokenMatch, factor
from ftextract.fast.tokenizer import RememberingTokenizer
from ftextract.pipeline import BASE_MODEL
from tests.test_fast_ner import spans

ROOT = Path(__file__).parent.parent
TEI = "{http://www.tei-c.org/ns/1.0}"
NOT_NER = ["tok2vec", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer"]


def blocks():
    """The blocks of the examples and of the corpus that is not held out."""
    for path in sorted((ROOT / "examples").iterdir()):
        yield from path.read_text(encoding="utf-8", errors="replace").splitlines()
    for split in ("dev", "control", "train", "press"):
        for path in sorted((ROOT / "corpus" / split).glob("*.xml")):
            for element in etree.parse(path).iter(TEI + "head", TEI + "p"):
                yield "".join(element.itertext())


def noisy(text, seed):
    """Text as bad OCR gives it: letters confused, blanks lost and gained."""
    generator = random.Random(seed)
    confused = {"l": "1", "O": "0", "e": "c", "n": "ri", " ": "", "é": "6", "a": "a "}
    return "".join(confused.get(c, c) if generator.random() < 0.15 else c for c in text)


BLOCKS = list(dict.fromkeys(blocks()))
ODD = [
    "",
    " ",
    "\n",
    "\t \n\n  ",
    "\u00a0\u202f",
    "Brest",
    "€",
    "-",
    "'",
    "l'",
    "Lyon ",
    " Lyon",
    "Paris\n\nLyon",
    "Paris   \n   Lyon",
    "Jean\u00a0Dupont",
    "📈 Airbus 🚀🚀 à Toulouse 👩‍💻",
    "🚀",
    "LA MÉTROPOLE DE LYON ET LE MINISTÈRE DE LA CULTURE À SAINT-ÉTIENNE",
    "M€. 400 M€. 32,3k€/an :) :-( ;) c'est-à-dire aujourd'hui",
    "http://www.lafrenchtech.com/ et contact@brest.fr :) ( : ) :/ :-/",
    "porte-avions, entr'aperçu, Saint-Rémy-lès-Chevreuse, Val-de-l'Eure-sur-Mer",
    "e\u0301te\u0301 a\u0300 Ni\u0302mes",
    "a" * 5_000,
    "Lyon " * 500,
    "Marseille",
    "\ud7ff\ue000\ufffd\x00\x1f",
]
NOISY = [noisy(block, seed) for seed, block in enumerate(BLOCKS) if len(block) > 40]
SHOUTED = [block.upper() for block in BLOCKS[::5]]
LONG = " ".join(block for _ in range(4) for block in BLOCKS)[:600_000]


@pytest.fixture(scope="module")
def stock():
    return spacy.load(BASE_MODEL, exclude=NOT_NER)


@pytest.fixture(scope="module")
def lean():
    return load(BASE_MODEL)


def tokens(doc):
    return [(token.text, token.idx, token.norm, token.whitespace_) for token in doc]


COLUMNS = ["ORTH", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE"]


def differences(remembering, tokenizer, texts):
    """The texts of which the tokens' attributes or offsets are not those of spaCy's tokenizer."""
    for text in texts:
        attributes, starts, ends = remembering(text)
        values = tokenizer(text).to_array([*COLUMNS, "IDX", "LENGTH"])
        expected = (values[:, :-2], values[:, -2], values[:, -2] + values[:, -1])
        if not all(map(np.array_equal, (attributes, starts, ends), expected)):
            yield text


def entities(docs):
    return [[(span.start_char, span.end_char, span.label_) for span in doc.ents] for doc in docs]


PARTS = [
    *("anti", "porte", "Saint", "villeneuve", "vieilles", "by", "out", "l'homm", "r", "réentr"),
    *(
        "sur",
        "lès",
        "d",
        "en",
        "de",
        "l",
        "-",
        "–",
        "‑",
        "'",
        "’",
        " ",
        "\n",
        "É",
        "ſ",
        "ı",
        "1",
        "a",
    ),
]
WORDS = st.one_of(st.text(max_size=12), st.lists(st.sampled_from(PARTS), max_size=7).map("".join))


@settings(max_examples=2_000, deadline=None)
@given(string=WORDS)
def test_token_match_is_equivalent(string, lean, stock):
    match = lean.tokenizer.token_match
    assert bool(match(string)) == bool(stock.tokenizer.token_match(string))


def test_token_match_is_equivalent_on_words(lean, stock):
    pattern = stock.tokenizer.token_match.__self__.pattern
    match, matches = lean.tokenizer.token_match, 0
    # One string for each alternative: the letters it spells, and a tail.
    for alternative in re.findall(r"\^([^$]*)\$", pattern):
        word = re.sub(r"\[[^\]]{40,}\][*+]?", "a", alternative)
        word = re.sub(r"\[([-'éfaîèoybcdirs])[^\]]*\]", r"\1", word)
        for string in (word, word.replace("?", ""), re.sub(r"[(?:|)]", "", word), word + "1"):
            assert bool(match(string)) == bool(stock.tokenizer.token_match(string)), string
            matches += bool(match(string))
    assert matches > 200


def test_the_lean_tokenizer_has_the_short_regex(lean, stock):
    match = lean.tokenizer.token_match.__self__
    assert isinstance(match, TokenMatch)
    assert match.pattern == stock.tokenizer.token_match.__self__.pattern
    assert len(factor(match.pattern)) < len(match.pattern) / 20


@pytest.mark.parametrize("text", ODD)
def test_tokens_of_odd_texts(text, lean, stock):
    assert tokens(lean.tokenizer(text)) == tokens(stock.tokenizer(text))
    remembering = RememberingTokenizer(lean.tokenizer, COLUMNS)
    assert not list(differences(remembering, stock.tokenizer, [text]))


@pytest.mark.parametrize("texts", [BLOCKS, NOISY, SHOUTED], ids=["blocks", "noisy", "shouted"])
def test_tokens(texts, lean, stock):
    assert len(texts) > 50
    remembering = RememberingTokenizer(lean.tokenizer, COLUMNS)
    assert not list(differences(remembering, stock.tokenizer, texts))


@pytest.fixture(scope="module")
def remembering(lean):
    return RememberingTokenizer(lean.tokenizer, COLUMNS)


SPECIAL = [":)", ":(", "):", "(:", "(o:", ":o)", "M.", "n°", "a-t-il", "aujourd'hui", "A.", "..."]
GLUE = [*" .,:;()'’-o\n\u00a0", "mot", "Mots", "l'", "9", "km", "€", "été,", "«", "x.y"]


@settings(max_examples=2_000, deadline=None)
@given(parts=st.lists(st.sampled_from([*SPECIAL, *GLUE]), max_size=9))
def test_special_cases_side_by_side(parts, remembering, stock):
    assert not list(differences(remembering, stock.tokenizer, ["".join(parts)]))


@settings(max_examples=1_000, deadline=None)
@given(text=WORDS)
def test_tokens_of_generated_words(text, remembering, stock):
    assert not list(differences(remembering, stock.tokenizer, [text]))


def test_every_special_case_alone_and_between_signs(remembering, lean):
    names = list(lean.tokenizer.rules)
    texts = [
        text.format(name) for name in names for text in ("{}", "({}),", "« {} »", "x{}", "{0} {0}")
    ]
    assert len(texts) > 1_000
    assert not list(differences(remembering, lean.tokenizer, texts))


@pytest.mark.parametrize(
    "texts", [BLOCKS, ODD, NOISY, SHOUTED], ids=["blocks", "odd", "noisy", "shouted"]
)
def test_entities(texts, lean, stock):
    find = EntityFinder(lean)
    assert find.is_fast
    assert spans(find, texts) == entities(stock.pipe(texts, batch_size=16))


def test_entities_of_whole_articles(lean, stock):
    texts = ["\n".join(BLOCKS[start : start + 30]) for start in range(0, len(BLOCKS), 30)]
    assert spans(EntityFinder(lean), texts) == entities(stock.pipe(texts, batch_size=16))


def test_entities_of_a_long_text(lean, stock):
    (expected,) = entities(stock.pipe([stock.tokenizer(LONG)]))
    assert len(stock.tokenizer(LONG)) > 100_000
    assert spans(EntityFinder(lean), [LONG]) == [expected]


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(st.one_of(st.text(max_size=60), st.sampled_from(BLOCKS)), max_size=5))
def test_entities_of_generated_texts(texts, lean, stock):
    assert spans(EntityFinder(lean), texts) == entities(stock.pipe(texts))


def test_predict_takes_docs(lean, stock):
    docs = [lean.tokenizer(text) for text in (*BLOCKS[:200], "", " ", "Brest")]
    found = FastNer.of(lean).predict(docs)
    expected = [
        [(span.start, span.end, span.label_) for span in doc.ents]
        for doc in stock.pipe([doc.text for doc in docs])
    ]
    assert [[entity[:3] for entity in each] for each in found] == expected
    assert not any(doc.ents for doc in docs)  # they are only read


def test_entities_do_not_depend_on_company(lean):
    find = EntityFinder(lean)
    together = find(BLOCKS[:120])
    assert [found for block in BLOCKS[:120] for found in find([block])] == together
    assert find(BLOCKS[119::-1]) == together[::-1]
