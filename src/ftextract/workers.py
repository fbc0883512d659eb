"""Articles to lines of JSON, here or in several processes, in order, as a stream.

Every process is started afresh (``spawn``: the same on every system, safe beside threads), loads
the model once and is given chunks of articles over a pipe of its own, the next one while it works
on the one before, so that it never waits for whoever uses the answers. A process that dies closes
its pipe, and whoever started it knows at once which articles it had; the other way round,
processes whose parent has died find their pipe closed and end.
"""

from __future__ import annotations

import datetime as dt
import gc
import multiprocessing as mp
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import TYPE_CHECKING

from ftextract.errors import ExtractionError, FtextractError, WorkerError
from ftextract.models import CandidacyProfile
from ftextract.reading.records import Record
from ftextract.reading.text import Source

if TYPE_CHECKING:
    from ftextract.extractor import Extractor

Item = str | Source | Record
Answer = bytes | FtextractError  # a profile in JSON, or why there is none

_CHUNK_ARTICLES = 16
_CHUNK_SIZE = 100_000  # characters; what is longer is a chunk alone
_GIVEN = 2  # chunks that a process has: one at work, one to go on with
_AHEAD = 4  # chunks for each process that may wait for one that is slow


@dataclass(frozen=True)
class Work:
    """What is to be done with every article."""

    model: str
    published: dt.date | None = None
    names: str | None = None  # the path of the corrections

    def extractor(self) -> Extractor:
        """Load the model and the corrections; raises ModelError and LexiconError."""
        from ftextract.extractor import Extractor

        extractor = Extractor(self.model, self.names)
        gc.freeze()  # what is loaded stays: no collection has to look through it again
        return extractor

    def answers(self, extractor: Extractor, items: list[Item]) -> Iterator[Answer]:
        """Each item's profile as JSON, or the error that kept it from being made."""
        sources = [_source(item) for item in items]
        good = [source for source in sources if not isinstance(source, FtextractError)]
        lines: Iterator[Answer]
        try:
            lines = iter(
                [p.model_dump_json().encode() for p in extractor.pipe(good, self.published)]
            )
        except MemoryError:
            raise
        except Exception:  # one of them; which one shows when each is alone
            lines = (self._alone(extractor, source) for source in good)
        for source in sources:
            yield source if isinstance(source, FtextractError) else next(lines)

    def _alone(self, extractor: Extractor, source: str | Source) -> Answer:
        try:
            return extractor.extract(source, self.published).model_dump_json().encode()
        except MemoryError:
            raise
        except Exception as error:
            name = "" if isinstance(source, str) else f"{source.source or source.id}: "
            return ExtractionError(f"{name}{type(error).__name__}: {error}")


def _source(item: Item) -> str | Source | FtextractError:
    if not isinstance(item, Record):
        return item
    try:
        return item.source()
    except FtextractError as error:
        return error


def run(items: Iterable[Item], work: Work, jobs: int = 1) -> Iterator[tuple[Item, Answer]]:
    """Each item with its answer, in the order of the items; ``jobs`` processes if more than one.

    No more than a few chunks are read ahead of the answers. The answers do not depend on ``jobs``.
    Raises ModelError if the model is missing, WorkerError if a process dies.
    """
    if jobs > 1:
        return _Crew(work, jobs).run(_chunks(items))
    return _run_here(items, work)


def profiles(texts: Iterable[str | Source], work: Work, jobs: int) -> Iterator[CandidacyProfile]:
    """The profiles of texts, in order, made by several processes; raises what ``run`` raises.

    Raises ExtractionError for a text on which extraction fails.
    """
    for _, answer in run(texts, work, jobs):
        if not isinstance(answer, bytes):
            raise answer
        yield CandidacyProfile.model_validate_json(answer)


def _run_here(items: Iterable[Item], work: Work) -> Iterator[tuple[Item, Answer]]:
    extractor: Extractor | None = None
    for chunk in _chunks(items):
        extractor = extractor or work.extractor()
        yield from zip(chunk, work.answers(extractor, chunk), strict=True)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    size = 0
    for item in items:
        length = len(item.text if isinstance(item, Source) else item)
        if chunk and (len(chunk) == _CHUNK_ARTICLES or size + length > _CHUNK_SIZE):
            yield chunk
            chunk, size = [], 0
        chunk.append(item)
        size += length
    if chunk:
        yield chunk


@dataclass
class _Chunk:
    """Some articles, how many came before them, and the answers that are there."""

    items: list[Item]
    first: int
    answers: deque[Answer] = field(default_factory=deque)
    answered: int = 0

    def names_left(self) -> str:
        """The articles that have no answer, for a message."""
        names = [
            _name(item, self.first + index)
            for index, item in islice(enumerate(self.items), self.answered, None)
        ]
        if len(names) == 1:
            return names[0]
        return f"{names[0]}, or on one of the {len(names) - 1} after it, to {names[-1]}"


def _name(item: Item, index: int) -> str:
    if isinstance(item, Record):
        return item.name
    if isinstance(item, Source):
        return item.source or item.id
    return f"text {index + 1}"


class _Worker:
    """A process, the pipe to it, and the chunks that it has."""

    def __init__(self, work: Work) -> None:
        context = mp.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=_serve, args=(theirs, work), daemon=True, name="ftextract"
        )
        self.chunks: deque[_Chunk] = deque()
        with _interrupts_ignored():
            self.process.start()
        theirs.close()

    def give(self, chunk: _Chunk) -> None:
        """Hand over a chunk; its answers are read with ``receive``."""
        self.chunks.append(chunk)
        try:
            self.connection.send(chunk.items)
        except OSError as error:
            raise self._died() from error

    def receive(self) -> None:
        """Read one answer to the chunk at work."""
        chunk = self.chunks[0]
        try:
            answer, fatal = self.connection.recv()
        except (EOFError, OSError) as error:
            raise self._died() from error
        if fatal:
            raise answer
        chunk.answers.append(answer)
        chunk.answered += 1
        if chunk.answered == len(chunk.items):
            self.chunks.popleft()

    def _died(self) -> WorkerError:
        self.process.join(timeout=2)
        code = self.process.exitcode
        how = "ended" if code is None else f"ended with status {code}"
        if code is not None and code < 0:
            how = f"was killed by signal {-code} ({_SIGNALS.get(-code, 'see kill -l')})"
        where = f" while it worked on {self.chunks[0].names_left()}" if self.chunks else ""
        return WorkerError(f"a worker process {how}{where}; if memory ran out, take fewer --jobs")

    def stop(self, *, kindly: bool) -> None:
        """End the process: by itself where it waits for work, else by force."""
        if kindly and self.process.is_alive():
            try:
                self.connection.send(None)
                self.process.join(timeout=5)
            except OSError:
                pass
        self.connection.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join(timeout=5)


_SIGNALS = {number.value: number.name for number in signal.Signals}


class _interrupts_ignored:  # noqa: N801 - reads as what it does
    """While a process starts: it inherits that Ctrl-C is for the parent to handle."""

    def __enter__(self) -> None:
        self._handler = None
        if threading.current_thread() is threading.main_thread():
            self._handler = signal.signal(signal.SIGINT, signal.SIG_IGN)

    def __exit__(self, *_: object) -> None:
        if self._handler is not None:
            signal.signal(signal.SIGINT, self._handler)


class _Crew:
    """The processes, and the chunks that are with them or wait to be written."""

    def __init__(self, work: Work, jobs: int) -> None:
        self._work = work
        self._jobs = jobs
        self._workers: list[_Worker] = []
        self._open: deque[_Chunk] = deque()

    def run(self, chunks: Iterator[list[Item]]) -> Iterator[tuple[Item, Answer]]:
        kindly = False
        count = 0
        try:
            following = next(chunks, None)
            while following is not None or self._open:
                while following is not None and len(self._open) < self._jobs * _AHEAD:
                    worker = self._free()
                    if worker is None:
                        break
                    chunk = _Chunk(following, count)
                    count += len(following)
                    self._open.append(chunk)
                    worker.give(chunk)
                    following = next(chunks, None)
                yield from self._ready()
                busy = {w.connection: w for w in self._workers if w.chunks}
                for connection in wait(list(busy)) if busy else ():
                    busy[connection].receive()  # type: ignore[index]
            kindly = True
        finally:
            for worker in self._workers:
                worker.stop(kindly=kindly)

    def _free(self) -> _Worker | None:
        """Who has the fewest chunks, of all processes that may be; None if all have enough."""
        least = min(self._workers, key=lambda worker: len(worker.chunks), default=None)
        if (least is None or least.chunks) and len(self._workers) < self._jobs:
            least = _Worker(self._work)
            self._workers.append(least)
        return least if least is not None and len(least.chunks) < _GIVEN else None

    def _ready(self) -> Iterator[tuple[Item, Answer]]:
        """The answers that are next in order."""
        while self._open:
            chunk = self._open[0]
            while chunk.answers:
                answer = chunk.answers.popleft()
                yield chunk.items[chunk.answered - len(chunk.answers) - 1], answer
            if chunk.answered < len(chunk.items):
                return
            self._open.popleft()


def _serve(connection: Connection, work: Work) -> None:
    """What a worker process does, until it is told to end or its parent is gone."""
    from ftextract.fast.spacy_import import import_spacy

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    chunks: SimpleQueue[list[Item] | None] = SimpleQueue()
    # Read at once what is sent: neither side ever waits for the other to make room in the pipe.
    threading.Thread(target=_read, args=(connection, chunks), daemon=True).start()
    try:
        import_spacy()
        try:
            extractor = work.extractor()
        except FtextractError as error:
            chunks.get()  # the parent listens only once it has given a chunk
            connection.send((error, True))
            return
        while (items := chunks.get()) is not None:
            for answer in work.answers(extractor, items):
                connection.send((answer, False))
    except OSError:
        return


def _read(connection: Connection, chunks: SimpleQueue[list[Item] | None]) -> None:
    """Pass on what comes through a pipe; None at its end, and where nothing more can come."""
    try:
        while (items := connection.recv()) is not None:
            chunks.put(items)
    except (EOFError, OSError):
        pass
    finally:
        chunks.put(None)
