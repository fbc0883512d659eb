"""The reader of gold documents: what it reads, what it refuses, and that no slip passes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ftextract.corpus import tei
from ftextract.corpus.gold import Annotation, GoldBlock, GoldDocument
from ftextract.errors import CorpusError

CORPUS = Path(__file__).parent.parent / "corpus"
FILES = sorted(
    p for split in ("dev", "train", "press", "control") for p in (CORPUS / split).glob("*.xml")
)
INLINE = r"orgName|placeName|persName|name|measure|date"

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="fr">
  <teiHeader><fileDesc>
    <titleStmt><title>Le Mans &amp; le son</title><author>Ann O'Nym</author></titleStmt>
    <publicationStmt><date when="2016-03-04"/></publicationStmt>
    <sourceDesc><p>Written for a test.</p></sourceDesc>
  </fileDesc></teiHeader>
  <text><body>
"""
FOOTER = """
  </body></text>
</TEI>
"""


def file_of(*blocks: str) -> bytes:
    return (HEADER + "\n".join(f"    {block}" for block in blocks) + FOOTER).encode()


ARTICLE = file_of(
    '<head type="title"><placeName type="city">Le Mans</placeName> &amp; le son</head>',
    '<p type="byline">Par <persName role="d&quot;ici">Ann O\'Nym</persName></p>',
    '<head type="section">Chiffres</head>',
    '<p>– <measure quantity="1.5" unit="EUR" commodity="prime">1,5\u202f€</measure> 📈 en '
    '<date from="2014" to="2015">2014 et 2015</date>, à '
    '<name type="event">Éclat</name> (&lt;3)</p>',
    '<p type="boilerplate">Partager</p>',
)


def test_read() -> None:
    document = tei.parse(ARTICLE, "a.xml", "a")
    assert document.text == (
        "Le Mans & le son\nPar Ann O'Nym\nChiffres\n"
        "– 1,5\u202f€ 📈 en 2014 et 2015, à Éclat (<3)\nPartager"
    )
    assert [(a.label, document.text[a.start : a.end]) for a in document.annotations] == [
        ("LOC", "Le Mans"),
        ("PER", "Ann O'Nym"),
        ("FIG", "1,5\u202f€"),
        ("DATE", "2014 et 2015"),
        ("EVENT", "Éclat"),
    ]
    assert [dict(a.attributes) for a in document.annotations] == [
        {"type": "city"},
        {"role": 'd"ici'},
        {"quantity": "1.5", "unit": "EUR", "commodity": "prime"},
        {"from": "2014", "to": "2015"},
        {},
    ]
    assert [document.text[b.start : b.end] for b in document.blocks] == document.text.split("\n")
    assert [b.kind for b in document.blocks] == [
        "title",
        "byline",
        "section",
        "paragraph",
        "boilerplate",
    ]
    assert (document.id, document.title, document.author) == ("a", "Le Mans & le son", "Ann O'Nym")
    assert (str(document.published), document.source) == ("2016-03-04", "Written for a test.")


def test_same_bytes() -> None:
    assert tei.write(tei.parse(ARTICLE, "a.xml", "a")) == ARTICLE


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_corpus(path: Path) -> None:
    data = path.read_bytes()
    document = tei.read(path)
    # quotation marks in attributes can be written in several ways
    plain = data.replace(b"&#x27;", b"'").replace(b"&#39;", b"'").replace(b"&apos;", b"'")
    assert tei.write(document) == plain
    if document.profile is not None:
        assert document.profile.published == document.published


REFUSED = {
    "a wrong value of a kind": ('<p><orgName type="firm">Ineo</orgName></p>', "type='firm'"),
    "a place's kind": ('<p><orgName type="city">Ineo</orgName></p>', "type='city'"),
    "no kind": ("<p><placeName>Ineo</placeName></p>", "type=None"),
    "an unknown element": ("<p><hi>Ineo</hi></p>", "unknown element <hi>"),
    "an unknown attribute": ('<p><persName ref="x">Ann</persName></p>', "no attribute ref"),
    "an empty attribute": ('<p><persName role="">Ann</persName></p>', "is empty"),
    "an event without type": ("<p><name>CES</name></p>", "name"),
    "an event of another type": ('<p><name type="fair">CES</name></p>', "no attribute type"),
    "a number with a comma": ('<p><measure quantity="1,5" unit="EUR">1</measure></p>', "1,5"),
    "half a range": ('<p><measure quantityMin="1" unit="EUR">1</measure></p>', "quantityMax"),
    "a range downwards": (
        '<p><measure quantityMin="2" quantityMax="1" unit="EUR">2 à 1</measure></p>',
        "not below",
    ),
    "no unit": ('<p><measure quantity="1">1</measure></p>', "unit=None"),
    "no such unit": ('<p><measure quantity="1" unit="euros">1</measure></p>', "unit='euros'"),
    "a precision": (
        '<p><measure quantity="1" unit="m" precision="circa">1 m</measure></p>',
        "precision",
    ),
    "a date written otherwise": ('<p><date when="26/05/2014">le 26</date></p>', "26/05/2014"),
    "no such day": ('<p><date when="2015-02-29">29 février</date></p>', "2015-02-29"),
    "no such week": ('<p><date when="2015-W54">semaine 54</date></p>', "2015-W54"),
    "half a period": ('<p><date from="2014">2014</date></p>', "from and to"),
    "a period backwards": ('<p><date from="2015" to="2014">2014-2015</date></p>', "before"),
    "when and from": ('<p><date when="2014" from="2014" to="2015">2014</date></p>', "either"),
    "a modifier": ('<p><date when="2014" mod="LATE">fin 2014</date></p>', "mod='LATE'"),
    "nested": (
        '<p><orgName type="public">CCI de <placeName type="city">Metz</placeName></orgName></p>',
        "nested",
    ),
    "boilerplate": (
        '<p type="boilerplate"><orgName type="media">RTL</orgName></p>',
        "annotated boilerplate",
    ),
    "a blank start": ('<p>à<placeName type="city"> Metz</placeName></p>', "blank edge"),
    "a blank end": ('<p><placeName type="city">Metz\u00a0</placeName>!</p>', "blank edge"),
    "a blank block": ("<p> Metz</p>", "blank edge of a block"),
    "an empty block": ("<p></p>", "empty"),
    "an empty annotation": ('<p>à <date when="2014"></date>!</p>', "no text"),
    "two lines": ("<p>Metz\net Nancy</p>", "line break"),
    "inside a word": ('<p>Metz<placeName type="city">ervisse</placeName></p>', "inside a word"),
    "inside a word, at the end": (
        '<p><placeName type="city">Metz</placeName>ervisse</p>',
        "inside a word",
    ),
    "inside a decomposed letter": (
        '<p><placeName type="city">Orle</placeName>\u0301ans</p>',
        "inside a word",
    ),
    "an apostrophe": ("<p>l<orgName type='public'>'Inria</orgName></p>", "starts with"),
    "an article": ("<p><orgName type='public'>l'Inria</orgName></p>", "article"),
    "an article that stands alone": (
        '<p><orgName type="public">la CCI de Metz</orgName></p>',
        "article",
    ),
    "an elided end": ("<p><orgName type='public'>Inria d'</orgName>ici</p>", "ends with"),
    "a full stop": ('<p>à <placeName type="city">Metz.</placeName></p>', "ends with"),
    "no full stop": ('<p>le <date when="2014-09-03">3 sept</date>. à</p>', "full stop"),
    "no initial's full stop": ("<p><persName>Léa N</persName>. et sa fille</p>", "full stop"),
    "a name's full stop": ("<p><orgName type='media'>Brut</orgName>. lance</p>", "full stop"),
    "half a unit": ('<p><measure quantity="2" unit="°C">2 °</measure>C</p>', "inside a unit"),
    "an apostrophe left out": ("<p><orgName type='company'>Snapp</orgName>' va</p>", "apostrophe"),
    "half a stylized name": ("<p><orgName type='company'>Lab'</orgName>O</p>", "ends with"),
    "a closing quotation mark": ("<p>'<orgName type='company'>Snapp'</orgName></p>", "ends with"),
    "an open bracket": ('<p><placeName type="city">Metz (57</placeName>)</p>', "brackets"),
    "a quotation mark": ('<p>"<orgName type="media">RTL"</orgName></p>', "ends with"),
    "guillemets": ('<p>« RTL <orgName type="media">et RTL2 »</orgName></p>', "brackets"),
    "a sign left out": ('<p><measure quantity="5" unit="EUR">5</measure>€</p>', "belongs"),
    "a sign left out before": ('<p>$<measure quantity="5" unit="USD">5</measure></p>', "belongs"),
    "a minus": ('<p><measure quantity="5" unit="percent">-5 %</measure></p>', "sign"),
    "not a date": ("<p><date>Marc Petit</date></p>", "calendar"),
    "not a person": ("<p><persName>Mardi dernier</persName></p>", "not a person"),
    "a heading without type": ("<head>Metz</head>", "head"),
    "a paragraph as title": ('<p type="title">Metz</p>', "p"),
    "text between blocks": ("<p>Metz</p>Nancy", "between the blocks"),
    "a comment": ("<p>Metz<!-- à revoir --></p>", "comment"),
    "no XML": ("<p>Metz</b>", "no XML"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    block, message = REFUSED[case]
    with pytest.raises(CorpusError, match=re.escape(message)) as caught:
        tei.parse(file_of("<p>Un</p>", block, "<p>Deux</p>"), "dir/a.xml", "a")
    assert re.match(r"dir/a\.xml:10: ", str(caught.value))


ACCEPTED = [
    '<p><orgName type="company">L\'Oréal</orgName></p>',
    '<p><orgName type="media">L’Est-éclair</orgName></p>',
    '<p><orgName type="candidacy">Brest Tech +</orgName></p>',
    '<p><orgName type="company">Acme Inc.</orgName></p>',
    '<p><orgName type="company">Snapp\'</orgName> développe</p>',
    "<p>'<orgName type=\"company\">Ineo</orgName>'</p>",
    '<p>l\'<date when="00">Ier siècle</date>, <date when="1998">nonante-huit</date></p>',
    '<p><measure quantity="75" unit="cl">75 cl</measure></p>',
    "<p><persName>Léa N.</persName> et Luc</p>",
    '<p><orgName type="media">Brut.</orgName> lance</p>',
    "<p>Luc et <persName>Cédric O</persName>. Il va</p>",
    '<p><orgName type="media">Brut</orgName>. Elle lance</p>',
    '<p>un <orgName type="company">S)ONE</orgName> (Caen)</p>',
    '<p>(<orgName type="public">Tour(s)plus</orgName>)</p>',
    '<p>d\'<placeName type="city">Orléans</placeName></p>',
    '<p>+<measure quantity="12" unit="percent">12 %</measure></p>',
    '<p><measure quantity="-3" unit="°C">-3 °C</measure></p>',
    '<p><measure quantity="17000000" unit="GBP">£ 17 M</measure></p>',
    '<p><measure quantity="5" unit="EUR">5€</measure>/mois</p>',
    '<p><date when="2026-01-30">30 janv. 2026</date></p>',
    '<p>le <date when="2014-09-03">3 sept.</date></p>',
    "<p><date>Jeudi prochain</date></p>",
    '<p>l\'<date when="2023-WI">hiver</date></p>',
    '<p>les <date when="199">années 1990</date></p>',
    '<p><orgName type="cluster">pôle « Mer »</orgName></p>',
    '<p>« <orgName type="cluster">Edit</orgName> »</p>',
    '<p><placeName type="city">Orle\u0301ans</placeName>-Tours</p>',
    "<p>M. <persName>Mars</persName>, <persName>Jean-Noël Avril</persName></p>",
]


@pytest.mark.parametrize("block", ACCEPTED)
def test_accepted(block: str) -> None:
    data = file_of(block)
    assert tei.write(tei.parse(data, "a.xml", "a")) == data


def test_fragment() -> None:
    text, annotations = tei.read_fragment('à <placeName type="city">Metz</placeName> !')
    assert (text, annotations) == ("à Metz !", (Annotation(2, 6, "LOC", {"type": "city"}),))
    with pytest.raises(CorpusError, match="inside a word"):
        tei.read_fragment('à <placeName type="city">Met</placeName>z !')
    with pytest.raises(CorpusError, match="unknown or nested"):
        tei.read_fragment("à <b>Metz</b>")


def test_carriage_returns_and_blank_lines() -> None:
    blocks = (GoldBlock("paragraph", 0, 4), GoldBlock("paragraph", 6, 11))
    document = GoldDocument(
        "a", "Metz\r\nNancy", blocks, (Annotation(6, 11, "LOC", {"type": "city"}),)
    )
    assert b"Metz&#13;</p>" in tei.write(document)
    assert tei.parse(tei.write(document), "a", "a") == document

    blank = GoldDocument(
        "a",
        "\nMetz\n\n Nancy",
        (GoldBlock("paragraph", 1, 5), GoldBlock("paragraph", 8, 13)),
        (Annotation(8, 13, "LOC", {"type": "city"}),),
    )
    with pytest.raises(CorpusError, match="no TEI form"):
        tei.write(blank)
    laid = tei.relaid(blank)
    assert laid.text == "Metz\nNancy"
    assert laid.text[laid.annotations[0].start : laid.annotations[0].end] == "Nancy"


def test_profile(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(ARTICLE)
    beside = tmp_path / "a.profile.json"
    good = (
        '{"title": null, "author": null, "published": null, "candidacy": {"name": null, '
        '"territory": "Le Mans", "cities": [], "label": null, "status": "unknown"}, '
        '"specialties": [], "keyFigures": {"jobs": [5, [1, 2.5]]}, "leadingCompanies": [], '
        '"district": [], "timeline": [{"kind": "filed", "when": "2014-03"}]}'
    )
    beside.write_text(good, encoding="utf-8")
    document = tei.read(tmp_path / "a.xml")
    assert document.profile is not None
    assert document.profile.key_figures == {"jobs": [5, (1, 2.5)]}
    (tmp_path / "new").mkdir()
    assert tei.read(tei.save(document, tmp_path / "new")) == document
    for wrong, message in [
        (good.replace('"unknown"', '"won"'), "candidacy.status"),
        (good.replace('"jobs"', '"posts"'), "keyFigures.posts"),
        (good.replace("[1, 2.5]", "[3, 2.5]"), "from less to more"),
        (good.replace("2014-03", "mars 2014"), "timeline.0.when"),
        (good.replace('"district": [],', ""), "district"),
        (good.replace("{", "", 1), "a.profile.json:1"),
    ]:
        beside.write_text(wrong, encoding="utf-8")
        with pytest.raises(CorpusError, match=re.escape(message)):
            tei.read(tmp_path / "a.xml")


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no gold documents"):
        tei.read_folder(tmp_path)
    with pytest.raises(CorpusError, match="cannot be read"):
        tei.read(tmp_path / "a.xml")


# Slips: every annotation of the corpus moved, relabelled, nested


def slips(source: str) -> Iterator[tuple[int, str]]:
    """Each one-character move of each annotation's edges: its line, and the file with it.

    A character is one as XML writes it (``&amp;``); no move over another tag.
    """
    character = r"(?:&[#\w]+;|[^<>&\n])"
    edges = re.compile(
        rf"(?P<before>{character})?(?P<open><(?:{INLINE})\b[^>]*>)(?P<said>[^<]*)"
        rf"(?P<close></(?:{INLINE})>)(?P<after>{character})?"
    )
    start = source.index("<body>")
    position = start
    while found := edges.search(source, position):
        position = found.start("close")
        line = source.count("\n", 0, found.start("open")) + 1
        before, opened, said, closed, after = (found[g] or "" for g in edges.groupindex)
        first, last = re.findall(character, said)[0], re.findall(character, said)[-1]
        moved = [
            f"{before}{first}{opened}{said[len(first) :]}{closed}{after}",
            f"{before}{opened}{said[: -len(last)]}{closed}{last}{after}",
        ]
        if before:
            moved.append(f"{opened}{before}{said}{closed}{after}")
            moved.append(f"{opened}{before}{said[: -len(last)]}{closed}{last}{after}")
        if after:
            moved.append(f"{before}{opened}{said}{after}{closed}")
            moved.append(f"{before}{first}{opened}{said[len(first) :]}{after}{closed}")
        for text in moved:
            yield line, source[: found.start()] + text + source[found.end() :]


def refused(source: str, line: int) -> bool:
    try:
        tei.parse(source.encode(), "x.xml", "x")
    except CorpusError as error:
        return str(error).startswith(f"x.xml:{line}: ")
    return False


@pytest.mark.parametrize("path", FILES[:: max(1, len(FILES) // 6)], ids=lambda path: path.stem)
def test_no_annotation_can_move(path: Path) -> None:
    source = path.read_bytes().decode()
    unseen = [text for line, text in slips(source) if not refused(text, line)]
    assert unseen == []


@pytest.mark.parametrize("path", FILES[:: max(1, len(FILES) // 6)], ids=lambda path: path.stem)
def test_no_annotation_can_change_its_label(path: Path) -> None:
    source = path.read_bytes().decode()
    unseen = []
    for found in re.finditer(rf"<({INLINE})\b([^>]*)>([^<]*)</\1>", source):
        if found.start() < source.index("<body>"):
            continue
        line = source.count("\n", 0, found.start()) + 1
        for tag in sorted({*INLINE.split("|"), "rs"} - {found[1]}):
            changed = f"<{tag}{found[2]}>{found[3]}</{tag}>"
            if not refused(source[: found.start()] + changed + source[found.end() :], line):
                unseen.append(changed)
    assert unseen == []


@pytest.mark.parametrize("path", FILES[:: max(1, len(FILES) // 6)], ids=lambda path: path.stem)
def test_no_annotation_can_be_nested(path: Path) -> None:
    source = path.read_bytes().decode()
    pattern = rf"<({INLINE})\b[^>]*>[^<]*</\1>"
    unseen = []
    for found in re.finditer(pattern, source):
        if found.start() < source.index("<body>"):
            continue
        line = source.count("\n", 0, found.start()) + 1
        nested = f'<orgName type="company">{found[0]}</orgName>'
        if not refused(source[: found.start()] + nested + source[found.end() :], line):
            unseen.append(nested)
    assert unseen == []
