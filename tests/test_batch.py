"""Many articles: inputs of every kind, several processes, interruption and resumption."""

from __future__ import annotations

import builtins
import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from ftextract import extract_profiles
from ftextract.errors import ExtractionError, ReadingError, WorkerError
from ftextract.extractor import Extractor
from ftextract.reading.records import Record, count, records
from ftextract.resume import PartialFile
from ftextract.workers import Work, run

from .conftest import EXAMPLES
from .test_cli import run as command

TEXTS = [
    f"Publié le {day + 1} juin 2015\nBrest compte {day + 2} 000 entreprises, a dit Anne Le Goff."
    for day in range(24)
]
KEYS = [bytes([number]) * 32 for number in range(9)]


def start(*arguments, cwd):
    """The command, running, with Ctrl-C as on a terminal."""
    return subprocess.Popen(
        [sys.executable, "-c", "from ftextract.cli import main; main()", *map(str, arguments)],
        cwd=cwd,
        stderr=subprocess.PIPE,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def wait_for(path, size, process):
    """Until a file has grown to a size, or the process has ended."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with suppress(FileNotFoundError):
            if path.stat().st_size >= size:
                return
        time.sleep(0.005)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("batch")
    (folder / "articles").mkdir()
    for number in range(36):
        text = TEXTS[number % len(TEXTS)] * (1 + number % 7)
        (folder / "articles" / f"{number:03}.txt").write_text(text, encoding="utf-8")
    (folder / "articles" / "020.txt").write_bytes(b"")
    done = command("extract", "articles", "-o", "clean.jsonl", cwd=folder)
    assert done.returncode == 1, done.stderr
    return folder


@pytest.fixture(scope="module")
def clean(folder):
    return (folder / "clean.jsonl").read_bytes()


# --- several processes


def test_two_processes_write_the_same_bytes(folder, clean):
    done = command("extract", "articles", "-o", "two.jsonl", "--jobs", "2", cwd=folder)
    assert done.returncode == 1
    assert b"35 profiles written to two.jsonl" in done.stderr
    assert b"020.txt: empty" in done.stderr
    assert (folder / "two.jsonl").read_bytes() == clean
    assert clean.count(b"\n") == 36
    assert [path.name for path in folder.glob("two*")] == ["two.jsonl"]


def test_profiles_from_two_processes(extractor):
    found = list(extract_profiles(iter(TEXTS), published="2016-01-01", jobs=2))
    assert found == list(extractor.pipe(TEXTS, published="2016-01-01"))


def test_profiles_stream():
    def endless():
        while True:
            yield from TEXTS

    stream = extract_profiles(endless(), jobs=2)
    assert [next(stream).document.text for _ in range(3)] == TEXTS[:3]
    stream.close()  # ends the processes


def test_jobs_has_to_be_a_number_of_processes():
    with pytest.raises(ValueError, match="at least one"):
        extract_profiles(TEXTS, jobs=0)


def test_missing_model_in_a_process():
    done = command("extract", EXAMPLES, "-o", "-", "--jobs", "2", "--model", "fr_absent")
    assert done.returncode == 2
    assert b"is not installed; run:" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_killed_process_is_an_error_that_names_the_article():
    items = [
        Record(f"{number}.txt", str(number), text.encode()) for number, text in enumerate(TEXTS)
    ]
    items[20] = Record("long.txt", "long", "\n".join(TEXTS * 2000).encode())
    answers = run(items, Work("ftextract"), jobs=2)
    names = [next(answers)[0].name for _ in range(20)]
    assert names == [f"{number}.txt" for number in range(20)]
    began = time.monotonic()
    kill_children()
    with pytest.raises(WorkerError, match=r"killed by signal 9 \(SIGKILL\).*(long|2\d)\.txt"):
        list(answers)
    assert time.monotonic() - began < 10


def kill_children():
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = stat.read_text().rsplit(")", 1)[1].split()[1]
            arguments = stat.with_name("cmdline").read_text()
            if int(parent) == os.getpid() and "spawn_main" in arguments:
                os.kill(int(stat.parent.name), signal.SIGKILL)


if not Path("/proc/self/stat").exists():
    test_a_killed_process_is_an_error_that_names_the_article = pytest.mark.skip(
        reason="finds the processes in /proc"
    )(test_a_killed_process_is_an_error_that_names_the_article)


class FailsOn:
    """An extractor that cannot do one text."""

    def __init__(self, extractor: Extractor, text: str) -> None:
        self.extractor = extractor
        self.text = text

    def pipe(self, texts, published=None):
        for text in texts:
            yield self.extract(text, published)

    def extract(self, text, published=None):
        if text == self.text:
            raise KeyError("nothing like this")
        return self.extractor.extract(text, published)


def test_a_text_that_fails_is_an_error_and_the_others_go_on(extractor):
    work = Work("ftextract")
    answers = list(work.answers(FailsOn(extractor, TEXTS[1]), list(TEXTS[:3])))
    assert [type(answer) for answer in answers] == [bytes, ExtractionError, bytes]
    assert str(answers[1]) == "KeyError: 'nothing like this'"


# --- interruption and resumption


@pytest.mark.parametrize(("seed", "jobs"), [(1, 1), (2, 2)])
def test_killed_and_resumed_is_one_clean_run(folder, clean, seed, jobs):
    name = f"killed{seed}.jsonl"
    partial = folder / f"{name}.partial"
    arguments = ("extract", "articles", "-o", name, "--jobs", str(jobs))
    for size in random.Random(seed).sample(range(1, len(clean) * 4 // 5), 2):
        process = start(*arguments, "--resume", cwd=folder)
        wait_for(partial, size, process)
        process.kill()
        process.communicate()
    assert not (folder / name).exists()
    done = command(*arguments, "--resume", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert b"kept from an earlier run" in done.stderr
    assert (folder / name).read_bytes() == clean
    assert [path.name for path in folder.glob(f"{name}*")] == [name]


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent as a signal")
def test_ctrl_c_says_how_to_go_on(folder, clean):
    process = start("extract", "articles", "-o", "c.jsonl", "--jobs", "2", cwd=folder)
    wait_for(folder / "c.jsonl.partial", 1, process)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=10)
    assert process.returncode == 130
    assert b"the same command with --resume goes on" in said
    assert b"Traceback" not in said
    done = command("extract", "articles", "-o", "c.jsonl", "--resume", cwd=folder)
    assert (folder / "c.jsonl").read_bytes() == clean
    assert b"kept from an earlier run" in done.stderr


def test_resume_needs_a_file():
    done = command("extract", EXAMPLES, "--resume")
    assert done.returncode == 2
    assert b"--output" in done.stderr


def partial_file(target, keys, *, resume=True, finish=False):
    """Write the lines of keys that are not there; which were written."""
    file = PartialFile(target, resume=resume)
    written = []
    for key in keys:
        place, kept = file.expect(key)
        if kept is None:
            written.append(key)
            file.write(place, key, b"line %d" % key[0], is_profile=True)
    if finish:
        file.finish()
    else:
        file.leave()
    return written


def lines(keys):
    return b"".join(b"line %d\n" % key[0] for key in keys)


@pytest.mark.parametrize(
    ("before", "after", "fresh"),
    [
        (KEYS[:4], KEYS[:6], KEYS[4:6]),
        (KEYS[:4], KEYS[:4], []),
        ([], KEYS[:2], KEYS[:2]),
        (KEYS[:4], KEYS[2:6], KEYS[4:6]),  # articles that are gone
        (KEYS[:4], [KEYS[5], *KEYS[:4]], [KEYS[5]]),  # one that came before
        (KEYS[:4], KEYS[3::-1], []),  # another order
        (KEYS[:2], [KEYS[0], KEYS[0], KEYS[1]], []),  # one twice
    ],
)
def test_what_is_kept(tmp_path, before, after, fresh):
    target = tmp_path / "out.jsonl"
    partial_file(target, before)
    assert partial_file(target, after, finish=True) == fresh
    assert target.read_bytes() == lines(after)
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("name", "damage", "fresh"),
    [
        (".partial", lambda data: data + b'{"torn', []),
        (".partial", lambda data: data[:-3], KEYS[3:4]),
        (".partial", lambda data: data.replace(b"line 2", b"\0" * 6), KEYS[2:4]),
        (".partial", lambda data: b"", KEYS[:4]),
        (".partial.index", lambda data: data + b"0303", []),
        (".partial.index", lambda data: data[:-1], KEYS[3:4]),
        (".partial.index", lambda data: b"\0\n" + data, KEYS[:4]),
        (".partial.index", lambda data: b"", KEYS[:4]),
    ],
)
def test_torn_files(tmp_path, name, damage, fresh):
    target = tmp_path / "out.jsonl"
    partial_file(target, KEYS[:4])
    damaged = target.with_name(target.name + name)
    damaged.write_bytes(damage(damaged.read_bytes()))
    assert partial_file(target, KEYS[:4], finish=True) == fresh
    assert target.read_bytes() == lines(KEYS[:4])


def test_without_resume_nothing_is_kept(tmp_path):
    target = tmp_path / "out.jsonl"
    partial_file(target, KEYS[:4])
    assert partial_file(target, KEYS[:4], resume=False) == KEYS[:4]


def test_changed_article_or_setting_is_done_again(tmp_path):
    (tmp_path / "articles").mkdir()
    for number in range(3):
        (tmp_path / "articles" / f"{number}.txt").write_text(TEXTS[number], encoding="utf-8")
    arguments = ("extract", "articles", "-o", "out.jsonl", "--resume")

    def kept():
        partial_of_all(tmp_path)
        done = command(*arguments, *options, cwd=tmp_path)
        return done.stderr.decode()

    def partial_of_all(folder):
        """As if the run had been killed right before its end."""
        from ftextract import batch

        work = Work("ftextract")
        file = PartialFile(folder / "out.jsonl")
        os.chdir(folder)
        batch.extract_records(records([Path("articles")]), file, work)
        file.leave()

    options: list[str] = []
    here = Path.cwd()
    try:
        assert "3 kept" in kept()
        options = ["--published", "2015-01-01"]
        assert "kept" not in kept()
        options = []
        partial_of_all(tmp_path)
        (tmp_path / "articles" / "1.txt").write_text("Autre chose à Brest.", encoding="utf-8")
        done = command(*arguments, cwd=tmp_path)
    finally:
        os.chdir(here)
    assert b"2 kept" in done.stderr
    clean = command("extract", "articles", "-o", "-", cwd=tmp_path)
    assert (tmp_path / "out.jsonl").read_bytes() == clean.stdout


# --- inputs


def found(*paths, **options):
    """Id and text, or message, of each article."""
    items = []
    for record in records(list(paths), **options):
        try:
            items.append((record.id, record.source().text))
        except ReadingError as error:
            items.append((record.id, str(error)))
    return items


def test_patterns(tmp_path):
    for name in ("b.txt", "a.txt", "c.html", "d.json"):
        (tmp_path / name).write_text(name)
    assert found(tmp_path / "*.txt") == [("a", "a.txt"), ("b", "b.txt")]
    assert count([tmp_path / "[ab].txt"]) == 2
    assert "No such file" in found(tmp_path / "*.text")[0][1]
    (tmp_path / "[1].txt").write_text("un nom avec des crochets")
    assert found(tmp_path / "[1].txt") == [("[1]", "un nom avec des crochets")]


def test_zip(tmp_path):
    path = tmp_path / "presse.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("été/b.txt", "Brest.")
        archive.writestr("été/a.html", "<html><body><p>Quimper compte 80 entreprises.</p></body>")
        archive.writestr("image.png", b"\x89PNG")
        archive.writestr("__MACOSX/été/._b.txt", b"\0")
        archive.writestr("vide.txt", "")
        archive.writestr("abîmé.txt", "Morlaix.")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Morlaix.", b"Carhaix."))
    assert count([path]) is None
    items = found(path)
    assert [identifier for identifier, _ in items] == [
        "abîmé.txt", "vide.txt", "été/a.html", "été/b.txt",
    ]  # fmt: skip
    assert "presse.zip/abîmé.txt: damaged: Bad CRC-32" in items[0][1]
    assert "presse.zip/vide.txt: empty" in items[1][1]
    assert "80 entreprises" in items[2][1]
    assert items[3][1] == "Brest."


@pytest.mark.parametrize("name", ["a.zip", "a.parquet", "a.jsonl", "a.txt"])
def test_a_file_that_is_no_such_thing(tmp_path, name):
    (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert all(f"{name}:" in said for _, said in found(tmp_path / name))
    assert name in found(tmp_path / "absent" / name)[0][1]


ROWS = [
    {"text": "Brest.", "id": "x1", "title": "Un titre", "published": "2015-06-18"},
    {"text": "Quimper.", "id": 12, "published": None},
    {"text": "Morlaix."},
    {"text": "Vannes.", "published": "hier"},
    {"text": "  "},
    {"text": None},
    {"texte": "Lorient."},
]


def test_json_lines(tmp_path):
    path = tmp_path / "t.jsonl"
    bad = [b"{", b"[1]", b'{"text": "\xe9"}', b'{"text": "\\ud800"}', b""]
    rows = [json.dumps(row).encode() for row in ROWS]
    path.write_bytes(b"\xef\xbb\xbf" + b"\n".join([*rows, *bad]) + b"\n")
    items = found(path)
    assert items[:3] == [("x1", "Brest."), ("12", "Quimper."), ("t:3", "Morlaix.")]
    expected = (
        "t.jsonl:4: published: 'hier' is no date",
        "t.jsonl:5: empty",
        "t.jsonl:6: 'text' is no text",
        "t.jsonl:7: no column 'text', only texte; name it with --text-column",
        "t.jsonl:8: Expecting property name",
        "t.jsonl:9: not an object",
        "t.jsonl:10: not UTF-8 (byte 10 of the line)",
        "t.jsonl:11: half a surrogate pair",
    )
    assert len(items) == 3 + len(expected)
    for (_, said), message in zip(items[3:], expected, strict=True):
        assert message in said
    assert found(path, text_column="texte")[6] == ("t:7", "Lorient.")
    first = next(records([path])).source()
    assert (first.title, str(first.published), first.source) == (
        "Un titre", "2015-06-18", f"{path}:1",
    )  # fmt: skip


def test_parquet(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "t.parquet"
    parquet.write_table(
        pyarrow.table(
            {
                "corps": ["Brest.", None, "Quimper."],
                "id": [1, 2, None],
                "published": [dt.date(2015, 6, 18), None, None],
            }
        ),
        path,
    )
    items = found(path, text_column="corps")
    assert items[0] == ("1", "Brest.")
    assert "t.parquet:2: 'corps' is no text" in items[1][1]
    assert items[2] == ("t:3", "Quimper.")
    assert str(next(records([path], "corps")).source().published) == "2015-06-18"
    assert "no column 'text', only corps, id, published" in found(path)[0][1]


def test_parquet_without_pyarrow(tmp_path, monkeypatch):
    present = builtins.__import__

    def without(name, *rest, **options):
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return present(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    (tmp_path / "t.parquet").write_bytes(b"PAR1")
    with pytest.raises(ReadingError, match=r"pip install 'ftextract\[tables\]'"):
        list(records([tmp_path / "t.parquet"]))


def test_rows_and_members_in_one_run(tmp_path):
    (tmp_path / "t.jsonl").write_text(
        '{"text": "Brest compte 40 000 salariés.", "published": "2015-06-18"}\n{}\n',
        encoding="utf-8",
    )
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("a/b.txt", "Quimper compte 30 entreprises.")
    done = command("extract", "t.jsonl", "z.zip", "-o", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert b"2 profiles written to out.jsonl" in done.stderr
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").open(encoding="utf-8")]
    assert rows[0]["document"]["published"] == "2015-06-18"
    assert rows[1] == {
        "source": "t.jsonl:2",
        "error": {
            "type": "ReadingError",
            "message": "t.jsonl:2: no column 'text', only ; name it with --text-column",
        },
    }
    assert rows[2]["document"]["id"] == "a/b.txt"
    assert rows[2]["document"]["source"] == "z.zip/a/b.txt"


# --- long texts


def test_one_block_of_more_than_a_million_characters(extractor):
    sentence = "Brest compte 7 000 entreprises, a dit Anne Le Goff. "
    text = sentence * (1_050_000 // len(sentence))
    profile = extractor.extract(text)
    assert len(profile.figures) == len(text) // len(sentence)
    assert len(profile.places[0].mentions) == len(profile.figures)
