"""Beyond one machine: articles to profiles on a Ray cluster.

``extract_dataset`` is for articles that are a Ray dataset already, on storage that the cluster
reads and writes by itself. ``run`` is for articles that this machine reads: it streams them to
the cluster and gives the answers back in order, as ``ftextract.workers.run`` does with processes.
Either way each actor loads the model once, an actor that dies is replaced and given its articles
again, and a record is the same as that of a local run. Ray is an optional extra, ``[ray]``.
"""

from __future__ import annotations

import json
import os
import socket
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ftextract.errors import ExtraError, FtextractError, ReadingError, WorkerError
from ftextract.extractor import Extractor, text_id
from ftextract.output.jsonl import error_line
from ftextract.pipeline import DEFAULT_MODEL
from ftextract.reading.records import Record, date_of
from ftextract.reading.text import Source
from ftextract.workers import Answer, Item, Work, _Chunk, _chunks

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]
    from ray.data import Dataset

_TRIES = 5  # how often the same articles may end their actor: more, and they are the reason
_SLOTS = 2  # chunks for each actor: one at work, one on its way
_AHEAD = 4  # chunks for each actor that may wait for one that is slow
_OBJECT_STORE = 256 * 1024 * 1024  # bytes; on one machine only the chunks on their way are in it
_BLANK = "\ufeff \t\r\n\v\f\u00a0\u200b"


def extract_dataset(
    dataset: Dataset,
    *,
    text_column: str = "text",
    published_column: str | None = None,
    id_column: str | None = None,
    model: str | Path = DEFAULT_MODEL,
    names: str | Path | None = None,
    concurrency: int | tuple[int, int] | None = None,
    batch_size: int = 16,
) -> Dataset:
    """A dataset with one row for each row of ``dataset``, evaluated when it is read or written.

    =============  ======================================================================
    ``id``         the value of ``id_column``, unchanged; without one, a hash of the text
    ``record``     the profile as one line of JSON, or the error record
    ``error``      null, or why there is no profile: a bad row stops nothing
    ``title``      of the article
    ``published``  date: that of ``published_column``, else what the article says
    ``territory``  who bids
    ``label``      for what
    ``status``     ``candidate``, ``labelled``, ``rejected`` or ``unknown``
    =============  ======================================================================

    ``published_column`` holds dates, timestamps or ISO 8601 texts. ``model`` and ``names`` are
    those of ``Extractor``; paths must be there on every node. ``concurrency`` is the
    greatest number of actors, one CPU each, or the least and the greatest; by default there are
    as many as the cluster has room for. Rows are in the order of ``dataset`` if Ray's
    ``DataContext`` says ``preserve_order``.
    Raises ExtraError if Ray is missing, ReadingError for a column that the dataset lacks.
    """
    data = _ray("data")
    columns = Columns(text_column, published_column, id_column)
    columns.check(dataset.columns(fetch_if_missing=False))
    # A pool that starts with all the CPUs would leave none to read the dataset with: a deadlock.
    least, most = concurrency if isinstance(concurrency, tuple) else (1, concurrency)
    return dataset.map_batches(
        _TableExtractor,
        fn_constructor_args=(str(model), None if names is None else str(names), columns),
        batch_size=batch_size,
        batch_format="pyarrow",
        compute=data.ActorPoolStrategy(min_size=least, max_size=most),
        num_cpus=1,  # Ray Data replaces actors that die, and gives their rows to others
    )


@dataclass(frozen=True)
class Columns:
    """The columns that hold an article and what is known about it."""

    text: str
    published: str | None
    id: str | None

    def check(self, present: list[str] | None) -> None:
        """Raise ReadingError for a column that is not there; ``None`` means nobody knows."""
        for name in (self.text, self.published, self.id):
            if name is not None and present is not None and name not in present:
                raise ReadingError(f"no column {name!r}, only {', '.join(present)}")

    def records(self, table: pa.Table) -> Iterator[Record]:
        """Each row as an article, or as the reason why it is none."""
        self.check(table.column_names)
        return (self._record(table, row) for row in range(table.num_rows))

    def _record(self, table: pa.Table, row: int) -> Record:
        name = ""
        try:
            if self.id is not None and (identifier := _value(table, self.id, row)) is not None:
                name = str(identifier)
            text = _text(_value(table, self.text, row))
            source = Source(
                text=text,
                id=name or text_id(text),
                published=date_of(self.published and _value(table, self.published, row)),
            )
        except ReadingError as error:
            return Record(name, name, error)
        return Record(source.id, source.id, source)


def _value(table: pa.Table, column: str, row: int) -> object:
    try:
        return table.column(column)[row].as_py()
    except UnicodeDecodeError as error:  # Parquet files may hold any bytes as text
        raise ReadingError(f"not UTF-8 (byte {error.start} of {column!r})") from error


def _text(value: object) -> str:
    if value is None:
        raise ReadingError("null, there is no text to read")
    if isinstance(value, bytes):
        raise ReadingError("binary data, not a text")
    if not isinstance(value, str):
        raise ReadingError(f"{type(value).__name__}, not a text")
    if not value.strip(_BLANK):
        raise ReadingError("empty, there is no text to read")
    return value


class _TableExtractor:
    """What an actor of a dataset does: tables of articles to tables of records."""

    def __init__(self, model: str, names: str | None, columns: Columns) -> None:
        self._work = Work(model)
        self._extractor = Extractor(model, names)
        self._columns = columns

    def __call__(self, table: pa.Table) -> pa.Table:
        import pyarrow as pa

        schema = pa.schema(
            {
                "id": pa.string(),
                "record": pa.string(),
                "error": pa.string(),
                "title": pa.string(),
                "published": pa.date32(),
                "territory": pa.string(),
                "label": pa.string(),
                "status": pa.string(),
            }
        )
        records = list(self._columns.records(table))
        answers = self._work.answers(self._extractor, [*records])
        rows = [_row(record, answer) for record, answer in zip(records, answers, strict=True)]
        result = pa.Table.from_pylist(rows, schema)
        if self._columns.id is not None:
            result = result.set_column(0, "id", table.column(self._columns.id))
        return result


def _row(record: Record, answer: Answer) -> dict[str, object]:
    if isinstance(answer, FtextractError):
        name = record.id or None
        return {"id": name, "record": error_line(record.name, answer), "error": str(answer)}
    line = answer.decode()
    profile = json.loads(line)
    document, candidacy = profile["document"], profile["candidacy"]
    return {
        "id": document["id"],
        "record": line,
        "title": document["title"],
        "published": date_of(document["published"]),
        "territory": candidacy["territory"],
        "label": candidacy["label"],
        "status": candidacy["status"],
    }


def run(
    items: Iterable[Item], work: Work, address: str | None = None, jobs: int | None = None
) -> Iterator[tuple[Item, Answer]]:
    """Each item with its answer, in the order of the items, made on the cluster at ``address``.

    Without an address, Ray is started on this machine and ended with the run. ``jobs`` is the
    number of actors, by default one for each CPU of the cluster. No more than a few chunks for
    each actor are read ahead of the answers.
    Raises ExtraError if Ray is missing, ModelError if the model is missing on a node, WorkerError
    if the cluster cannot be reached, or if actors die of the same articles again and again.
    """
    chunks = _chunks(items)
    first = next(chunks, None)
    if first is not None:
        with _cluster(address, jobs) as ray:
            crew = _Crew(ray, work, jobs or int(ray.cluster_resources()["CPU"]))
            try:
                yield from crew.run(chain([first], chunks))
            finally:
                crew.stop()


class _Service:
    """What an actor of ``run`` does; the model is loaded anew in one that was replaced."""

    def __init__(self, work: Work) -> None:
        self._work = work

    @cached_property
    def _extractor(self) -> Extractor:
        return self._work.extractor()

    def load(self) -> None:
        """Get ready for articles."""
        _ = self._extractor

    def answers(self, items: list[Item]) -> list[Answer]:
        """Each item's profile or error."""
        return list(self._work.answers(self._extractor, items))


class _Crew:
    """The actors, and the chunks that are with them or wait for their turn."""

    def __init__(self, ray: Any, work: Work, jobs: int) -> None:
        self._ray = ray
        service = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=_TRIES)(_Service)
        self._actors = [service.remote(work) for _ in range(jobs)]
        self._open: deque[_Chunk] = deque()

    def run(self, chunks: Iterator[list[Item]]) -> Iterator[tuple[Item, Answer]]:
        # An actor takes part once it has loaded the model: some may still wait for a machine.
        tasks: dict[Any, tuple[Any, _Chunk | None]] = {
            actor.load.remote(): (actor, None) for actor in self._actors
        }
        free: deque[Any] = deque()
        count = 0
        following = next(chunks, None)
        while following is not None or self._open:
            while following is not None and free and len(self._open) < self._most():
                actor = free.popleft()
                chunk = _Chunk(following, count)
                count += len(following)
                self._open.append(chunk)
                tasks[actor.answers.remote(following)] = actor, chunk
                following = next(chunks, None)
            done, _ = self._ray.wait(list(tasks))
            for task in done:
                actor, served = tasks.pop(task)
                answers = self._get(task, served)
                if served is None:
                    free.extend([actor] * _SLOTS)
                else:
                    served.answers.extend(answers)
                    served.answered = len(answers)
                    free.append(actor)
            while self._open and self._open[0].answered:
                finished = self._open.popleft()
                yield from zip(finished.items, finished.answers, strict=True)

    def _most(self) -> int:
        return len(self._actors) * _AHEAD

    def _get(self, task: Any, chunk: _Chunk | None) -> Any:
        try:
            return self._ray.get(task)
        except self._ray.exceptions.RayError as error:
            cause = getattr(error, "cause", None)
            if isinstance(cause, FtextractError):
                raise cause from None
            where = f" while it worked on {chunk.names_left()}" if chunk else ""
            raise WorkerError(f"an actor ended{where}: {error}") from error

    def stop(self) -> None:
        """Free what the actors hold of the cluster."""
        for actor in self._actors:
            self._ray.kill(actor)


@contextmanager
def _cluster(address: str | None, jobs: int | None) -> Iterator[Any]:
    """Ray, connected to a cluster; one of this process's own only as long as it is needed."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    if address is None:
        # Under ``uv run`` Ray would copy the working folder and make an environment for it.
        os.environ.setdefault("RAY_ENABLE_UV_RUN_RUNTIME_ENV", "0")
    ray = _ray()
    _check_address(address)
    if ray.is_initialized():
        yield ray
        return
    here = {
        "num_cpus": jobs,
        "include_dashboard": False,
        "object_store_memory": _OBJECT_STORE,
        "_node_ip_address": "127.0.0.1",
    }
    options = here if address is None else {}
    try:
        ray.init(address or "local", log_to_driver=False, logging_level="ERROR", **options)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise WorkerError(f"no Ray cluster at {address or 'this machine'}: {error}") from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _check_address(address: str | None) -> None:
    """Raise WorkerError where nothing listens: Ray itself takes minutes to say so."""
    host, _, port = (address or "").rpartition(":")
    if host and port.isdecimal() and "/" not in host:
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=10).close()
        except (OSError, OverflowError) as error:
            raise WorkerError(f"no Ray cluster at {address}: {error}") from error


def _ray(module: str | None = None) -> Any:
    try:
        return import_module(f"ray.{module}" if module else "ray")
    except ImportError as error:
        raise ExtraError("this needs Ray; run: python -m pip install 'ftextract[ray]'") from error
