"""Agreement of two annotation passes over the same texts, with the scorer of the benchmark.

    python benchmarks/agreement.py DIR1 DIR2 [--list LABEL | --companies]

The first folder counts as gold. F1 is the same in either direction, precision and recall change
places. ``--list`` prints every disagreement on a label with file and context, for who decides.
``--companies`` compares the leading companies of the profiles in the first folder with those that
a second reader listed in ``<slug>.companies.json``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ftextract.corpus import scoring, tei
from ftextract.corpus.gold import GoldCompany
from ftextract.corpus.profile_scores import PROFILE_ROWS
from ftextract.corpus.scheme import LABELS
from ftextract.corpus.scoring import ATTRIBUTE_ROWS, MEASURES
from ftextract.errors import CorpusError
from ftextract.evaluate import Evaluation, mistakes, result_of, shown

_KINDS = {
    "missed": "only in the first",
    "spurious": "only in the second",
    "label": "another label",
    "edges": "edges of the span",
    "kind": "type",
}
"""How kinds of mistake are called where neither side is right; the others keep their names."""


def compare(first: Path, second: Path) -> Evaluation:
    """The second pass scored against the first.

    Raises CorpusError if a file is missing on one side, or if the texts are not the same.
    """
    ours = {document.id: document for document in tei.read_folder(first)}
    theirs = {document.id: document for document in tei.read_folder(second)}
    if ours.keys() != theirs.keys():
        only = ", ".join(sorted(ours.keys() ^ theirs.keys()))
        raise CorpusError(f"{first} and {second} do not have the same files: {only}")
    for name, document in ours.items():
        if document.text != theirs[name].text:
            raise CorpusError(f"{name}: the texts differ; two passes annotate one text")
    return Evaluation([result_of(ours[name], theirs[name].annotations) for name in sorted(ours)])


def report(evaluation: Evaluation) -> str:
    """F1 per label and score, accuracies, and the kinds of disagreement by frequency."""
    table = evaluation.table
    lines = [f"{len(evaluation.results)} documents", "", f"{'F1':8}" + _cells(MEASURES)]
    for label in LABELS:
        found = [table.get((measure, label)) for measure in MEASURES]
        lines.append(f"{label:8}" + _cells(shown(c.f1) if c else "" for c in found))
    total = [shown(scoring.micro(table, measure).f1) for measure in MEASURES]
    lines += [f"{'micro':8}" + _cells(total), ""]
    for row in ((attribute, name) for attribute, names in ATTRIBUTE_ROWS.items() for name in names):
        counts = table[row]
        share = shown(counts.recall)
        lines.append(f"same {' '.join(row)}: {counts.right} of {counts.gold} ({share})")
    lines += ["", "disagreements"]
    kinds: Counter[tuple[str, str]] = Counter()
    for result in evaluation.results:
        for mistake in mistakes(result.document, result.predicted):
            sides = {a.label for a in (mistake.gold, mistake.predicted) if a is not None}
            kinds["/".join(sorted(sides)), mistake.kind] += 1
    for (name, kind), count in sorted(kinds.items(), key=lambda item: (-item[1], item[0])):
        lines.append(f"{count:>5}  {name:10} {_KINDS.get(kind, kind)}")
    return "\n".join(lines)


def companies(first: Path, second: Path) -> str:
    """F1 of a second reading of the leading companies: their names, and names with sectors.

    Raises CorpusError if a file of the second reading is missing or wrong.
    """
    counts = dict.fromkeys(_OF_COMPANIES, scoring.Counts())
    profiles = {d.id: d.profile for d in tei.read_folder(first) if d.profile is not None}
    for name, profile in profiles.items():
        path = second / f"{name}.companies.json"
        try:
            theirs = TypeAdapter(list[GoldCompany]).validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise CorpusError(f"{path}: {error}") from error
        other = profile.model_copy(update={"leading_companies": theirs})
        for row in PROFILE_ROWS:
            if row.name in counts:
                counts[row.name] += row.count(profile, other)
    return "\n".join(
        [f"{len(profiles)} documents", ""]
        + [
            f"{_OF_COMPANIES[row]:22} {count.right} of {count.gold} and {count.predicted}, "
            f"F1 {shown(count.f1)}"
            for row, count in counts.items()
        ]
    )


_OF_COMPANIES = {
    "companies": "companies",
    "sectors": "with sectors",
    "sectors, partial": "with sectors, partial",
}
"""The rows of a profile's scores that tell of its companies, and how they are called here."""


def _cells(values: Iterable[str]) -> str:
    return "".join(f"{value:>10}" for value in values)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 2 if the two folders cannot be compared."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", metavar="LABEL", choices=LABELS, dest="label")
    what.add_argument("--companies", action="store_true")
    options = parser.parse_args(arguments)
    try:
        if options.companies:
            print(companies(options.first, options.second))
            return 0
        evaluation = compare(options.first, options.second)
    except CorpusError as error:
        print(f"agreement: {error}", file=sys.stderr)
        return 2
    if options.label:
        for mistake in evaluation.mistakes(options.label):
            print(mistake)
    else:
        print(report(evaluation))
    return 0


if __name__ == "__main__":
    sys.exit(main())
