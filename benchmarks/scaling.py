"""How much processor time articles take in one process and on Ray, and how many a core-hour does.

    uv run --extra ray benchmarks/scaling.py

The texts are the articles of ``corpus/train`` and ``corpus/dev``, each read once. Ray runs on this
machine, with two CPUs; of its processes the times are read from ``/proc`` (Linux), while the
dataset is being made.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ftextract import Extractor
from speed import corpus_texts

TICKS = os.sysconf("SC_CLK_TCK")
ACTOR = "ray::MapWorker"


def main() -> None:
    """Measure and print."""
    texts = corpus_texts()
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(texts)} articles, {words:.0f} words on average\n")
    extractor = Extractor()
    extractor.extract(texts[0])
    began = time.process_time()
    for profile in extractor.pipe(texts):
        profile.model_dump_json()
    report("`Extractor.pipe` to JSON, model loaded", time.process_time() - began, len(texts))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.parquet"
        write(texts, path)
        began = time.process_time()
        with watched() as taken:
            count = read(path)
        driver = time.process_time() - began
    actor = sum(seconds for name, seconds in taken.values() if name.startswith(ACTOR))
    every = sum(seconds for _, seconds in taken.values()) + driver
    report("`extract_dataset`, the actor, with its start and the model's loading", actor, count)
    report("`extract_dataset`, all of Ray's processes, with their start", every, count)


def report(what: str, seconds: float, count: int) -> None:
    """Print a row of the table in docs/scaling.md."""
    print(f"| {what} | {seconds:.1f} s | {count / seconds * 3600:,.0f} |")


def write(texts: list[str], path: Path) -> None:
    """A Parquet file of articles."""
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({"id": [*map(str, range(len(texts)))], "body": texts}), path)


def read(path: Path) -> int:
    """Make the profiles of a file on Ray; how many there are."""
    import ray

    from ftextract.distributed import extract_dataset

    os.environ["RAY_ENABLE_UV_RUN_RUNTIME_ENV"] = "0"
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    articles = ray.data.read_parquet(str(path))
    profiles = extract_dataset(articles, text_column="body", id_column="id")
    return sum(len(batch["id"]) for batch in profiles.iter_batches(batch_size=256))


@contextmanager
def watched() -> Iterator[dict[str, tuple[str, float]]]:
    """Names and processor times of the processes of Ray that run meanwhile, by their number."""
    taken: dict[str, tuple[str, float]] = {}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            for folder in Path("/proc").glob("[0-9]*"):
                if int(folder.name) != os.getpid() and (found := process(folder)):
                    taken[folder.name] = found

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield taken
    finally:
        over.set()
        thread.join()


def process(folder: Path) -> tuple[str, float] | None:
    """The command and the processor time of a process, if it is one of Ray's."""
    try:
        command = (folder / "cmdline").read_text().replace("\0", " ")
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has ended
        return None
    return (command, (int(fields[11]) + int(fields[12])) / TICKS) if "ray" in command else None


if __name__ == "__main__":
    main()
