"""Gold documents to and from the formats of annotation tools; each keeps everything.

============ ============================ ============ ======================================
format       a document is                offsets in   where the rest of it is
============ ============================ ============ ======================================
tei          ``<id>.xml``                 (none)       in ``<id>.xml``, ``<id>.profile.json``
brat         ``<id>.txt``, ``<id>.ann``   code points  annotators' notes, ``<id>.json``
doccano      a line of ``.jsonl``         UTF-16 units columns ``attributes``, ``document``
prodigy      a line of ``.jsonl``         code points  a span's ``attributes``, ``document``
label-studio a task of a ``.json``        code points  a region's ``meta``, the task's ``data``
conll        tokens (BIO) of a ``.conll`` code points  further columns, comment lines
spacy        a ``Doc`` of a ``.spacy``    tokens       ``user_data``
============ ============================ ============ ======================================

Doccano counts as JavaScript does (its issue 2290); so did older versions of Label Studio, which
shows because it repeats the text of each region. Without blocks, each line is a paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ftextract.corpus import offsets_formats, tei, token_formats
from ftextract.corpus.gold import GoldDocument
from ftextract.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Format:
    """How a format's files are called and read; ``write`` takes a folder or one file.

    ``read`` takes one file; ``folder`` tells that each document is a file of its own.
    """

    suffix: str
    read: Callable[[Path], list[GoldDocument]]
    write: Callable[[Sequence[GoldDocument], Path], None]
    folder: bool = False


def _write_tei(documents: Sequence[GoldDocument], folder: Path) -> None:
    for document in documents:
        tei.save(tei.relaid(document), folder)


FORMATS = {
    "tei": Format(".xml", lambda path: [tei.read(path)], _write_tei, folder=True),
    "brat": Format(
        ".ann", lambda path: [offsets_formats.read_brat(path)], offsets_formats.write_brat, True
    ),
    "doccano": Format(".jsonl", offsets_formats.read_doccano, offsets_formats.write_doccano),
    "prodigy": Format(".jsonl", offsets_formats.read_prodigy, offsets_formats.write_prodigy),
    "label-studio": Format(
        ".json", offsets_formats.read_label_studio, offsets_formats.write_label_studio
    ),
    "conll": Format(".conll", token_formats.read_conll, token_formats.write_conll),
    "spacy": Format(".spacy", token_formats.read_spacy, token_formats.write_spacy),
}


def convert(source: Path, target: Path, to: str) -> int:
    """Read documents in whatever format they have, write them in another; return how many.

    ``source`` is a file, or a folder of files of one format; ``target`` is a folder for the
    formats of one file a document (TEI, brat), else a file.
    Raises CorpusError for an unknown format and for anything that cannot be read or written.
    """
    if to not in FORMATS:
        raise CorpusError(f"unknown format {to!r}; there are {', '.join(FORMATS)}")
    documents = read(source)
    target_format = FORMATS[to]
    folder = target if target_format.folder else target.parent
    if target_format.folder and target.is_file():
        raise CorpusError(f"{target}: {to} writes one file a document; name a folder")
    if not target_format.folder and target.is_dir():
        raise CorpusError(f"{target}: {to} writes one file; name it")
    _check_ids(documents)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target_format.write(documents, target)
    except OSError as error:
        raise CorpusError(f"{target}: cannot be written: {error.strerror}") from error
    return len(documents)


def read(source: Path) -> list[GoldDocument]:
    """The documents of a file, or of all files of a folder that have one format.

    Raises CorpusError if there are none, or of several formats.
    """
    if not source.is_dir():
        return FORMATS[detect(source)].read(source)
    found: dict[str, list[Path]] = {}
    for path in sorted(source.iterdir()):
        if path.suffix in _SUFFIXES and not _is_beside(path):
            found.setdefault(detect(path), []).append(path)
    if len(found) != 1:
        several = f"files of several formats ({', '.join(found)})" if found else "no documents"
        raise CorpusError(f"{source}: {several} in this folder; name a file")
    [(name, paths)] = found.items()
    return [document for path in paths for document in FORMATS[name].read(path)]


def detect(path: Path) -> str:
    """The format of a file, by its suffix, and its content where that does not tell.

    Raises CorpusError if it is none of ``FORMATS``.
    """
    suffix = ".ann" if path.suffix == ".txt" else path.suffix
    if suffix == ".jsonl":
        return _detect_jsonl(path)
    for name, known in FORMATS.items():
        if known.suffix == suffix:
            return name
    suffixes = ", ".join(_SUFFIXES)
    raise CorpusError(f"{path}: unknown format; files end in {suffixes}")


def _detect_jsonl(path: Path) -> str:
    first = next(iter(offsets_formats.read_lines(path)), None)
    if first is None:
        raise CorpusError(f"{path}: no documents")
    return "prodigy" if "spans" in first[1] else "doccano"


_SUFFIXES = tuple(dict.fromkeys(known.suffix for known in FORMATS.values()))


def _is_beside(path: Path) -> bool:
    """Whether a file only accompanies another one: a profile, or brat's metadata."""
    return path.name.endswith(".profile.json") or (
        path.suffix == ".json" and path.with_suffix(".ann").exists()
    )


def _check_ids(documents: Iterable[GoldDocument]) -> None:
    seen: set[str] = set()
    for document in documents:
        if document.id in seen or "/" in document.id or not document.id.strip(". "):
            raise CorpusError(f"two documents have the id {document.id!r}, or it is no file name")
        seen.add(document.id)
