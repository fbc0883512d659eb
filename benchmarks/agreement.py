"""Agreement of two annotation passes over the same texts, with the scorer of the benchmark.

    python benchmarks/agreement.py DIR1 DIR2 [--list LABEL | --profiles]

The first folder counts as gold. F1 is the same in either direction, precision and recall change
places. ``--list`` prints every disagreement on a label with file and context, for who decides.
``--profiles`` compares the profiles, ``<slug>.profile.json``, of the two folders.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from ftextract.corpus import scoring, tei
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


def profile_counts(first: Path, second: Path) -> dict[str, scoring.Counts]:
    """The counts of two readings' profiles, by the name of the row.

    Raises CorpusError if there are none in the first folder, or one is missing in the second or
    wrong.
    """
    counts = {row.name: scoring.Counts() for row in PROFILE_ROWS}
    paths = sorted(first.glob("*.profile.json"))
    if not paths:
        raise CorpusError(f"{first}: no profiles (*.profile.json) in it")
    for path in paths:
        one, other = tei.read_profile(path), tei.read_profile(second / path.name)
        for row in PROFILE_ROWS:
            counts[row.name] += row.agreement(one, other)
    return counts


def profiles(first: Path, second: Path) -> str:
    """F1 of the profiles of a second reading, row by row.

    Raises CorpusError as ``profile_counts`` does.
    """
    counts = profile_counts(first, second)
    documents = len(list(first.glob("*.profile.json")))
    return "\n".join(
        [f"{documents} documents", "", f"{'':22}{'both':>6}{'first':>7}{'second':>7}{'F1':>7}"]
        + [
            f"{row:22}{count.right:>6}{count.gold:>7}{count.predicted:>7}{shown(count.f1):>7}"
            for row, count in counts.items()
        ]
    )


def _cells(values: Iterable[str]) -> str:
    return "".join(f"{value:>10}" for value in values)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 2 if the two folders cannot be compared."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", metavar="LABEL", choices=LABELS, dest="label")
    what.add_argument("--profiles", action="store_true")
    options = parser.parse_args(arguments)
    try:
        if options.profiles:
            print(profiles(options.first, options.second))
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
