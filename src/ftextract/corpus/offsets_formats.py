"""Formats that are a text and offsets into it: brat, doccano, Prodigy, Label Studio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ftextract.corpus.gold import Annotation, GoldDocument
from ftextract.corpus.interchange import (
    annotation_from,
    document_from,
    from_json,
    metadata,
    read_text,
    to_json,
)
from ftextract.corpus.scheme import LABELS
from ftextract.errors import CorpusError

# brat standoff

_BRAT_CONFIGURATION = (
    "[entities]\n" + "\n".join(LABELS) + "\n[relations]\n\n[events]\n\n[attributes]\n"
)


def write_brat(documents: Sequence[GoldDocument], folder: Path) -> None:
    """Write ``<id>.txt``, ``.ann`` and ``.json`` of each document, and brat's configuration."""
    (folder / "annotation.conf").write_bytes(_BRAT_CONFIGURATION.encode())
    for document in documents:
        lines = []
        for number, a in enumerate(document.annotations, start=1):
            said = document.text[a.start : a.end]
            if "\n" in said or "\r" in said:
                raise CorpusError(f"{document.id}: {said!r} goes over a line break")
            lines.append(f"T{number}\t{a.label} {a.start} {a.end}\t{said}\n")
            if a.attributes:
                note = to_json(dict(a.attributes))
                lines.append(f"#{number}\tAnnotatorNotes T{number}\t{note}\n")
        files = {
            ".txt": document.text,
            ".ann": "".join(lines),
            ".json": f"{to_json(metadata(document))}\n",
        }
        for suffix, content in files.items():
            (folder / f"{document.id}{suffix}").write_bytes(content.encode("utf-8"))


def read_brat(path: Path) -> GoldDocument:
    """The document of an ``.ann`` (or ``.txt``) file; a note that is a JSON object is attributes.

    Raises CorpusError, with file and line, for discontinuous spans, relations and events, and
    where the file's copy of the words differs from the text.
    """
    path = path.with_suffix(".ann")
    text = read_text(path.with_suffix(".txt"))
    beside = path.with_suffix(".json")
    data = from_json(read_text(beside), str(beside)) if beside.exists() else {}
    spans: dict[str, tuple[int, int, str]] = {}
    notes: dict[str, dict[str, str]] = {}
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        name = f"{path}:{number}"
        fields = line.rstrip("\r").split("\t")
        if fields == [""]:
            continue
        target = fields[1].split(" ") if len(fields) > 1 else []
        if fields[0].startswith("T") and len(fields) == 3 and len(target) == 3:
            spans[fields[0]] = _brat_span(target, fields[2], text, name)
        elif fields[0].startswith("#") and len(fields) == 3 and len(target) == 2:
            if fields[2].startswith("{"):
                notes[target[1]] = from_json(fields[2], name)
        else:
            raise CorpusError(f"{name}: only text-bound annotations of one piece, and notes")
    annotations = [
        annotation_from(start, end, label, notes.get(key), f"{path}: {key}")
        for key, (start, end, label) in spans.items()
    ]
    return document_from(text, annotations, data, str(path), path.stem)


def _brat_span(target: list[str], said: str, text: str, name: str) -> tuple[int, int, str]:
    label, first, last = target
    if not (first.isdecimal() and last.isdecimal()):
        raise CorpusError(f"{name}: {first} {last} are no offsets")
    start, end = int(first), int(last)
    if text[start:end] != said:
        raise CorpusError(f"{name}: the text has {text[start:end]!r} where this has {said!r}")
    return start, end, label


# JSON Lines


def read_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a JSON Lines file, with what errors call each (file and line)."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            name = f"{path}:{number}"
            record = from_json(line, name)
            if not isinstance(record, dict) or not isinstance(record.get("text"), str):
                raise CorpusError(f"{name}: an object with a text was expected")
            yield name, record


def write_doccano(documents: Sequence[GoldDocument], path: Path) -> None:
    """Write a line for each document; offsets are UTF-16 units, as doccano counts."""
    records = []
    for document in documents:
        units = _Units(document.text)
        spans = [(units.of(a.start), units.of(a.end), a.label) for a in document.annotations]
        attributes = {
            _key(*span): dict(a.attributes)
            for span, a in zip(spans, document.annotations, strict=True)
            if a.attributes
        }
        records.append(
            {
                "text": document.text,
                "label": spans,
                "attributes": attributes,
                "document": metadata(document),
            }
        )
    _write_lines(records, path)


def read_doccano(path: Path) -> list[GoldDocument]:
    """The documents of doccano's JSONL: ``label`` (or ``labels``) triples, or ``entities``.

    Raises CorpusError, with file and line, for anything else.
    """
    documents = []
    for number, (name, record) in enumerate(read_lines(path), start=1):
        units = _Units(record["text"])
        attributes = _object(record.get("attributes"), name)
        annotations = []
        for start, end, label in _doccano_spans(record, name):
            given = attributes.get(_key(start, end, label))
            annotation_from(start, end, label, given, name)
            annotations.append(
                Annotation(units.to(start, name), units.to(end, name), label, given or {})
            )
        data = _object(record.get("document"), name)
        fallback = f"{path.stem}-{number}"
        documents.append(document_from(record["text"], annotations, data, name, fallback))
    return documents


def _doccano_spans(record: Mapping[str, Any], name: str) -> list[Any]:
    if "entities" in record:
        keys = ("start_offset", "end_offset", "label")
        spans = [[_object(e, name).get(key) for key in keys] for e in record["entities"]]
    else:
        spans = record.get("label", record.get("labels", []))
    if not isinstance(spans, list) or not all(isinstance(s, list) and len(s) == 3 for s in spans):
        raise CorpusError(f"{name}: label is a list of [start, end, label]")
    return spans


def write_prodigy(documents: Sequence[GoldDocument], path: Path) -> None:
    """Write a line for each document, as Prodigy's ``ner`` and ``spans`` recipes take it."""
    records = []
    for document in documents:
        spans = [
            {
                "start": a.start,
                "end": a.end,
                "label": a.label,
                **({"attributes": dict(a.attributes)} if a.attributes else {}),
            }
            for a in document.annotations
        ]
        records.append({"text": document.text, "spans": spans, "document": metadata(document)})
    _write_lines(records, path)


def read_prodigy(path: Path) -> list[GoldDocument]:
    """The accepted documents of Prodigy's JSONL.

    Raises CorpusError, with file and line, for a span without offsets or label.
    """
    documents = []
    for number, (name, record) in enumerate(read_lines(path), start=1):
        if record.get("answer", "accept") != "accept":
            continue
        spans = [_object(span, name) for span in record.get("spans") or []]
        annotations = [
            annotation_from(s.get("start"), s.get("end"), s.get("label"), s.get("attributes"), name)
            for s in spans
        ]
        data = _object(record.get("document"), name)
        fallback = f"{path.stem}-{number}"
        documents.append(document_from(record["text"], annotations, data, name, fallback))
    return documents


def _write_lines(records: Sequence[Mapping[str, Any]], path: Path) -> None:
    content = "".join(f"{to_json(record)}\n" for record in records)
    path.write_bytes(content.encode("utf-8"))


# Label Studio


def write_label_studio(documents: Sequence[GoldDocument], path: Path) -> None:
    """Write a task for each document (``<Text name="text">`` with ``<Labels name="label">``)."""
    tasks = [
        {
            "data": {"text": document.text, "document": metadata(document)},
            "annotations": [
                {
                    "result": [
                        _region(i, a, document.text) for i, a in enumerate(document.annotations)
                    ]
                }
            ],
        }
        for document in documents
    ]
    path.write_bytes(f"{to_json(tasks)}\n".encode())


def _region(number: int, a: Annotation, text: str) -> dict[str, Any]:
    value = {"start": a.start, "end": a.end, "text": text[a.start : a.end], "labels": [a.label]}
    meta = {"meta": {"text": [to_json(dict(a.attributes))]}} if a.attributes else {}
    return {
        "id": f"r{number}",
        "type": "labels",
        "from_name": "label",
        "to_name": "text",
        "value": value,
        **meta,
    }


def read_label_studio(path: Path) -> list[GoldDocument]:
    """The documents of Label Studio's JSON export; regions that are no labels are left out.

    Raises CorpusError, with file and task, for a task that was annotated more than once, and
    where a region's copy of the words differs from the text.
    """
    tasks = from_json(read_text(path), str(path))
    if not isinstance(tasks, list):
        raise CorpusError(f"{path}: a list of tasks was expected")
    documents = []
    for number, task in enumerate(tasks, start=1):
        name = f"{path}: task {number}"
        data = _object(_object(task, name).get("data"), name)
        text = data.get("text")
        if not isinstance(text, str):
            raise CorpusError(f"{name}: no text in its data")
        done = [a for a in task.get("annotations") or [] if not a.get("was_cancelled")]
        if len(done) > 1:
            raise CorpusError(f"{name}: annotated {len(done)} times; export one annotation")
        regions = [r for one in done for r in one.get("result") or [] if r.get("type") == "labels"]
        annotations = _region_annotations(regions, text, name)
        beside = _object(data.get("document"), name)
        documents.append(document_from(text, annotations, beside, name, f"{path.stem}-{number}"))
    return documents


def _region_annotations(
    regions: Sequence[Mapping[str, Any]], text: str, name: str
) -> list[Annotation]:
    raw = []
    for region in regions:
        value = _object(region.get("value"), name)
        labels = value.get("labels")
        if not isinstance(labels, list) or len(labels) != 1:
            raise CorpusError(f"{name}: a region has one label, not {labels!r}")
        notes = _object(region.get("meta"), name).get("text") or []
        given = [from_json(n, name) for n in notes if isinstance(n, str) and n.startswith("{")]
        attributes = given[0] if given else {}
        a = annotation_from(value.get("start"), value.get("end"), labels[0], attributes, name)
        raw.append((a, value.get("text")))
    wrong = next(((a, said) for a, said in raw if said not in (None, _said(a, text))), None)
    if wrong is None:
        return [a for a, _ in raw]
    units = _Units(text)  # an older version, which counted in UTF-16 units
    moved = [
        (Annotation(units.to(a.start, name), units.to(a.end, name), a.label, a.attributes), said)
        for a, said in raw
        if units.has(a.start) and units.has(a.end)
    ]
    if len(moved) < len(raw) or any(said not in (None, _said(a, text)) for a, said in moved):
        raise CorpusError(f"{name}: {_said(wrong[0], text)!r} where a region has {wrong[1]!r}")
    return [a for a, _ in moved]


def _said(annotation: Annotation, text: str) -> str:
    return text[annotation.start : annotation.end]


# Offsets


class _Units:
    """Code points to UTF-16 units (what JavaScript counts) and back, for one text."""

    def __init__(self, text: str) -> None:
        self._units = [0]
        for character in text:
            self._units.append(self._units[-1] + (2 if character > "\uffff" else 1))
        self._points = {unit: point for point, unit in enumerate(self._units)}

    def of(self, point: int) -> int:
        return self._units[point]

    def has(self, unit: int) -> bool:
        return unit in self._points

    def to(self, unit: int, name: str) -> int:
        if unit not in self._points:
            raise CorpusError(f"{name}: offset {unit} is inside a character or outside of the text")
        return self._points[unit]


def _key(start: int, end: int, label: str) -> str:
    return f"{start}-{end}-{label}"


def _object(value: Any, name: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise CorpusError(f"{name}: an object was expected, not {value!r}")
    return value
