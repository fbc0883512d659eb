"""What every format needs: the parts of a document as plain data, and reading with errors."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ftextract.corpus.gold import Annotation, GoldBlock, GoldDocument, GoldProfile
from ftextract.corpus.scheme import BLOCK_KINDS, LABELS
from ftextract.errors import CorpusError


def metadata(document: GoldDocument) -> dict[str, Any]:
    """Everything of a document but its text and annotations, as plain data."""
    profile = document.profile
    return {
        "id": document.id,
        "title": document.title,
        "author": document.author,
        "published": document.published.isoformat() if document.published else None,
        "source": document.source,
        "blocks": [[block.kind, block.start, block.end] for block in document.blocks],
        "profile": None if profile is None else profile.model_dump(mode="json"),
    }


def document_from(
    text: str, annotations: Iterable[Annotation], data: Mapping[str, Any], name: str, fallback: str
) -> GoldDocument:
    """A document from its parts; ``data`` is what ``metadata`` gave, or empty.

    ``name`` is what errors call it, ``fallback`` the id of a document that has none.
    Raises CorpusError for metadata that is not of this form, and for annotations that have an
    unknown label, hold no text, or overlap.
    """
    ordered = tuple(sorted(annotations, key=lambda a: (a.start, a.end)))
    end = 0
    for annotation in ordered:
        if annotation.label not in LABELS:
            known = ", ".join(LABELS)
            raise CorpusError(f"{name}: unknown label {annotation.label!r}; there are {known}")
        said = text[annotation.start : annotation.end]
        if not 0 <= annotation.start < annotation.end <= len(text):
            raise CorpusError(f"{name}: {annotation.start}-{annotation.end} is outside of the text")
        if annotation.start < end:
            raise CorpusError(f"{name}: {said!r} overlaps the annotation before it")
        end = annotation.end
    try:
        return GoldDocument(
            id=str(data.get("id") or fallback),
            text=text,
            blocks=_blocks(data["blocks"]) if "blocks" in data else _lines(text),
            annotations=ordered,
            title=data.get("title"),
            author=data.get("author"),
            published=_day(data.get("published")),
            source=data.get("source"),
            profile=_profile(data.get("profile")),
        )
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise CorpusError(f"{name}: metadata that ftextract did not write: {error}") from error


def annotation_from(start: Any, end: Any, label: Any, attributes: Any, name: str) -> Annotation:
    """An annotation from plain data; raises CorpusError if it is not of the right types."""
    attributes = {} if attributes is None else attributes
    if type(start) is not int or type(end) is not int or not isinstance(label, str):
        raise CorpusError(f"{name}: an annotation needs whole offsets and a label")
    if not isinstance(attributes, dict) or not all(
        isinstance(part, str) for item in attributes.items() for part in item
    ):
        raise CorpusError(f"{name}: attributes are pairs of texts, not {attributes!r}")
    return Annotation(start, end, label, attributes)  # type: ignore[arg-type]


def read_text(path: Path) -> str:
    """A UTF-8 file with its line ends as they are; raises CorpusError if it is none."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: not in UTF-8 (byte {error.start})") from error


def from_json(source: str, name: str) -> Any:
    """The value of a JSON text; raises CorpusError if it is none."""
    try:
        return json.loads(source)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{name}: no JSON: {error.msg} (column {error.colno})") from error


def to_json(value: Any) -> str:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False)


def _blocks(data: Iterable[Any]) -> tuple[GoldBlock, ...]:
    blocks = tuple(GoldBlock(kind, int(start), int(end)) for kind, start, end in data)
    for block in blocks:
        if block.kind not in BLOCK_KINDS:
            raise ValueError(f"unknown kind of block {block.kind!r}")
    return blocks


def _lines(text: str) -> tuple[GoldBlock, ...]:
    found = re.finditer(r"[^\s](?:[^\r\n]*[^\s])?", text)
    return tuple(GoldBlock("paragraph", match.start(), match.end()) for match in found)


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)


def _profile(data: Any) -> GoldProfile | None:
    return None if data is None else GoldProfile.model_validate(data)
