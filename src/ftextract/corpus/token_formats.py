"""Formats that are tokens: CoNLL with offsets, and spaCy's DocBin.

Tokens are words and signs, cut further wherever an annotation begins or ends, so that no
annotation is lost. What stands between two tokens is kept, so that the text comes back whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ftextract.corpus.gold import Annotation, GoldDocument
from ftextract.corpus.interchange import (
    annotation_from,
    document_from,
    from_json,
    metadata,
    read_text,
    to_json,
)
from ftextract.errors import CorpusError

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_TOKEN = re.compile(r"(?:\w[\u0300-\u036f]*)+|\S")
_NEW = "# newdoc id = "
_DOCUMENT = "# document = "
_LEAD = "# lead = "
_COLUMNS = 6  # form, start, end, tag, what follows (JSON), attributes (JSON)


def tokens_of(document: GoldDocument) -> list[tuple[int, int]]:
    """Start and end of each token; annotations begin and end with one.

    Raises CorpusError for an annotation with a blank edge.
    """
    edges = sorted({edge for a in document.annotations for edge in (a.start, a.end)})
    tokens: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(document.text):
        first, last = bisect_right(edges, match.start()), bisect_left(edges, match.end())
        cuts = [match.start(), *edges[first:last], match.end()]
        tokens += pairwise(cuts)
    for a in document.annotations:
        said = document.text[a.start : a.end]
        if said != said.strip() or not said:
            raise CorpusError(f"{document.id}: {said!r} has a blank edge, tokens have none")
    return tokens


# CoNLL


def write_conll(documents: Sequence[GoldDocument], path: Path) -> None:
    """Write one token a line: form, start, end, BIO tag, what follows it, attributes.

    The last two are JSON (``_`` for no attributes); an empty line ends each line of the text.
    """
    lines: list[str] = []
    for document in documents:
        lines += [f"{_NEW}{document.id}", f"{_DOCUMENT}{to_json(metadata(document))}"]
        lines += _conll_lines(document)
        if lines[-1]:
            lines.append("")
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))


def _conll_lines(document: GoldDocument) -> Iterator[str]:
    text = document.text
    tokens = tokens_of(document)
    starts = [*(start for start, _ in tokens), len(text)]
    if lead := text[: starts[0]]:
        yield f"{_LEAD}{to_json(lead)}"
    annotations = sorted(document.annotations, key=lambda a: a.start)
    index = 0
    for (start, end), following in zip(tokens, starts[1:], strict=True):
        while index < len(annotations) and annotations[index].end <= start:
            index += 1
        a = annotations[index] if index < len(annotations) else None
        tag, attributes = "O", "_"
        if a is not None and a.start <= start:
            tag = f"{'B' if a.start == start else 'I'}-{a.label}"
            if a.start == start and a.attributes:
                attributes = to_json(dict(a.attributes))
        between = text[end:following]
        yield "\t".join([text[start:end], str(start), str(end), tag, to_json(between), attributes])
        if "\n" in between:
            yield ""


def read_conll(path: Path) -> list[GoldDocument]:
    """The documents of a CoNLL file with the columns of ``write_conll``.

    Raises CorpusError, with file and line, for other columns, for offsets that do not fit the
    tokens, and for a tag that continues nothing.
    """
    documents: list[GoldDocument] = []
    reading: _Conll | None = None
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        name = f"{path}:{number}"
        if line.startswith(_NEW):
            if reading is not None:
                documents.append(reading.document())
            reading = _Conll(line.removeprefix(_NEW), name)
        elif line and reading is None:
            raise CorpusError(f"{name}: a document begins with {_NEW}…")
        elif line and reading is not None:
            reading.line(line, name)
    if reading is None:
        raise CorpusError(f"{path}: no documents")
    return [*documents, reading.document()]


class _Conll:
    """A document as its lines are read."""

    def __init__(self, document_id: str, name: str) -> None:
        self.id = document_id
        self.name = name
        self.parts: list[str] = []
        self.length = 0
        self.data: dict[str, Any] = {}
        self.annotations: list[Annotation] = []
        self.last = "O"

    def line(self, line: str, name: str) -> None:
        if line.startswith(_DOCUMENT):
            self.data = from_json(line.removeprefix(_DOCUMENT), name)
        elif line.startswith(_LEAD):
            self._add(from_json(line.removeprefix(_LEAD), name), name)
        elif not line.startswith("# "):
            self._token(line.split("\t"), name)

    def _add(self, text: Any, name: str) -> None:
        if not isinstance(text, str):
            raise CorpusError(f"{name}: {text!r} is no text")
        self.parts.append(text)
        self.length += len(text)

    def _token(self, fields: list[str], name: str) -> None:
        if len(fields) != _COLUMNS:
            raise CorpusError(f"{name}: form, start, end, tag, space and attributes were expected")
        form, start, end, tag, space, note = fields
        if [start, end] != [str(self.length), str(self.length + len(form))]:
            raise CorpusError(f"{name}: {form!r} stands at {self.length}, not at {start}-{end}")
        prefix, _, label = tag.partition("-")
        if prefix == "B" and label:
            attributes = None if note == "_" else from_json(note, name)
            self.annotations.append(annotation_from(int(start), int(end), label, attributes, name))
        elif prefix == "I" and self.last == label:
            a = self.annotations[-1]
            self.annotations[-1] = Annotation(a.start, int(end), a.label, a.attributes)
        elif tag != "O":
            raise CorpusError(f"{name}: tag {tag!r} continues nothing")
        self.last = label if tag != "O" else "O"
        self._add(form, name)
        self._add(from_json(space, name), name)

    def document(self) -> GoldDocument:
        text = "".join(self.parts)
        return document_from(text, self.annotations, self.data, self.name, self.id)


# spaCy


def write_spacy(documents: Sequence[GoldDocument], path: Path) -> None:
    """Write a DocBin, ready for ``spacy train``: annotations are entities."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocab = Vocab()
    DocBin(docs=[to_doc(d, vocab) for d in documents], store_user_data=True).to_disk(path)


def to_doc(document: GoldDocument, vocab: Vocab) -> Doc:
    """A ``Doc`` with the same text; attributes and metadata are in its ``user_data``."""
    from spacy.tokens import Doc, Span

    words: list[str] = []
    spaces: list[bool] = []
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    text, position = document.text, 0
    for start, end in [*tokens_of(document), (len(text), len(text))]:
        between = text[position:start]
        if between and words:
            spaces[-1] = between[0] == " "
            between = between[spaces[-1] :]
        for word in (between, text[start:end]):
            if word:
                words.append(word)
                spaces.append(False)
        begins[start], ends[end] = len(words) - 1, len(words)
        position = end
    doc = Doc(vocab, words=words, spaces=spaces)
    doc.set_ents([Span(doc, begins[a.start], ends[a.end], a.label) for a in document.annotations])
    doc.user_data["ftextract"] = {
        "document": metadata(document),
        "attributes": {
            _key(a.start, a.end, a.label): dict(a.attributes) for a in document.annotations
        },
    }
    return doc


def read_spacy(path: Path) -> list[GoldDocument]:
    """The documents of a DocBin; one that ftextract did not write has no attributes.

    Raises CorpusError if the file is none.
    """
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        docs = list(DocBin().from_disk(path).get_docs(Vocab()))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read: {error.strerror}") from error
    except Exception as error:  # zlib, msgpack and spaCy each have their own
        raise CorpusError(f"{path}: no DocBin: {error}") from error
    return [from_doc(doc, f"{path}: {n}", f"{path.stem}-{n}") for n, doc in enumerate(docs, 1)]


def from_doc(doc: Doc, name: str, fallback: str) -> GoldDocument:
    """The document of a ``Doc``: its entities, with the attributes kept for these very spans."""
    kept: dict[str, Any] = doc.user_data.get("ftextract", {})
    attributes = kept.get("attributes", {})
    annotations = [
        annotation_from(start, end, label, attributes.get(_key(start, end, label)), name)
        for start, end, label in ((e.start_char, e.end_char, e.label_) for e in doc.ents)
    ]
    return document_from(doc.text, annotations, kept.get("document", {}), name, fallback)


def _key(start: int, end: int, label: str) -> str:
    return f"{start}-{end}-{label}"
