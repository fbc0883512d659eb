"""FastNer apart from the default model: what it declines, doubts, bounds, threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import spacy
from threadpoolctl import threadpool_info

from ftextract.fast import blas, decoder, network, tokenizer
from ftextract.fast.decoder import Moves
from ftextract.fast.loading import load
from ftextract.fast.ner import EntityFinder, FastNer
from ftextract.fast.tokenizer import RememberingTokenizer
from ftextract.pipeline import BASE_MODEL
from tests.test_fast_loading import EMBED, ENCODE, TOK2VEC

PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 16,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": TOK2VEC,
}
MISH = {
    "@architectures": "spacy.MishWindowEncoder.v2",
    "width": 16,
    "depth": 2,
    "window_size": 1,
}
CHARACTERS = {
    "@architectures": "spacy.CharacterEmbed.v2",
    "width": 16,
    "rows": 50,
    "nM": 8,
    "nC": 4,
    "include_static_vectors": False,
}
TEXTS = [
    "Le maire de Lyon, Gérard Collomb, a reçu Astellia et le groupe Legendre à Rennes.",
    "",
    "  ",
    "L'Agence nationale de la recherche et l'Inria ouvrent à Saint-Étienne ; Orange part.",
    "Brest",
    "Fleur Pellerin, ministre déléguée, visite EuraTechnologies\n\n à Lille (Nord). " * 5,
    "LA MÉTROPOLE NICE CÔTE D'AZUR ET LE CONSEIL RÉGIONAL",
]


@pytest.fixture(scope="module")
def lean():
    return load(BASE_MODEL)


@pytest.fixture
def untrained():
    """Builds a pipeline whose ``ner`` has a given architecture and random weights."""

    def build(labels=("ORG", "LOC", "EVENT"), lang="xx", factory="ner", bias=1.0, **changes):
        spacy.util.fix_random_seed(1)
        nlp = spacy.blank(lang)
        model = {**PARSER, **changes}
        ner = nlp.add_pipe(factory, name="ner", config={"model": model})
        for label in labels:
            ner.add_label(label)
        nlp.initialize()
        generator = np.random.default_rng(1)
        for node in ner.model.walk():
            if node.name == "maxout":  # initialized with zeros, as in no trained model
                values = generator.normal(size=node.get_param("b").shape).astype("f")
                node.set_param("b", bias * values)
        if ner.model.attrs["has_upper"]:
            upper = ner.model.get_ref("upper")  # initialized with zeros: all would be ties
            upper.set_param("W", generator.normal(size=upper.get_param("W").shape).astype("f"))
        return nlp

    return build


def spans(find, texts):
    """Start, end and label of what is found."""
    return [[entity[:3] for entity in found] for found in find(texts)]


def predicted_by_spacy(nlp, texts):
    docs = nlp.get_pipe("ner").pipe(nlp.tokenizer.pipe(texts))
    return [[(span.start_char, span.end_char, span.label_) for span in doc.ents] for doc in docs]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"labels": ("ORG",)},
        {"labels": ("ORG", "LOC", "PER", "EVENT", "MISC")},
        {"hidden_width": 24, "maxout_pieces": 3},
        {"tok2vec": {**TOK2VEC, "encode": {**ENCODE, "depth": 1, "maxout_pieces": 2}}},
        {"tok2vec": {**TOK2VEC, "encode": {**ENCODE, "depth": 5}}},
        {
            "tok2vec": {
                **TOK2VEC,
                "embed": {**EMBED, "attrs": ["LOWER", "SPACY"], "rows": [99, 9]},
            }
        },
    ],
    ids=["small", "one label", "five labels", "pieces", "shallow", "deep", "other attributes"],
)
def test_sizes_and_labels_may_differ(untrained, changes):
    nlp = untrained(**changes)
    find = EntityFinder(nlp)
    assert find.is_fast
    expected = predicted_by_spacy(nlp, TEXTS)
    assert any(expected)
    assert spans(find, TEXTS) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"tok2vec": {**TOK2VEC, "encode": MISH}},
        {"tok2vec": {**TOK2VEC, "embed": CHARACTERS}},
        {"tok2vec": {**TOK2VEC, "encode": {**ENCODE, "window_size": 2}}},
        {"tok2vec": {**TOK2VEC, "encode": {**ENCODE, "maxout_pieces": 1}}},
        {"use_upper": False},
        {"extra_state_tokens": True},
        {"maxout_pieces": 1},
        {"factory": "beam_ner"},
        {"bias": 0.0},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_other_architectures_are_left_to_spacy(untrained, changes):
    nlp = untrained(**changes)
    assert FastNer.of(nlp) is None
    find = EntityFinder(nlp)
    assert not find.is_fast
    assert spans(find, TEXTS) == [
        [(span.start_char, span.end_char, span.label_) for span in doc.ents]
        for doc in nlp.pipe(TEXTS)
    ]


def test_another_component_is_left_to_spacy(untrained):
    nlp = untrained()
    ruler = nlp.add_pipe("entity_ruler", before="ner")
    ruler.add_patterns([{"label": "GPE", "pattern": "Brest"}])
    find = EntityFinder(nlp)
    assert not find.is_fast
    assert spans(find, ["Brest"]) == [[(0, 5, "GPE")]]


def test_labels_added_later():
    nlp = load(BASE_MODEL)
    ner = nlp.get_pipe("ner")
    ner.add_label("EVENT")
    assert FastNer.of(nlp) is None  # what was never trained scores as the batch has it
    ner.model.attrs["unseen_classes"].clear()  # as training and loading do
    upper = ner.model.get_ref("upper")
    weights = upper.get_param("W").copy()
    weights[-4:] = weights[[3, 7, 11, 15]] * 1.1  # like ORG, only more so
    upper.set_param("W", weights)
    expected = predicted_by_spacy(nlp, TEXTS)
    assert {label for spans in expected for _, _, label in spans} > {"EVENT", "LOC"}
    assert spans(EntityFinder(nlp), TEXTS) == expected


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        (["B-ORG", "I-ORG", "L-ORG", "U-ORG", "U-", "O"], ["ORG"]),
        (["O", "U-A-B", "L-A-B", "I-A-B", "B-A-B"], ["A-B"]),
        (["B-ORG", "I-ORG", "L-ORG", "U-", "O"], None),
        (["B-ORG", "I-ORG", "L-ORG", "U-ORG", "U-"], None),
        (["B-ORG", "I-ORG", "L-ORG", "U-ORG", "O", "M"], None),
        (["U-", "O"], None),
    ],
)
def test_moves(names, labels):
    moves = Moves.of(names)
    assert (moves and moves.labels) == labels
    if moves:
        assert names[moves.begin[0]] == f"B-{labels[0]}"
        assert names[moves.last[0]] == f"L-{labels[0]}"
        assert names[moves.out] == "O"


def test_close_choices_are_left_to_spacy(lean, monkeypatch):
    expected = predicted_by_spacy(lean, TEXTS)
    attributes = [lean.tokenizer(text).to_array(FastNer.of(lean).columns) for text in TEXTS]
    assert None not in FastNer.of(lean).predict_attributes(attributes)
    monkeypatch.setattr(decoder, "_DOUBT", np.float32(1e9))
    in_doubt = [found is None for found in FastNer.of(lean).predict_attributes(attributes)]
    assert in_doubt == [bool(text.strip()) for text in TEXTS]
    assert spans(EntityFinder(lean), TEXTS) == expected
    docs = [lean.tokenizer(text) for text in TEXTS]
    assert [len(found) for found in FastNer.of(lean).predict(docs)] == list(map(len, expected))


def test_leads(lean):
    find = EntityFinder(lean)
    assert sorted(find.labels) == ["LOC", "MISC", "ORG", "PER"]
    found = [entity for entities in find(TEXTS) for entity in entities]
    assert found
    for entity in found:
        none, *others = entity.leads
        assert min(entity.leads) == 0 <= none
        assert others[find.labels.index(entity.label)] == 0


def test_leads_do_not_depend_on_rounding(lean, monkeypatch):
    expected = EntityFinder(lean)(TEXTS)
    alone, calls = FastNer.predict_attributes, []

    def noisy(self, texts):
        calls.append(len(texts))
        noise = len(texts) > 1  # as other company in a batch may have
        return [
            found
            and [
                e._replace(leads=tuple(lead + noise for lead in e.leads)) if e.is_close else e
                for e in found
            ]
            for found in alone(self, texts)
        ]

    monkeypatch.setattr(FastNer, "predict_attributes", noisy)
    assert EntityFinder(lean)(TEXTS) == expected
    monkeypatch.setattr(decoder, "_ROUNDING", 0.6)  # every lead is close
    assert EntityFinder(lean)(TEXTS) == expected
    assert calls.count(1) > 1


def test_no_texts(lean):
    assert EntityFinder(lean)([]) == []
    assert EntityFinder(lean)(["", " "]) == [[], []]


def test_caches_are_bounded(lean, monkeypatch):
    texts = [f"{text} n° {number}, à X{number}ville." for number in range(40) for text in TEXTS]
    expected = EntityFinder(lean)(texts)
    monkeypatch.setattr(network, "_WORDS", 64)
    monkeypatch.setattr(network, "_WORDS_AT_ONCE", 32)
    monkeypatch.setattr(network, "_ROWS_AT_ONCE", 7)
    monkeypatch.setattr(tokenizer, "_CHUNKS", 50)
    monkeypatch.setattr(tokenizer, "_WORDS", 30)
    find = EntityFinder(load(BASE_MODEL))
    assert [found for text in texts for found in find([text])] == expected
    words = find._fast._network.words
    assert len(words._row_of) <= len(words._rows) == 64
    for kept, most in ((find._tokenizer._chunks, 50), (find._tokenizer._words, 30)):
        assert 0 < len(kept) <= most
        assert len(kept._old) == most


def test_long_chunks_are_not_remembered(lean):
    remembering = RememberingTokenizer(lean.tokenizer, ["ORTH"])
    tokens = remembering(f"{'a' * 62} {'b' * 64} {'b' * 64}")
    assert tokens.starts.tolist() == [0, 63, 128]
    assert list(remembering._chunks) == ["a" * 62 + " "]
    assert list(remembering._words) == ["a" * 62]


def test_the_vocabulary_is_bounded(lean, monkeypatch):
    monkeypatch.setattr(tokenizer, "_CHARACTERS", 20_000)
    find = EntityFinder(load(BASE_MODEL))
    sizes, before = [], len(find._nlp.vocab.strings)
    for number in range(30):
        # A special case that what stands beside could change: this is for spaCy's tokenizer.
        find(
            [f"Qu'est-ce, Xa{number}b{word}c, la société Yo{word}d{number}." for word in range(200)]
        )
        sizes.append(len(find._tokenizer._tokenizer.vocab.strings))
    assert max(sizes) < 12_000  # 25 000 without renewal
    assert len(find._nlp.vocab.strings) == before


def test_renewed_tokenizers_give_the_same_tokens(lean, monkeypatch):
    monkeypatch.setattr(tokenizer, "_CHARACTERS", 50)
    columns = ["ORTH", "NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]
    remembering = RememberingTokenizer(load(BASE_MODEL).tokenizer, columns)
    for text in [*TEXTS, "M€. :-) c.-à-d. porte-avions aujourd'hui", *TEXTS]:
        attributes, starts, ends = remembering(text)
        doc = lean.tokenizer(text)
        assert np.array_equal(attributes, doc.to_array(columns))
        assert starts.tolist() == [token.idx for token in doc]
        assert ends.tolist() == [token.idx + len(token) for token in doc]


def test_sixteen_threads_give_what_one_gives(lean, monkeypatch):
    monkeypatch.setattr(network, "_WORDS", 128)  # so that words are dropped all the time
    monkeypatch.setattr(network, "_WORDS_AT_ONCE", 64)
    monkeypatch.setattr(tokenizer, "_CHUNKS", 100)
    batches = [[f"{text} {number}" for text in TEXTS] for number in range(64)]
    expected = [EntityFinder(lean)(batch) for batch in batches]
    find = EntityFinder(load(BASE_MODEL))
    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(find, batches)) == expected


def blas_threads():
    return [
        library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"
    ]


def test_one_blas_thread_inside_and_the_former_number_after():
    before = blas_threads()
    assert before
    with blas.one_thread():
        assert set(blas_threads()) == {1}
        with blas.one_thread():
            pass
        assert set(blas_threads()) == {1}
    assert blas_threads() == before
