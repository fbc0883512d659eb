"""Bytes to text: the encoding is decided by BOM, then UTF-8, then cp1252."""

from __future__ import annotations

import codecs
import io

import pytest

from ftextract.errors import ReadingError
from ftextract.reading import decode, expand, read_file, read_stream

TEXT = "Brest l’été : 40 000 €, « œuvre »"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode("utf-8"), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_decode(data, encoding):
    assert decode(data) == (TEXT, encoding)


def test_short_cp1252_is_not_guessed_as_something_else():
    assert decode("Été à Nîmes".encode("cp1252")) == ("Été à Nîmes", "cp1252")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data"),
        (b"caf\x81", "save the file as UTF-8"),
        (codecs.BOM_UTF16_LE + b"a", "save the file as UTF-8"),
    ],
)
def test_decode_refuses(data, message):
    with pytest.raises(ReadingError, match=message):
        decode(data, "page.txt")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, "\u00a0\n".encode()])
def test_empty_file(tmp_path, data):
    path = tmp_path / "vide.txt"
    path.write_bytes(data)
    with pytest.raises(ReadingError, match=r"vide\.txt: empty"):
        read_file(path)


def test_missing_file(tmp_path):
    with pytest.raises(ReadingError, match="No such file"):
        read_file(tmp_path / "absent.txt")


def test_line_ends_are_kept(tmp_path):
    path = tmp_path / "crlf.txt"
    path.write_bytes(b"Un.\r\nDeux.\r\n")
    assert read_file(path).text == "Un.\r\nDeux.\r\n"


def test_html_gives_the_article_and_its_metadata(examples):
    source = read_file(examples / "saint-etienne.html")
    assert source.title == "Saint-Étienne, le design pour étendard"
    assert source.author == "Julien Faure"
    assert str(source.published) == "2015-11-20"
    assert "208 000 visiteurs" in source.text
    for debris in ("cookies", "Tous droits", "tram revient", "champs", "tracker"):
        assert debris not in source.text


def test_html_on_standard_input(examples):
    page = (examples / "saint-etienne.html").read_bytes()
    assert read_stream(io.BytesIO(page)).title == "Saint-Étienne, le design pour étendard"


def test_html_without_article(tmp_path):
    path = tmp_path / "vide.html"
    path.write_text("<html><body><script>1</script></body></html>", encoding="utf-8")
    with pytest.raises(ReadingError, match="no article text"):
        read_file(path)


def test_folders_are_searched_in_order(tmp_path):
    inner = tmp_path / "b" / "c"
    inner.mkdir(parents=True)
    wanted = [tmp_path / "a é.txt", tmp_path / "b" / "c" / "x.html", tmp_path / "d.TXT"]
    for path in [*wanted, tmp_path / ".caché.txt", tmp_path / "image.png"]:
        path.write_text("texte", encoding="utf-8")
    assert list(expand([tmp_path])) == wanted
    assert list(expand([tmp_path / "absent.txt"])) == [tmp_path / "absent.txt"]
