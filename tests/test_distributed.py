"""Articles on a Ray cluster of one machine with two actors: the records of a local run."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from ftextract import distributed
from ftextract.distributed import extract_dataset
from ftextract.errors import ExtraError, ModelError, ReadingError
from ftextract.reading.records import Record
from ftextract.reading.text import Source, read_file
from ftextract.workers import Work
from ftextract.workers import run as run_locally

from .conftest import EXAMPLES
from .test_cli import run as command

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
os.environ["RAY_ENABLE_UV_RUN_RUNTIME_ENV"] = "0"  # the workers run in this environment
ray = pytest.importorskip("ray")
pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture(scope="module", autouse=True)
def cluster():
    from ray.data import DataContext

    ray.init(
        address="local",
        num_cpus=2,
        include_dashboard=False,
        object_store_memory=100 * 1024 * 1024,
        log_to_driver=False,
        logging_level="ERROR",
        _node_ip_address="127.0.0.1",
    )
    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_options.preserve_order = True
    yield
    ray.shutdown()


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Thirty articles, no two the same."""
    found = [read_file(path).text for path in sorted(EXAMPLES.iterdir())]
    return [f"{text}\nArticle {number}.\n" for number in range(5) for text in found]


@pytest.fixture(scope="module")
def local_lines(texts, extractor) -> list[str]:
    return [profile.model_dump_json() for profile in extractor.pipe(texts)]


def actor_processes(name: str) -> list[int]:
    """The processes of this test's actors of a class."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
        except OSError:  # it has just ended
            continue
        if command.startswith(b"ray::") and name.encode() in command:
            found.append(int(folder.name))
    return [process for process in found if os.getpid() in ancestors(process)]


def ancestors(process: int) -> list[int]:
    found = []
    while process > 1:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        process = int(status.rpartition(")")[2].split()[1])
        found.append(process)
    return found


def kill_one(name: str) -> None:
    process = actor_processes(name)[0]
    os.kill(process, signal.SIGKILL)
    until = time.monotonic() + 10
    while process in actor_processes(name):
        assert time.monotonic() < until, "the actor does not end"
        time.sleep(0.05)


def test_a_dataset_gives_the_records_of_a_local_run(texts, local_lines, tmp_path):
    half = len(texts) // 2
    for name, part in (("a", texts[:half]), ("b", texts[half:])):
        parquet.write_table(pa.table({"text": part}), tmp_path / f"{name}.parquet")
    dataset = ray.data.read_parquet(str(tmp_path))
    rows = extract_dataset(dataset, concurrency=2, batch_size=7).take_all()
    assert [row["record"] for row in rows] == local_lines
    for row in rows:
        profile = json.loads(row["record"])
        assert row["error"] is None
        assert row["id"] == profile["document"]["id"]
        assert row["title"] == profile["document"]["title"]
        assert str(row["published"]) == str(profile["document"]["published"])
        for name in ("territory", "label", "status"):
            assert row[name] == profile["candidacy"][name]
    assert {row["status"] for row in rows} >= {"candidate", "labelled"}


def test_ids_dates_and_bad_rows(extractor):
    table = pa.table(
        {
            "number": pa.array([7, 8, 9, 10, None], pa.int32()),
            "body": ["Fondée hier à Brest.", None, " \n", "Fondée hier.", "Fondée hier."],
            "day": ["2015-06-18", None, "2015-06-18", "hier", "2015-06-18T08:30:00"],
        }
    )
    dataset = extract_dataset(
        ray.data.from_arrow(table), text_column="body", published_column="day", id_column="number"
    )
    rows = dataset.take_all()
    assert dataset.schema().types[0] == pa.int32()
    assert [row["id"] for row in rows] == [7, 8, 9, 10, None]
    assert [row["error"] for row in rows] == [
        None,
        "null, there is no text to read",
        "empty, there is no text to read",
        "published: 'hier' is no date; write it as 2014-11-12",
        None,
    ]
    source = Source("Fondée hier à Brest.", "7", published=dt.date(2015, 6, 18))
    assert rows[0]["record"] == extractor.extract(source).model_dump_json()
    assert rows[0]["published"] == dt.date(2015, 6, 18)
    assert json.loads(rows[1]["record"]) == {
        "source": "8",
        "error": {"type": "ReadingError", "message": "null, there is no text to read"},
    }
    assert json.loads(rows[4]["record"])["document"]["published"] == "2015-06-18"


@pytest.mark.parametrize(
    ("column", "message"),
    [
        (pa.array([b"%PDF-1.4"]), "binary data, not a text"),
        (pa.array([12]), "int, not a text"),
        (
            pa.Array.from_buffers(
                pa.string(),
                1,
                [None, pa.array([0, 3], pa.int32()).buffers()[1], pa.py_buffer(b"\xe9t\xe9")],
            ),
            "not UTF-8 (byte 0 of 'text')",
        ),
    ],
    ids=["binary", "number", "not UTF-8"],
)
def test_what_is_no_text(column, message):
    (record,) = distributed.Columns("text", None, None).records(pa.table({"text": column}))
    assert isinstance(record.found, ReadingError)
    assert str(record.found) == message


def test_a_column_that_is_not_there():
    dataset = ray.data.from_arrow(pa.table({"text": ["Brest"]}))
    with pytest.raises(ReadingError, match="no column 'body', only text"):
        extract_dataset(dataset, text_column="body")


@pytest.mark.skipif(sys.platform != "linux", reason="finds the processes in /proc")
def test_a_killed_actor_of_a_dataset_is_replaced(texts, local_lines):
    dataset = ray.data.from_arrow(pa.table({"text": texts})).repartition(15)
    rows = iter(extract_dataset(dataset, concurrency=2, batch_size=2).iter_rows())
    first = next(rows)
    kill_one("MapWorker")
    assert [row["record"] for row in (first, *rows)] == local_lines


@pytest.mark.skipif(sys.platform != "linux", reason="finds the processes in /proc")
def test_a_killed_actor_of_a_stream_is_replaced(texts):
    records = [
        Record(f"{number}.txt", str(number), Source(text, str(number)))
        for number, text in enumerate(texts * 4)
    ]
    records[3] = Record("3.txt", "3", ReadingError("3.txt: empty, there is no text to read"))
    work = Work("ftextract")
    stream = distributed.run(iter(records), work, jobs=2)
    first = next(stream)
    kill_one("_Service")
    answers = [first, *stream]
    assert [item for item, _ in answers] == records
    expected = [answer for _, answer in run_locally(records, work, jobs=1)]
    assert [str(answer) for _, answer in answers] == [str(answer) for answer in expected]


@pytest.mark.parametrize("where", ["a cluster that runs", "one of its own"])
def test_the_command_writes_the_same_file(tmp_path, where):
    (tmp_path / "vide.txt").write_bytes(b"")
    inputs = [EXAMPLES, tmp_path / "vide.txt"]
    options = ["--engine", "ray", "--jobs", "2"]
    if where == "a cluster that runs":
        options += ["--address", ray.get_runtime_context().gcs_address]
    for name, added in (("local", []), ("ray", options)):
        done = command("extract", *inputs, "-o", tmp_path / f"{name}.jsonl", *added)
        assert done.returncode == 1, done.stderr
        assert b"vide.txt: empty" in done.stderr
        assert b"6 profiles written to" in done.stderr
    assert (tmp_path / "ray.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--engine", "spark"], b"local or ray"),
        (["--engine", "ray", "--resume", "-o", "out.jsonl"], b"--engine local only"),
        (["--engine", "ray", "--address", "127.0.0.1:1"], b"no Ray cluster at 127.0.0.1:1"),
    ],
)
def test_errors_of_the_command(options, message):
    done = command("extract", EXAMPLES / "depeche-lorraine.txt", *options)
    assert done.returncode == 2
    assert message in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_missing_model_is_named():
    with pytest.raises(ModelError, match="fr_absent"):
        list(distributed.run(["Brest"], Work("fr_absent"), jobs=1))


def test_without_ray_the_message_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ExtraError, match=r"python -m pip install 'ftextract\[ray\]'"):
        list(distributed.run(["Brest"], Work("ftextract")))
