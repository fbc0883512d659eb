"""Reads and writes gold documents: TEI P5 files, one an article.

The text of a document is the text of its ``head`` and ``p`` elements joined by line feeds; a
carriage return before a line feed is written ``&#13;`` at the end of a block. What the writer
writes is read back the same, and what is read in the writer's form is written byte for byte.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape

from lxml import etree
from pydantic import ValidationError

from ftextract.corpus.gold import Annotation, GoldBlock, GoldBlockKind, GoldDocument, GoldProfile
from ftextract.corpus.scheme import ATTRIBUTES, annotation_problem, problems
from ftextract.errors import CorpusError
from ftextract.rule import Label

_NS = "{http://www.tei-c.org/ns/1.0}"
TAGS: dict[str, Label] = {
    "orgName": "ORG",
    "placeName": "LOC",
    "persName": "PER",
    "name": "EVENT",
    "measure": "FIG",
    "date": "DATE",
}
"""Which element stands for which label."""
_ELEMENTS = {label: tag for tag, label in TAGS.items()}
_BLOCKS: dict[GoldBlockKind, tuple[str, str]] = {
    "title": ("head", ' type="title"'),
    "section": ("head", ' type="section"'),
    "paragraph": ("p", ""),
    "byline": ("p", ' type="byline"'),
    "boilerplate": ("p", ' type="boilerplate"'),
}


def read_folder(folder: Path) -> list[GoldDocument]:
    """All gold documents of a folder, in the order of their names, each with its profile.

    Raises CorpusError if there is none, or one that breaks the annotation scheme.
    """
    paths = sorted(folder.glob("*.xml"))
    if not paths:
        raise CorpusError(f"{folder}: no gold documents (.xml) in this folder")
    return [read(path) for path in paths]


def read(path: Path) -> GoldDocument:
    """A gold document, with the ``<slug>.profile.json`` beside it if there is one.

    Raises CorpusError, with file and line, for a document that breaks the annotation scheme.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read: {error.strerror}") from error
    document = parse(data, str(path), path.stem)
    beside = path.with_suffix(".profile.json")
    return replace(document, profile=read_profile(beside)) if beside.exists() else document


def read_profile(path: Path) -> GoldProfile:
    """What an article says as a whole, from its JSON file.

    Raises CorpusError, with file and field (or line), for anything that the form does not allow,
    and if there is no such file.
    """
    try:
        return GoldProfile.model_validate(json.loads(path.read_bytes().decode("utf-8")))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read: {error.strerror}") from error
    except json.JSONDecodeError as error:
        raise CorpusError(f"{path}:{error.lineno}: no JSON: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: not in UTF-8") from error
    except ValidationError as error:
        raise CorpusError(f"{path}: {validation_message(error)}") from error


def validation_message(error: ValidationError) -> str:
    """The first thing that a model refused, as one line."""
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc'])) or 'profile'}: {first['msg']}"


def parse(data: bytes, name: str, document_id: str) -> GoldDocument:
    """A gold document from the bytes of a TEI file; ``name`` is what errors call it.

    Raises CorpusError, with name and line, for a document that breaks the annotation scheme.
    """
    root = _tree(data, name)
    reading = _Reading()
    for element in root.iterfind(f".//{_NS}body/*"):
        reading.block(element)
    document = GoldDocument(
        id=document_id,
        text="\n".join(reading.lines),
        blocks=tuple(reading.blocks),
        annotations=tuple(reading.annotations),
        title=_header(root, "titleStmt", "title"),
        author=_header(root, "titleStmt", "author"),
        published=_published(root, name),
        source=_header(root, "sourceDesc", "p"),
    )
    for problem in problems(document):
        line = reading.line_of.get(id(problem.where), 1)
        raise CorpusError(f"{name}:{line}: {problem.message}")
    _check_schema(root, name)
    return document


def write(document: GoldDocument) -> bytes:
    """The TEI file of a document (its profile is a file of its own, see ``save``).

    Raises CorpusError if the document breaks the annotation scheme, or if its text is not its
    blocks one a line (``relaid`` makes it so).
    """
    for problem in problems(document):
        raise CorpusError(f"{document.id}: {problem.message}")
    if not _is_laid(document):
        raise CorpusError(f"{document.id}: blank lines, or blanks around a line, have no TEI form")
    return render(document)


def render(document: GoldDocument) -> bytes:
    """The TEI form of a document, unchecked."""
    author = f"<author>{_escape(document.author)}</author>" if document.author else ""
    when = f' when="{document.published}"' if document.published else ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<TEI xmlns="{_NS[1:-1]}" xml:lang="fr">',
        "  <teiHeader><fileDesc>",
        f"    <titleStmt><title>{_escape(document.title or '')}</title>{author}</titleStmt>",
        f"    <publicationStmt><date{when}/></publicationStmt>",
        f"    <sourceDesc><p>{_escape(document.source or '')}</p></sourceDesc>",
        "  </fileDesc></teiHeader>",
        "  <text><body>",
        *(f"    {_block(document, block)}" for block in document.blocks),
        "  </body></text>",
        "</TEI>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def save(document: GoldDocument, folder: Path) -> Path:
    """Write ``<id>.xml``, and ``<id>.profile.json`` if there is a profile; return the first."""
    path = folder / f"{document.id}.xml"
    path.write_bytes(write(document))
    if document.profile is not None:
        data = document.profile.model_dump(mode="json")
        beside = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        path.with_suffix(".profile.json").write_bytes(beside.encode("utf-8"))
    return path


def relaid(document: GoldDocument) -> GoldDocument:
    """The same document with its blocks one a line and nothing between them.

    Raises CorpusError for an annotation outside of the blocks.
    """
    if _is_laid(document):
        return document
    lines, blocks, annotations, length = [], [], [], 0
    left = list(document.annotations)
    for block in document.blocks:
        shift = length - block.start
        inside = [a for a in left if block.start <= a.start and a.end <= block.end]
        left = [a for a in left if a not in inside]
        annotations += [replace(a, start=a.start + shift, end=a.end + shift) for a in inside]
        blocks.append(replace(block, start=length, end=block.end + shift))
        lines.append(document.text[block.start : block.end])
        length += len(lines[-1]) + 1
    if left:
        said = document.text[left[0].start : left[0].end]
        raise CorpusError(f"{document.id}: {said!r} does not stand inside one block")
    return replace(
        document, text="\n".join(lines), blocks=tuple(blocks), annotations=tuple(annotations)
    )


def _is_laid(document: GoldDocument) -> bool:
    text, blocks = document.text, document.blocks
    ends = [*(block.start for block in blocks[1:]), len(text) + 1]
    gaps = [text[b.end : end] for b, end in zip(blocks, ends, strict=True)]
    return (
        bool(blocks)
        and blocks[0].start == 0
        and (all(gap in ("\n", "\r\n") for gap in gaps[:-1]) and gaps[-1] in ("", "\r"))
    )


def _block(document: GoldDocument, block: GoldBlock) -> str:
    tag, kind = _BLOCKS[block.kind]
    parts, position = [], block.start
    for annotation in sorted(document.annotations, key=lambda a: a.start):
        if block.start <= annotation.start and annotation.end <= block.end:
            said = document.text[annotation.start : annotation.end]
            parts.append(_escape(document.text[position : annotation.start]))
            parts.append(_element(annotation, said))
            position = annotation.end
    end = block.end + (document.text[block.end : block.end + 1] == "\r")
    parts.append(_escape(document.text[position:end]))
    return f"<{tag}{kind}>{''.join(parts)}</{tag}>"


def _element(annotation: Annotation, said: str) -> str:
    tag = _ELEMENTS[annotation.label]
    given = {"type": "event"} if annotation.label == "EVENT" else annotation.attributes
    names = ATTRIBUTES[annotation.label] or ("type",)
    attributes = [
        f' {name}="{_escape(given[name]).replace(chr(34), "&quot;")}"'
        for name in names
        if name in given
    ]
    return f"<{tag}{''.join(attributes)}>{_escape(said)}</{tag}>"


def _escape(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def read_fragment(fragment: str) -> tuple[str, tuple[Annotation, ...]]:
    """Text and annotations of one sentence with inline elements, as in a block of a document.

    Raises CorpusError for what a document may not hold either.
    """
    source = f'<p xmlns="{_NS[1:-1]}">{fragment}</p>'
    try:
        element = etree.fromstring(source.encode("utf-8"), _parser())
    except etree.XMLSyntaxError as error:
        raise CorpusError(f"{fragment!r}: no XML: {error.msg}") from error
    reading = _Reading()
    for child in element:
        if not isinstance(child.tag, str) or len(child) or child.tag.removeprefix(_NS) not in TAGS:
            raise CorpusError(f"{fragment!r}: unknown or nested element {child.tag}")
    reading.block(element)
    text = reading.lines[0]
    for annotation in reading.annotations:
        if message := annotation_problem(annotation, text, (GoldBlock("paragraph", 0, len(text)),)):
            raise CorpusError(f"{fragment!r}: {message}")
    return text, tuple(reading.annotations)


class _Reading:
    """Lines, blocks and annotations as they are met, and the file's line of each."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.blocks: list[GoldBlock] = []
        self.annotations: list[Annotation] = []
        self.line_of: dict[int, int] = {}
        self.offset = 0

    def block(self, element: etree._Element) -> None:
        kind = element.get("type", "paragraph")
        parts = [element.text or ""]
        length = len(parts[0])
        for child in element:
            said = child.text or ""
            self._annotation(child, self.offset + length, said)
            parts += [said, child.tail or ""]
            length += len(said) + len(parts[-1])
        text = "".join(parts)
        block = GoldBlock(kind, self.offset, self.offset + len(text.removesuffix("\r")))  # type: ignore[arg-type]
        self.lines.append(text)
        self.blocks.append(block)
        self.line_of[id(block)] = _line(element)
        self.offset += length + 1

    def _annotation(self, element: etree._Element, start: int, said: str) -> None:
        label = TAGS[str(element.tag).removeprefix(_NS)]
        attributes = {str(k): str(v) for k, v in element.attrib.items()}
        if label == "EVENT" and attributes.get("type") == "event":
            del attributes["type"]  # the label says it
        annotation = Annotation(start, start + len(said), label, attributes)
        self.annotations.append(annotation)
        self.line_of[id(annotation)] = _line(element)


def _line(element: etree._Element) -> int:
    line = cast("int | None", element.sourceline)
    return line or 1


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


@cache
def _schema() -> etree.RelaxNG:
    path = resources.files("ftextract") / "corpus" / "tei.rng"
    return etree.RelaxNG(etree.fromstring(path.read_bytes()))


def _tree(data: bytes, name: str) -> etree._Element:
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise CorpusError(f"{name}:{error.lineno}: no XML: {error.msg}") from error
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None:
        raise CorpusError(f"{name}:1: a document type declaration; remove it")
    for node in root.iter(etree.Comment, etree.ProcessingInstruction, etree.Entity):
        raise CorpusError(f"{name}:{node.sourceline}: a comment, entity or instruction; remove it")
    if root.find(f".//{_NS}body") is None:
        raise CorpusError(f"{name}:1: no <body>; a gold document is a TEI file")
    _check_flat(root, name)
    return root


def _check_schema(root: etree._Element, name: str) -> None:
    schema = _schema()
    if not schema.validate(root):
        deepest = max(schema.error_log, key=lambda entry: entry.line)
        raise CorpusError(f"{name}:{deepest.line}: {deepest.message.replace(_NS, '')}")


def _check_flat(root: etree._Element, name: str) -> None:
    for block in root.iterfind(f".//{_NS}body/*"):
        if block.tail and block.tail.strip():
            message = f"text between the blocks: {block.tail.strip()!r}"
            raise CorpusError(f"{name}:{_line(block)}: {message}")
        for element in block.iterdescendants():
            tag = str(element.tag).removeprefix(_NS)
            said = "".join(map(str, element.itertext()))
            if tag not in TAGS:
                message = f"unknown element <{tag}> around {said!r}"
                raise CorpusError(f"{name}:{_line(element)}: {message}")
            if element.getparent() is not block:
                message = f"nested markup: <{tag}> around {said!r} inside another annotation"
                raise CorpusError(f"{name}:{_line(element)}: {message}")


def _header(root: etree._Element, parent: str, child: str) -> str | None:
    return root.findtext(f".//{_NS}{parent}/{_NS}{child}") or None


def _published(root: etree._Element, name: str) -> dt.date | None:
    date = root.find(f".//{_NS}publicationStmt/{_NS}date")
    when = None if date is None else date.get("when")
    try:
        return dt.date.fromisoformat(when) if when else None
    except ValueError as error:
        raise CorpusError(f"{name}: published: {when!r} is no day") from error
