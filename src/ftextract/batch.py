"""Many files to one JSON Lines file; a file that fails becomes a record and stops nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from ftextract.errors import FtextractError
from ftextract.extractor import Extractor
from ftextract.output.jsonl import error_line, profile_line
from ftextract.reading import Source, expand, read_file, read_stream

_BATCH = 16


@dataclass
class Result:
    """How a run went: articles written, files that failed, seconds."""

    done: int = 0
    failed: int = 0
    seconds: float = 0.0

    def summary(self, output: Path) -> str:
        """One line for the end of a run."""
        where = "standard output" if str(output) == "-" else str(output)
        profiles = f"{self.done} profile{'s' * (self.done != 1)}"
        failed = f", {self.failed} failed (see the error records)" if self.failed else ""
        return f"{profiles} written to {where} in {self.seconds:.1f} s{failed}"


def inputs(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that paths and folders stand for; ``-`` stays as it is."""
    for path in paths:
        if str(path) == "-":
            yield path
        else:
            yield from expand([path])


def run(files: list[Path], out: TextIO, *, published: str | None, model: str) -> Result:
    """Write one line a file, in the order of the files, with a progress bar on a terminal.

    Raises ModelError if the model is missing.
    """
    began = time.perf_counter()
    extractor = Extractor(model)
    result = Result()
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("extracting", total=len(files))
        for begin in range(0, len(files), _BATCH):
            for name, item in _batch(extractor, files[begin : begin + _BATCH], published):
                if isinstance(item, str):
                    result.done += 1
                    out.write(f"{item}\n")
                else:
                    result.failed += 1
                    print(f"ftextract: {item}", file=sys.stderr)
                    out.write(f"{error_line(name, item)}\n")
                bar.advance(task)
    result.seconds = time.perf_counter() - began
    return result


def _batch(
    extractor: Extractor, files: list[Path], published: str | None
) -> Iterator[tuple[str, str | FtextractError]]:
    """Each file's name with its line, or with the error that kept it from being read."""
    read: list[tuple[str, Source | FtextractError]] = []
    for path in files:
        try:
            source = read_stream(sys.stdin.buffer) if str(path) == "-" else read_file(path)
            read.append((str(path), source))
        except FtextractError as error:
            read.append((str(path), error))
    good = [item for _, item in read if isinstance(item, Source)]
    profiles = extractor.pipe(good, published)
    for name, item in read:
        yield name, profile_line(next(profiles)) if isinstance(item, Source) else item
