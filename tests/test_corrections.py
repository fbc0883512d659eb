"""A user's corrections of names: deny, retype, aliases."""

from __future__ import annotations

import pytest

from ftextract.corrections import read_corrections
from ftextract.errors import LexiconError
from ftextract.extractor import Extractor

from .conftest import assert_grounded

TEXT = (
    "Jean-Claude Morel préside la CCI de Rouen. Le Président Morel a reçu les élus à la Grande "
    "Filature, puis à Zorglub. La grande filature abrite la société Bidulon."
)


def write(tmp_path, text):
    path = tmp_path / "names.toml"
    path.write_text(text, encoding="utf-8")
    return path


def names(profile, field):
    return {item.name: item for item in getattr(profile, field)}


def test_corrections(tmp_path):
    path = write(
        tmp_path,
        'deny = ["bidulon"]\n'
        '[retype]\n"Zorglub" = "LOC:district"\n"Grande Filature" = "ORG:support"\n'
        '[aliases]\n"Jean-Claude Morel" = ["Président Morel"]\n',
    )
    before = Extractor().extract(TEXT)
    assert "Bidulon" in names(before, "organizations")
    profile = Extractor(names=path).extract(TEXT)
    assert_grounded(profile)
    assert "Bidulon" not in names(profile, "organizations")
    assert names(profile, "places")["Zorglub"].mentions[0].rule == "names.override"
    assert "Grande Filature" in names(profile, "organizations")
    morel = names(profile, "people")["Jean-Claude Morel"]
    assert [mention.text for mention in morel.mentions] == ["Jean-Claude Morel", "Président Morel"]


def test_nothing_to_correct_changes_nothing(tmp_path):
    assert Extractor(names=write(tmp_path, "")).extract(TEXT) == Extractor().extract(TEXT)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("deny = 'x'", "deny is a list of names"),
        ("deny = ['']", "deny is a list of names"),
        ("[retype]\n'X' = 'PLACE'", "'PLACE' is no label; write one of ORG, LOC, PER, EVENT"),
        ("[retype]\n'X' = 'LOC:company'", "'LOC:company' is no label"),
        ("[alias]\n'X' = ['Y']", "unknown alias; there are deny, retype and aliases"),
        ("aliases = ['X']", "aliases is a table of names"),
        ("[aliases]\n'X' = 'Y'", "aliases.X is a list of names"),
        ("deny = [", "names.toml"),
    ],
)
def test_wrong_files_are_named(tmp_path, text, message):
    with pytest.raises(LexiconError, match=r"names\.toml") as error:
        read_corrections(write(tmp_path, text))
    assert message in str(error.value)


def test_missing_file(tmp_path):
    with pytest.raises(LexiconError, match="No such file"):
        read_corrections(tmp_path / "names.toml")
