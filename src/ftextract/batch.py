"""Many articles to one JSON Lines file; one that fails becomes a record and stops nothing."""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from ftextract import __version__
from ftextract.models import SCHEMA_VERSION
from ftextract.output.jsonl import error_line
from ftextract.reading.records import Record
from ftextract.resume import Kept
from ftextract.workers import Answer, Item, Work
from ftextract.workers import run as run_locally

# What makes the answers, in the order of the items: ``workers.run`` or ``distributed.run``.
Run = Callable[[Iterable[Item], Work], Iterator[tuple[Item, Answer]]]


@dataclass
class Result:
    """How a run went: profiles written, inputs that failed, seconds; what was there before."""

    done: int = 0
    failed: int = 0
    kept: int = 0  # of both, those that an interrupted run had left
    seconds: float = 0.0

    def summary(self, output: Path) -> str:
        """One line for the end of a run."""
        where = "standard output" if str(output) == "-" else str(output)
        profiles = f"{self.done} profile{'s' * (self.done != 1)}"
        fresh = self.done + self.failed - self.kept
        rate = f" ({fresh / self.seconds:.1f} articles/s)" if self.seconds and fresh > 1 else ""
        kept = f", {self.kept} kept from an earlier run" if self.kept else ""
        failed = f", {self.failed} failed (see the error records)" if self.failed else ""
        return f"{profiles} written to {where} in {self.seconds:.1f} s{rate}{kept}{failed}"


class Output(Protocol):
    """Where records go: a place for each is asked for in order, and filled in order."""

    def expect(self, key: bytes) -> tuple[int, Kept | None]:
        """The next record's place, and the record if an earlier run has left it."""

    def write(self, place: int, key: bytes, line: bytes, *, is_profile: bool) -> None:
        """Add the record of a place."""


class Stream:
    """Records to standard output or any other stream: nothing is kept."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def expect(self, key: bytes) -> tuple[int, Kept | None]:
        """No earlier run has left anything."""
        return 0, None

    def write(self, place: int, key: bytes, line: bytes, *, is_profile: bool) -> None:
        """Write a line."""
        self._stream.write(line + b"\n")
        self._stream.flush()


def settings_key(work: Work) -> bytes:
    """A hash of all but the article that a profile depends on: version, model, date given."""
    said = [
        __version__,
        SCHEMA_VERSION,
        work.model,
        str(work.published),
        Path(work.names).read_text(encoding="utf-8") if work.names else "",
        _model_identity(work.model),
    ]
    return hashlib.sha256("\n".join(said).encode()).digest()


def _model_identity(model: str) -> str:
    """What changes when a model does: its weights, or its package's version."""
    from ftextract.pipeline import BASE_MODEL, DEFAULT_MODEL, weights_of

    weights = weights_of(model)
    package = BASE_MODEL if weights is not None or model == DEFAULT_MODEL else model
    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        version = ""
    folder = weights or Path(model)
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file():
            digest.update(f"{path.relative_to(folder)}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{package} {version} {digest.hexdigest()}"


def extract_records(
    records: Iterable[Record],
    output: Output,
    work: Work,
    *,
    run: Run = run_locally,
    total: int | None = None,
) -> Result:
    """Write one line for each record, in order, with a progress bar on a terminal.

    Raises what ``run`` raises.
    """
    began = time.perf_counter()
    settings = settings_key(work)
    result = Result()
    places: deque[tuple[int, bytes]] = deque()  # of the records that are being worked on

    def fresh() -> Iterator[Record]:
        for record in records:
            key = hashlib.sha256(settings + record.digest()).digest()
            place, kept = output.expect(key)
            if kept is None:
                places.append((place, key))
                yield record
            else:
                result.kept += 1
                result.done += kept.is_profile
                result.failed += not kept.is_profile

    with _progress(result, total) as advance:
        for item, answer in run(fresh(), work):
            place, key = places.popleft()
            if isinstance(answer, bytes):
                result.done += 1
                output.write(place, key, answer, is_profile=True)
            else:
                result.failed += 1
                print(f"ftextract: {answer}", file=sys.stderr)  # noqa: T201 - a message to the user
                name = item.name if isinstance(item, Record) else ""
                output.write(place, key, error_line(name, answer).encode(), is_profile=False)
            result.seconds = time.perf_counter() - began
            advance()
    result.seconds = time.perf_counter() - began
    return result


@contextmanager
def _progress(result: Result, total: int | None) -> Iterator[Callable[[], None]]:
    """A bar with the pace and the time that remains, on a terminal; what moves it."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("extracting", total=total, pace="")

        def advance() -> None:
            bar.update(task, completed=result.done + result.failed, pace=_pace(result, total))

        yield advance


def _pace(result: Result, total: int | None) -> str:
    """How fast it goes, and how long it will, by what was not there before."""
    done = result.done + result.failed
    rate = (done - result.kept) / result.seconds
    if total is None:
        return f"{rate:.1f} articles/s"
    minutes, seconds = divmod(round((total - done) / rate), 60)
    return f"{rate:.1f} articles/s, {minutes}:{seconds:02} left"
