"""The command line: ``ftextract extract | show | evaluate | convert | schema``."""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from ftextract import __version__
from ftextract.errors import FtextractError, ReadingError

if TYPE_CHECKING:
    from ftextract.reading.text import Source

app = typer.Typer(
    name="ftextract",
    help="Candidacy profiles from French press articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Model = Annotated[str, typer.Option(help="Model: ftextract, a spaCy pipeline by name, or a path.")]
Published = Annotated[
    str | None,
    typer.Option(help="Publication date (2014-11-12) of articles that do not give their own."),
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
        list[Path], typer.Argument(help="Text and HTML files, folders of them, - for stdin.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="JSON Lines file to write; - for stdout.")
    ] = Path("-"),
    published: Published = None,
    model: Model = "ftextract",
) -> None:
    """Extract the profile of every article into a JSON Lines file, one a line.

    A file that cannot be read is reported on stderr and becomes an error record; the others go
    on, and the exit status is 1.
    """
    from ftextract import batch

    _check_date(published)
    files = list(batch.inputs(paths))
    if not files:
        raise ReadingError(
            f"no .txt or .html file in {', '.join(map(str, paths))}; name files or another folder"
        )
    with _writer(output) as out:
        result = batch.run(files, out, published=published, model=model)
    typer.echo(result.summary(output), err=True)
    if result.failed:
        raise typer.Exit(1)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="A text or HTML file; - for stdin.")],
    published: Published = None,
    model: Model = "ftextract",
) -> None:
    """Show one article's profile as a person wants to read it."""
    from ftextract.extractor import Extractor
    from ftextract.output.report import print_profile

    _check_date(published)
    source = read_input(file)
    print_profile(Extractor(model).extract(source, published))


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
    passes: Annotated[int, typer.Option(min=1, help="Passes over the data at most.")] = 30,
    seed: Annotated[int, typer.Option(help="Seed of all that is drawn by chance.")] = 0,
) -> None:
    """Fine-tune the model on annotated articles.

    The pass that scores best on the held-out articles is kept; training ends when four passes
    have brought nothing better.
    """
    from ftextract.corpus import tei, training

    documents = [document for folder in folders for document in tei.read_folder(folder)]
    held_out = {folder.name: tei.read_folder(folder) for folder in dev}

    def show(done: training.Pass) -> None:
        scores = "  ".join(f"{name} {score:.3f}" for name, score in done.scores.items())
        typer.echo(f"pass {done.number:2}  mean {done.mean:.4f}  {scores}", err=True)

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


def _check_date(published: str | None) -> None:
    from ftextract.extractor import parse_published

    try:
        parse_published(published)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from error


@contextmanager
def _writer(output: Path) -> Iterator[TextIO]:
    """A text stream that becomes the output file only when everything was written."""
    if str(output) == "-":
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        yield sys.stdout
        return
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    except OSError as error:
        raise ReadingError(f"{output}: cannot be written: {error.strerror}") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        temporary.chmod(0o644)
        temporary.replace(output)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    main()
