"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from ftextract import CandidacyProfile, __version__

from .conftest import EXAMPLES


def run(*arguments, stdin=b"", cwd=None):
    return subprocess.run(
        [sys.executable, "-c", "from ftextract.cli import main; main()", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "COLUMNS": "100", "NO_COLOR": "1"},
    )


def records(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_folder(tmp_path):
    done = run("extract", EXAMPLES, "-o", tmp_path / "profiles.jsonl")
    assert done.returncode == 0, done.stderr
    found = records(tmp_path / "profiles.jsonl")
    assert [r["document"]["id"] for r in found] == sorted(p.stem for p in EXAMPLES.iterdir())
    for record in found:
        CandidacyProfile.model_validate(record)
    assert b"6 profiles written to" in done.stderr


def test_a_bad_file_stops_nothing(tmp_path):
    folder = tmp_path / "articles à lire"
    (folder / "sous dossier").mkdir(parents=True)
    good = folder / "sous dossier" / "déjà lu, l'été.txt"
    good.write_text("Brest compte 7 000 entreprises.", encoding="utf-8")
    (folder / "vide.txt").write_bytes(b"")
    (folder / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    output = tmp_path / "out.jsonl"
    done = run("extract", folder, tmp_path / "absent.txt", "-o", output)
    assert done.returncode == 1
    found = records(output)
    assert sum("error" in record for record in found) == 3
    assert len(found) == 4
    profile = next(r for r in found if "error" not in r)
    assert profile["document"]["source"] == str(good)
    assert profile["figures"][0]["quantity"] == 7000
    messages = done.stderr.decode(errors="replace")
    for name in ("vide.txt: empty", "image.txt: binary data", "absent.txt: No such file"):
        assert name in messages
    assert "Traceback" not in messages


def test_unreadable_file(tmp_path):
    path = tmp_path / "boucle.txt"  # a link to itself: unreadable even for root
    path.symlink_to(path)
    done = run("extract", path, "-o", tmp_path / "out.jsonl")
    assert done.returncode == 1
    assert b"boucle.txt: Too many levels of symbolic links" in done.stderr


def test_standard_input_and_output():
    done = run("extract", "-", stdin="Brest compte 40 000 salariés.".encode())
    assert done.returncode == 0
    (line,) = done.stdout.decode("utf-8").splitlines()
    assert json.loads(line)["figures"][0]["commodity"] == "salarié"


def test_names(tmp_path):
    (tmp_path / "article.txt").write_text("La société Bidulon recrute.", encoding="utf-8")
    (tmp_path / "names.toml").write_text('deny = ["Bidulon"]', encoding="utf-8")
    for arguments, expected in (([], ["Bidulon"]), (["--names", "names.toml"], [])):
        done = run("extract", "article.txt", "-o", "out.jsonl", *arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        (record,) = records(tmp_path / "out.jsonl")
        assert [o["name"] for o in record["organizations"]] == expected
    done = run("extract", "article.txt", "--names", "absent.toml", cwd=tmp_path)
    assert done.returncode == 2
    assert b"absent.toml: No such file" in done.stderr


def test_show(tmp_path):
    done = run("show", EXAMPLES / "brest-la-mer-et-le-code.txt")
    shown = done.stdout.decode("utf-8")
    assert done.returncode == 0, done.stderr
    for said in ("Brest met la mer et le code", "French Tech", "2015-06-18", "entreprise"):
        assert said in shown


@pytest.mark.parametrize(
    ("options", "hinted"), [([], True), (["--published", "2014-11-12"], False)]
)
def test_show_says_what_dates_lack(tmp_path, options, hinted):
    (tmp_path / "a.txt").write_text("La ville attend.\nLe dossier est parti mardi dernier.\n")
    shown = run("show", tmp_path / "a.txt", *options).stdout.decode("utf-8")
    assert ("no publication date found: --published" in shown) is hinted


def test_show_quotes_no_other_line(tmp_path):
    text = "Brest dort en mars\nClaire Maudet\nLa ville attend. Brest rit.\n"
    (tmp_path / "a.txt").write_bytes(text.replace("\n", "\r\n").encode())
    shown = run("show", tmp_path / "a.txt").stdout.decode("utf-8")
    assert re.search(r"Claire Maudet +Claire Maudet\s*$", shown, re.MULTILINE)


def test_schema_describes_a_profile():
    schema = json.loads(run("schema").stdout)
    assert schema["title"] == "CandidacyProfile"
    assert {"document", "keyFigures", "leadingCompanies"} <= schema["properties"].keys()
    assert "from" in schema["$defs"]["DateMention"]["properties"]


def test_version():
    assert run("--version").stdout.decode().split() == ["ftextract", __version__]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "absent.txt"], "absent.txt: No such file or directory"),
        (["extract", "."], "no .txt or .html file in"),
        (["extract", "article.txt", "--published", "hier"], "write it as 2014-11-12"),
        (["extract", "article.txt", "--model", "fr_absent"], "is not installed; run:"),
        (["extract", "article.txt", "-o", "absent/out.jsonl"], "cannot be written"),
    ],
)
def test_errors_are_one_message(tmp_path, arguments, message):
    if "article.txt" in arguments:
        shutil.copy(EXAMPLES / "depeche-lorraine.txt", tmp_path / "article.txt")
    done = run(*arguments, cwd=tmp_path)
    words = " ".join(done.stderr.decode(errors="replace").replace("│", " ").split())
    assert done.returncode == 2
    assert message in words
    assert "Traceback" not in words


def test_output_is_whole_or_not_there(tmp_path):
    done = run("extract", EXAMPLES, "-o", tmp_path / "out.jsonl", "--model", "fr_absent")
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []
