"""The command line: ``ftextract extract | show | evaluate | convert | schema``."""

from __future__ import annotations

import datetime as dt
import gc
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ftextract import __version__
from ftextract.errors import FtextractError, ReadingError

if TYPE_CHECKING:
    from ftextract.reading.text import Source
    from ftextract.resume import PartialFile

app = typer.Typer(
    name="ftextract",
    help="Candidacy profiles from French press articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # help without rich, which takes longer to import than all the rest
    context_settings={"help_option_names": ["-h", "--help"]},
)

Model = Annotated[str, typer.Option(help="Model: ftextract, a spaCy pipeline by name, or a path.")]
Published = Annotated[
    str | None,
    typer.Option(help="Publication date (2014-11-12) of articles that do not give their own."),
]

Names = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Corrections of names: a names.toml with deny, retype, aliases."
    ),
]


def main() -> None:
    """Run the command line; an expected error is one message on stderr and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")  # whatever the locale: pages, pipes and logs
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except FtextractError as error:
        typer.echo(f"ftextract: {error}", err=True)
        sys.exit(2)
    finally:
        gc.freeze()  # what is left ends with the process: to look for cycles in it takes 0.1 s


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ftextract {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Candidacy profiles from French press articles."""


@app.command()
def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Texts, pages, folders or patterns of them; .zip, .jsonl, .parquet; - for stdin."
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="JSON Lines file to write; - for stdout.")
    ] = Path("-"),
    published: Published = None,
    model: Model = "ftextract",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes to use.")] = 1,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with an interrupted run: keep its records.")
    ] = False,
    text_column: Annotated[
        str, typer.Option(metavar="NAME", help="Column of the text in .jsonl and .parquet.")
    ] = "text",
    names: Names = None,
    engine: Annotated[
        str, typer.Option(metavar="NAME", help="local, or ray: a cluster, --jobs actors or all.")
    ] = "local",
    address: Annotated[
        str | None,
        typer.Option(help="Ray cluster: auto, host:6379, ray://host:10001; else started here."),
    ] = None,
) -> None:
    """Extract the profile of every article into a JSON Lines file, one a line.

    An article that cannot be read is reported on stderr and becomes an error record; the others
    go on, and the exit status is 1. A run that is interrupted leaves OUTPUT.partial, which the
    same command with --resume goes on with.
    """
    from functools import partial
    from itertools import chain

    from ftextract import batch, workers
    from ftextract.fast.spacy_import import import_spacy
    from ftextract.reading import records as reading
    from ftextract.resume import PartialFile

    date = _date(published)
    to_stdout = str(output) == "-"
    if engine not in ("local", "ray"):
        raise typer.BadParameter("local or ray", param_hint="--engine")
    if resume and engine == "ray":
        raise typer.BadParameter("goes on with --engine local only", param_hint="--resume")
    if resume and to_stdout:
        raise typer.BadParameter("needs a file to go on with: give --output", param_hint="--resume")
    if names:
        from ftextract.corrections import read_corrections

        read_corrections(names)  # a wrong file is told before anything is done
    records = reading.records(paths, text_column)
    first = next(records, None)
    if first is None:
        raise ReadingError(
            f"no .txt or .html file in {', '.join(map(str, paths))}; name files or another folder"
        )
    records = chain([first], records)
    work = workers.Work(model, date, str(names) if names else None)
    run: batch.Run
    if engine == "ray":
        from ftextract import distributed

        run = partial(distributed.run, address=address, jobs=jobs if jobs > 1 else None)
    else:
        if jobs == 1:
            import_spacy()
        run = partial(workers.run, jobs=jobs)
    extract_to = partial(batch.extract_records, records, run=run, total=reading.count(paths))
    if to_stdout:
        result = extract_to(batch.Stream(sys.stdout.buffer), work)
    else:
        with _interruptible(PartialFile(output, resume=resume)) as file:
            result = extract_to(file, work)
            file.finish()
    typer.echo(result.summary(output), err=True)
    if result.failed:
        raise typer.Exit(1)


@contextmanager
def _interruptible(file: PartialFile) -> Iterator[PartialFile]:
    """Say how to go on where a run ends before its time; exit with status 130 on Ctrl-C."""
    try:
        yield file
    except BaseException as error:
        if file.leave():
            typer.echo(
                f"ftextract: {file.written} records are in {file.path}; "
                "the same command with --resume goes on from there",
                err=True,
            )
        if isinstance(error, KeyboardInterrupt):
            typer.echo("ftextract: interrupted", err=True)
            raise typer.Exit(130) from None
        raise


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="A text or HTML file; - for stdin.")],
    published: Published = None,
    model: Model = "ftextract",
    names: Names = None,
) -> None:
    """Show one article's profile as a person wants to read it."""
    gc.set_threshold(200_000)  # what is imported and compiled stays: cycles in it do no harm

    from ftextract.extractor import Extractor
    from ftextract.fast.spacy_import import import_spacy
    from ftextract.output.report import print_profile

    date = _date(published)
    source = read_input(file)
    import_spacy()
    print_profile(Extractor(model, names).extract(source, date))


@app.command()
def evaluate(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder of gold documents (TEI).")
    ],
    errors: Annotated[
        str | None, typer.Option(metavar="LABEL", help="List every mistake for one label instead.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    model: Model = "ftextract",
) -> None:
    """Score the extractor on annotated articles: precision, recall and F1 per label."""
    from ftextract import evaluate as scores
    from ftextract.corpus.scheme import LABELS

    if errors is not None and errors not in LABELS:
        raise typer.BadParameter(f"one of {', '.join(LABELS)}", param_hint="--errors")
    evaluation = scores.evaluate_folder(folder, model)
    if errors is not None:
        for mistake in evaluation.mistakes(errors):
            typer.echo(json.dumps(mistake.as_dict(), ensure_ascii=False) if as_json else mistake)
    elif as_json:
        typer.echo(json.dumps(scores.as_json(evaluation), ensure_ascii=False, indent=2))
    else:
        typer.echo(scores.as_text(evaluation))


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(help="An annotated file, or a folder of them.")],
    target: Annotated[Path, typer.Argument(help="A folder for tei and brat, else a file.")],
    to: Annotated[
        str,
        typer.Option(
            metavar="FORMAT",
            help="tei, brat, doccano, prodigy, label-studio, conll or spacy.",
        ),
    ],
) -> None:
    """Convert annotated articles between TEI and the formats of annotation tools.

    The source's format is told by its suffix: .xml, .ann, .jsonl, .json, .conll, .spacy.
    """
    from ftextract.corpus import formats

    count = formats.convert(source, target, to)
    typer.echo(f"{count} document{'s' * (count != 1)} written to {target}", err=True)


@app.command()
def train(
    folders: Annotated[
        list[Path], typer.Argument(metavar="DIR...", help="Folders of annotated articles (TEI).")
    ],
    dev: Annotated[
        list[Path],
        typer.Option("--dev", metavar="DIR", help="Held-out articles; may be given repeatedly."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for the weights; then --model FOLDER.")
    ] = Path("model"),
    passes: Annotated[int, typer.Option(min=1, help="Passes over the data at most.")] = 16,
    seed: Annotated[int, typer.Option(help="Seed of all that is drawn by chance.")] = 0,
) -> None:
    """Fine-tune the model on annotated articles.

    The pass that scores best on the held-out articles is kept; training ends when six passes
    have brought nothing better.
    """
    from ftextract.corpus import tei, training

    documents = [document for folder in folders for document in tei.read_folder(folder)]
    held_out = {folder.name: tei.read_folder(folder) for folder in dev}

    def show(line: str) -> None:
        typer.echo(line, err=True)

    report = training.train(documents, held_out, output, passes=passes, seed=seed, progress=show)
    typer.echo(f"weights of pass {report.best} written to {output}", err=True)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a profile."""
    from ftextract.models import CandidacyProfile

    typer.echo(json.dumps(CandidacyProfile.model_json_schema(), ensure_ascii=False, indent=2))


def read_input(path: Path) -> Source:
    """Read a file, or standard input for ``-``."""
    from ftextract.reading.text import read_file, read_stream

    return read_stream(sys.stdin.buffer) if str(path) == "-" else read_file(path)


def _date(published: str | None) -> dt.date | None:
    """The date given; nothing is imported where there is none."""
    if published is None:
        return None
    from ftextract.extractor import parse_published

    try:
        return parse_published(published)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from error
