"""Formats of annotation tools: out and in again is the identity, and damage is told."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ftextract.corpus import formats, tei
from ftextract.corpus.gold import Annotation, GoldBlock, GoldDocument, GoldProfile
from ftextract.errors import CorpusError

CORPUS = Path(__file__).parent.parent / "corpus"
FILES = sorted(p for split in ("dev", "control") for p in (CORPUS / split).glob("*.xml"))[:8]
NAMES = sorted(formats.FORMATS)

PROFILE = GoldProfile.model_validate(
    {
        "title": "Un",
        "author": None,
        "published": "2014-11-12",
        "candidacy": {
            "name": None,
            "territory": "Brest",
            "cities": ["Brest"],
            "label": None,
            "status": "unknown",
        },
        "specialties": [],
        "keyFigures": {"jobs": [5, [1, 2.5]]},
        "leadingCompanies": [{"name": "Ineo", "sector": None}],
        "district": [],
        "timeline": [{"kind": "filed", "when": "2014"}],
    }
)


def document(
    text: str, *marked: tuple[str, str, dict[str, str]], **metadata: object
) -> GoldDocument:
    """A document with a block a line, and the marked words annotated in their order."""
    blocks, annotations, position = [], [], 0
    for line in re.finditer(r"[^\r\n]+", text):
        blocks.append(GoldBlock("paragraph", line.start(), line.end()))
    for said, label, attributes in marked:
        start = text.index(said, position)
        position = start + len(said)
        annotations.append(Annotation(start, position, label, attributes))  # type: ignore[arg-type]
    return GoldDocument("a", text, tuple(blocks), tuple(annotations), **metadata)  # type: ignore[arg-type]


CITY = {"type": "city"}
FIGURE = {
    "quantity": "7000",
    "unit": "count",
    "commodity": 'start-up d\'"ici"',
    "precision": "about",
}
DOCUMENTS = {
    "plain": document("Brest et Metz", ("Brest", "LOC", CITY), ("Metz", "LOC", CITY)),
    "metadata": document(
        "Un",
        title="Le 1er « titre »",
        author="Ann O'Nym",
        published=dt.date(2014, 11, 12),
        source="d'ici & d'ailleurs",
        profile=PROFILE,
    ),
    "emoji": document(
        "📈 Brest 👩‍💻 a 7\u202f000 start-up 🇫🇷, 12 MW 🚀",
        ("Brest", "LOC", CITY),
        ("7\u202f000 start-up", "FIG", FIGURE),
        ("12 MW", "FIG", {"quantity": "12", "unit": "MW"}),
    ),
    "crlf": document(
        "# Brest\r\nMetz\tet  Nancy\r\nLe Mans",
        ("Brest", "LOC", CITY),
        ("Metz", "LOC", CITY),
        ("Le Mans", "LOC", CITY),
    ),
    "nfd": document(
        "Orle\u0301ans, c\u0327a\nl\u2019E\u0301clat",
        ("Orle\u0301ans", "LOC", CITY),
        ("E\u0301clat", "EVENT", {}),
    ),
    "next to each other": document(
        "Nice-Lyon/Pau", ("Nice", "LOC", CITY), ("Lyon", "LOC", CITY), ("Pau", "LOC", CITY)
    ),
    "several words": document(
        "La CCI du Loiret Tours",
        ("CCI du Loiret", "ORG", {"type": "public"}),
        ("Tours", "ORG", {"type": "other"}),
    ),
    "signs": document(
        '\t#1 # newdoc id = x <b> & | \\ "q" _ 12%.',
        ("12%", "FIG", {"quantity": "12", "unit": "percent"}),
    ),
}
DOCUMENTS["signs"] = replace(DOCUMENTS["signs"], blocks=(GoldBlock("byline", 1, 38),))


def there_and_back(documents: list[GoldDocument], name: str, folder: Path) -> list[GoldDocument]:
    target = (
        folder / name
        if formats.FORMATS[name].folder
        else folder / f"x{formats.FORMATS[name].suffix}"
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    if formats.FORMATS[name].folder:
        target.mkdir(exist_ok=True)
    formats.FORMATS[name].write(documents, target)
    return formats.read(target)


@pytest.mark.parametrize(
    ("name", "case"),
    # a line with blank edges has no TEI form
    [(name, case) for name in NAMES for case in DOCUMENTS if (name, case) != ("tei", "signs")],
)
def test_identity(name: str, case: str, tmp_path: Path) -> None:
    original = DOCUMENTS[case]
    assert there_and_back([original], name, tmp_path) == [original]


@pytest.mark.parametrize("name", NAMES)
def test_identity_on_the_corpus(name: str, tmp_path: Path) -> None:
    originals = [tei.read(path) for path in FILES]
    assert there_and_back(originals, name, tmp_path) == originals


PIECES = st.sampled_from(
    [
        "Brest",
        "é",
        "e\u0301",
        "📈",
        " ",
        "\u202f",
        "\r\n",
        "\n",
        "\t",
        "l'",
        "12",
        "%",
        ".",
        "#",
        "🇫🇷",
        "-",
    ]
)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "tei"])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pieces=st.lists(st.tuples(PIECES, st.booleans()), max_size=30))
def test_identity_on_any_text(name: str, pieces: list[tuple[str, bool]], tmp_path: Path) -> None:
    text, annotations = "", []
    for piece, marked in pieces:
        if marked and piece.strip():
            annotations.append(
                Annotation(len(text), len(text) + len(piece), "ORG", {"type": "other"})
            )
        text += piece
    original = GoldDocument("a", text, (), tuple(annotations))
    assert there_and_back([original], name, tmp_path) == [original]


@pytest.mark.parametrize("last", NAMES)
def test_chain(last: str, tmp_path: Path) -> None:
    """From TEI through a format and back, on the command's own path."""
    (tmp_path / "in").mkdir()
    tei.save(DOCUMENTS["emoji"], tmp_path / "in")
    suffix = "" if formats.FORMATS[last].folder else formats.FORMATS[last].suffix
    assert formats.convert(tmp_path / "in", tmp_path / f"mid{suffix}", last) == 1
    assert formats.convert(tmp_path / f"mid{suffix}", tmp_path / "out", "tei") == 1
    written = (tmp_path / "out" / "a.xml").read_bytes()
    assert written == (tmp_path / "in" / "a.xml").read_bytes()


# What a tool writes itself


def test_brat_without_metadata(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes("📈 Brest\r\n\r\n Metz ".encode())
    (tmp_path / "b.ann").write_bytes(b"T1\tLOC 2 7\tBrest\n#1\tAnnotatorNotes T1\tto check\n")
    [read] = formats.read(tmp_path)
    assert read.annotations == (Annotation(2, 7, "LOC", {}),)
    assert [read.text[b.start : b.end] for b in read.blocks] == ["📈 Brest", "Metz"]
    assert (read.id, read.title, read.published) == ("b", None, None)


@pytest.mark.parametrize("key", ["label", "labels"])
def test_doccano_counts_utf16(key: str, tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(json.dumps({"id": 1, "text": "📈 Brest", key: [[3, 8, "LOC"]]}))
    [read] = formats.read(path)
    assert read.annotations == (Annotation(2, 7, "LOC", {}),)
    path.write_text(json.dumps({"text": "📈 Brest", key: [[1, 8, "LOC"]]}))
    with pytest.raises(CorpusError, match=r"d\.jsonl:1: offset 1 is inside a character"):
        formats.read(path)


def test_doccano_entities(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    entity = {"id": 7, "label": "LOC", "start_offset": 0, "end_offset": 5}
    path.write_text(json.dumps({"text": "Brest", "entities": [entity], "relations": []}))
    assert formats.read(path)[0].annotations == (Annotation(0, 5, "LOC", {}),)


@pytest.mark.parametrize(("start", "end"), [(2, 7), (3, 8)])
def test_label_studio_counts_either_way(start: int, end: int, tmp_path: Path) -> None:
    value = {"start": start, "end": end, "text": "Brest", "labels": ["LOC"]}
    results = [
        {"type": "labels", "value": value, "id": "x"},
        {"type": "choices", "value": {"choices": ["ok"]}},
    ]
    path = tmp_path / "l.json"
    path.write_text(
        json.dumps([{"data": {"text": "📈 Brest !"}, "annotations": [{"result": results}]}])
    )
    assert formats.read(path)[0].annotations == (Annotation(2, 7, "LOC", {}),)


def test_prodigy_keeps_what_was_accepted(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    spans = [{"start": 0, "end": 5, "label": "LOC", "token_start": 0, "token_end": 0}]
    lines = [{"text": "Brest", "spans": spans, "answer": a} for a in ("reject", "accept", "ignore")]
    path.write_text("\n".join(map(json.dumps, lines)))
    assert [d.annotations for d in formats.read(path)] == [(Annotation(0, 5, "LOC", {}),)]


def test_spacy_without_our_data(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin, Span

    doc = spacy.blank("fr")("À Brest.")
    doc.set_ents([Span(doc, 1, 2, "LOC")])
    DocBin(docs=[doc]).to_disk(tmp_path / "s.spacy")
    [read] = formats.read(tmp_path / "s.spacy")
    assert (read.id, read.text) == ("s-1", "À Brest.")
    assert read.annotations == (Annotation(2, 7, "LOC", {}),)


def test_moved_span_loses_its_attributes(tmp_path: Path) -> None:
    """Attributes belong to a span: another span at another place must not inherit them."""
    path = tmp_path / "x.jsonl"
    formats.FORMATS["doccano"].write([DOCUMENTS["plain"]], path)
    record = json.loads(path.read_text())
    record["label"][0] = [0, 8, "LOC"]
    path.write_text(json.dumps(record))
    assert [dict(a.attributes) for a in formats.read(path)[0].annotations] == [{}, CITY]


# What is refused


def edited(name: str, change: Callable[[str], str], folder: Path) -> Path:
    target = folder if formats.FORMATS[name].folder else folder / f"x{formats.FORMATS[name].suffix}"
    formats.FORMATS[name].write([DOCUMENTS["emoji"]], target)
    path = folder / f"a{formats.FORMATS[name].suffix}" if formats.FORMATS[name].folder else target
    source = path.read_text(encoding="utf-8")
    damaged = change(source)
    assert damaged != source
    path.write_text(damaged, encoding="utf-8")
    return path


DAMAGE = [
    (
        "brat",
        "T1\tLOC 2 7",
        "T1\tLOC 3 8",
        r"a\.ann:1: the text has 'rest ' where this has 'Brest'",
    ),
    ("brat", "T1\tLOC 2 7", "T1\tLOC 2 4;5 7", r"a\.ann:1: only text-bound"),
    ("brat", "T1\tLOC 2 7", "T1\tCITY 2 7", r"a\.ann: unknown label 'CITY'"),
    ("brat", "T1\tLOC", "R1\tLOC", r"a\.ann:1: only text-bound"),
    ("brat", '{"type": "city"}', '{"type": 1}', r"attributes are pairs of texts"),
    ("brat", '{"type": "city"}', '{"type": ', r"a\.ann:2: no JSON"),
    ("doccano", '[[3, 8, "LOC"]', '[[3, 80, "LOC"]', "outside of the text"),
    ("doccano", '[[3, 8, "LOC"]', '[[3, 8, "CITY"]', "unknown label 'CITY'"),
    ("doccano", '[[3, 8, "LOC"]', '[["3", 8, "LOC"]', "whole offsets"),
    ("doccano", '[[3, 8, "LOC"]', '[[3, 20, "LOC"]', "overlaps"),
    ("doccano", '"paragraph"', '"para"', "unknown kind of block 'para'"),
    ("prodigy", '"end": 7', '"end": 700', "outside of the text"),
    ("prodigy", '"start": 2, ', "", "whole offsets"),
    ("prodigy", '{"text"', '{"txt"', r"x\.jsonl:1: an object with a text"),
    ("label-studio", '"end": 7', '"end": 6', "where a region has 'Brest'"),
    ("label-studio", '["LOC"]', '["LOC", "ORG"]', "one label"),
    ("conll", "Brest\t2\t7", "Brest\t3\t8", r"x\.conll:4: 'Brest' stands at 2"),
    ("conll", "B-FIG", "I-FIG", r"x\.conll:\d+: tag 'I-FIG' continues nothing"),
    ("conll", "\tB-LOC", "", r"x\.conll:4: form, start, end"),
    ("conll", "B-LOC", "B-CITY", "unknown label 'CITY'"),
    ("tei", "<placeName", "<place", "no XML"),
]


@pytest.mark.parametrize(("name", "before", "after", "message"), DAMAGE)
def test_damage_is_told(name: str, before: str, after: str, message: str, tmp_path: Path) -> None:
    path = edited(name, lambda source: source.replace(before, after, 1), tmp_path)
    with pytest.raises(CorpusError, match=message) as caught:
        formats.read(path)
    assert str(caught.value).startswith(str(path))


def test_label_studio_annotated_twice(tmp_path: Path) -> None:
    path = tmp_path / "l.json"
    path.write_text(json.dumps([{"data": {"text": "Brest"}, "annotations": [{"result": []}] * 2}]))
    with pytest.raises(CorpusError, match="task 1: annotated 2 times"):
        formats.read(path)


def test_blank_edge_has_no_tokens(tmp_path: Path) -> None:
    blank = GoldDocument("a", "à Brest", (), (Annotation(1, 7, "LOC", CITY),))
    for name in ("conll", "spacy"):
        with pytest.raises(CorpusError, match="blank edge"):
            formats.FORMATS[name].write([blank], tmp_path / "x")


def test_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no documents in this folder"):
        formats.read(tmp_path)
    with pytest.raises(CorpusError, match="cannot be read"):
        formats.read(tmp_path / "x.conll")
    with pytest.raises(CorpusError, match="cannot be read"):
        formats.read(tmp_path / "x.spacy")
    with pytest.raises(CorpusError, match="unknown format"):
        formats.read(tmp_path / "x.csv")
    (tmp_path / "x.spacy").write_bytes(b"nothing")
    with pytest.raises(CorpusError, match="no DocBin"):
        formats.read(tmp_path / "x.spacy")
    tei.save(DOCUMENTS["plain"], tmp_path)
    with pytest.raises(CorpusError, match=r"several formats \(tei, spacy\)"):
        formats.read(tmp_path)
    with pytest.raises(CorpusError, match="unknown format 'xml'"):
        formats.convert(tmp_path / "a.xml", tmp_path / "out", "xml")
    with pytest.raises(CorpusError, match="name a folder"):
        formats.convert(tmp_path / "a.xml", tmp_path / "a.xml", "brat")
    with pytest.raises(CorpusError, match="writes one file; name it"):
        formats.convert(tmp_path / "a.xml", tmp_path, "conll")


def test_convert_refuses_ids_that_are_no_file_names(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    outside = replace(DOCUMENTS["plain"], id="../a")
    formats.FORMATS["prodigy"].write([outside], path)
    with pytest.raises(CorpusError, match=r"'\.\./a'"):
        formats.convert(path, tmp_path / "out", "tei")
    formats.FORMATS["prodigy"].write([DOCUMENTS["plain"]] * 2, path)
    with pytest.raises(CorpusError, match="two documents have the id 'a'"):
        formats.convert(path, tmp_path / "out", "tei")


def test_what_breaks_the_scheme_does_not_become_tei(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"text": "Bresting", "label": [[0, 5, "LOC"]]}))
    with pytest.raises(CorpusError, match="x-1: 'Brest': "):
        formats.convert(path, tmp_path / "out", "tei")
