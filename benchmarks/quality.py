"""How good the extraction is: scores per split and label, beside other tools on the same texts.

    python benchmarks/quality.py                      print everything
    python benchmarks/quality.py --check              exit 1 if a score is below its floor
    python benchmarks/quality.py --update             make today's scores the floors
    python benchmarks/quality.py --markdown           the tables of the README

The floors are in ``baseline.json``, with the digest of the corpus that they were measured on.
``--update`` refuses to lower a floor, unless ``--allow-regression`` says that this is meant.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from agreement import profile_counts
from baselines import BASELINES, Baseline
from ftextract import evaluate
from ftextract.corpus import scoring
from ftextract.corpus.profile_scores import PROFILE_ROWS
from ftextract.corpus.scoring import ATTRIBUTE_ROWS, MEASURES, Counts
from ftextract.errors import FtextractError
from ftextract.evaluate import Evaluation, result_of, shown
from ftextract.pipeline import DEFAULT_MODEL

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).with_name("baseline.json")
SPLITS = ("dev", "test", "control")
_TOLERANCE = 0.005  # another processor rounds otherwise, which may flip a mention or two

Scores = dict[str, float]
"""F1 (or accuracy) by "split measure label"."""


@dataclass
class Measured:
    """All that was measured on one split."""

    split: str
    ours: Evaluation
    seconds: float
    others: dict[str, Evaluation] = field(default_factory=dict)
    crashes: dict[str, list[str]] = field(default_factory=dict)


def measure(split: str, folder: Path, baselines: Sequence[Baseline], model: str) -> Measured:
    """Score our extractor and each baseline on the texts of a split."""
    began = time.perf_counter()
    ours = evaluate.evaluate_folder(folder, model)
    measured = Measured(split, ours, time.perf_counter() - began)
    documents = [result.document for result in ours.results]
    for baseline in baselines:
        results: list[evaluate.Result] = []
        crashes: list[str] = []
        for document in documents:
            try:
                predicted = baseline.predict(document)
            except Exception as error:  # what another tool raises is a finding, not our end
                predicted = []
                crashes.append(f"{document.id}: {type(error).__name__}: {error}")
            results.append(result_of(document, predicted))
        measured.others[baseline.name] = Evaluation(results)
        measured.crashes[baseline.name] = crashes
    return measured


def scores_of(measured: Measured) -> Scores:
    """The scores that have a floor: every defined F1 and accuracy of ours."""
    split, table = measured.split, measured.ours.table
    counts: dict[str, Counts] = {}
    for name, labels in {**MEASURES, **ATTRIBUTE_ROWS}.items():
        counts |= {f"{split} {name} {label}": table[name, label] for label in labels}
    for name in MEASURES:
        counts[f"{split} {name} micro"] = scoring.micro(table, name)
    profile = measured.ours.profile
    counts |= {
        f"{split} profile {row.name}": profile.get(row.name, Counts()) for row in PROFILE_ROWS
    }
    return {name: round(c.f1, 4) for name, c in counts.items() if c.f1 is not None}


# Reports


def report(measured: Measured, baselines: Sequence[Baseline]) -> str:
    """Our scores, then each baseline's on the labels that it gives."""
    lines = [f"== {measured.split} ({measured.seconds:.1f} s)", evaluate.as_text(measured.ours)]
    for baseline in baselines:
        table = measured.others[baseline.name].table
        crashed = measured.crashes[baseline.name]
        note = f", crashed on {len(crashed)} documents" if crashed else ""
        lines += ["", f"baseline {baseline.name}{note}", *(f"  {line}" for line in crashed[:3])]
        for name, labels in MEASURES.items():
            for label in (label for label in labels if label in baseline.labels):
                if name == "value" and not baseline.values:
                    continue
                counts = table[name, label]
                ratios = " ".join(map(shown, (counts.precision, counts.recall, counts.f1)))
                numbers = f"{counts.right:>5} {counts.gold:>5} {counts.predicted:>5}"
                lines.append(f"  {name:8} {label:5} {numbers}  {ratios}")
    return "\n".join(lines)


def markdown(runs: Sequence[Measured], baselines: Sequence[Baseline]) -> str:
    """F1 by split, score and label, with the best other tool beside ours."""
    lines = [
        "| split | score | label | gold | precision | recall | F1 | 95 % interval | best other |",
        "|---|---|---|--:|--:|--:|--:|---|---|",
    ]
    for measured in runs:
        table = measured.ours.table
        for name, labels in MEASURES.items():
            for label in labels:
                counts = table[name, label]
                if not counts.gold:
                    continue
                bounds = measured.ours.interval(name, label)
                between = f"{bounds[0]:.2f}–{bounds[1]:.2f}" if bounds else "–"
                ratios = " | ".join(
                    "–" if r is None else f"{r:.2f}"
                    for r in (counts.precision, counts.recall, counts.f1)
                )
                other = _best(measured, baselines, name, label)
                cells = [measured.split, name, label, str(counts.gold), ratios, between, other]
                lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def profile_markdown(measured: Measured) -> str:
    """The rows of the profile, beside the F1 of two readers where the split was read twice."""
    first, second = (ROOT / "corpus" / "passes" / which / measured.split for which in _READINGS)
    readers = profile_counts(first, second) if second.is_dir() else {}
    lines = [
        f"| profile, {measured.split} | gold | precision | recall | F1 | two readers |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for row in PROFILE_ROWS:
        counts = measured.ours.profile.get(row.name, Counts())
        both = readers.get(row.name, Counts())
        ratios = (counts.precision, counts.recall, counts.f1, both.f1)
        cells = " | ".join("–" if ratio is None else f"{ratio:.2f}" for ratio in ratios)
        lines.append(f"| {row.name} | {counts.gold} | {cells} |")
    return "\n".join(lines)


_READINGS = ("first", "second")


def _best(measured: Measured, baselines: Sequence[Baseline], name: str, label: str) -> str:
    found = []
    for baseline in baselines:
        f1 = measured.others[baseline.name].table[name, label].f1
        if label in baseline.labels and (name != "value" or baseline.values) and f1 is not None:
            found.append((f1, baseline.name))
    return "{:.2f} ({})".format(*max(found)) if found else "–"


def changes(now: Mapping[str, float], before: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """Gains and losses against the floors, as lines; a score that is gone is a loss."""
    gains, losses = [], []
    for name in sorted({*now, *before}):
        new, old = now.get(name), before.get(name)
        line = f"{name}: {shown(old)} → {shown(new)}"
        if old is not None and (new is None or new < old - _TOLERANCE):
            losses.append(line)
        elif new is not None and (old is None or new > old + _TOLERANCE):
            gains.append(line)
    return gains, losses


# What was measured


def commit() -> str:
    """The commit that is measured, and whether there are changes on top of it."""

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False
        )
        return done.stdout.strip() if done.returncode == 0 else ""

    changed = " (dirty)" if git("status", "--porcelain") else ""
    return f"{git('rev-parse', '--short=12', 'HEAD') or 'no commit'}{changed}"


def digest(folders: Sequence[Path]) -> str:
    """SHA-256 over the names and bytes of all files of the corpus folders, in order."""
    seen = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.iterdir() if p.suffix in (".xml", ".json")):
            data = path.read_bytes()
            seen.update(f"{folder.name}/{path.name}\0{len(data)}\0".encode())
            seen.update(data)
    return seen.hexdigest()


def corpus_folders(splits: Sequence[str], corpus: Path) -> dict[str, Path]:
    """The folders of the splits that have documents; the others are named on stderr."""
    folders = {split: corpus / split for split in splits}
    for split, folder in folders.items():
        if not any(folder.glob("*.xml")):
            print(f"no documents in {split}", file=sys.stderr)
    return {split: folder for split, folder in folders.items() if any(folder.glob("*.xml"))}


def update(now: Scores, digests: Mapping[str, str], before: Mapping[str, float]) -> None:
    """Write the floors; those of splits that were not measured stay."""
    measured = {name.split()[0] for name in now}
    kept = {name: floor for name, floor in before.items() if name.split()[0] not in measured}
    stored = json.loads(FLOORS.read_text(encoding="utf-8"))["corpus"] if FLOORS.exists() else {}
    data = {"corpus": {**stored, **digests}, "f1": dict(sorted({**kept, **now}.items()))}
    FLOORS.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--split", action="append", choices=SPLITS, help="only this one")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--no-baselines", action="store_true", help="only our own scores")
    parser.add_argument("--check", action="store_true", help="exit 1 below a floor")
    parser.add_argument("--update", action="store_true", help="write the floors")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower one")
    parser.add_argument("--markdown", action="store_true", help="print the README's tables only")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and check or update the floors; 1 if a floor is not held."""
    options = parse_arguments(arguments)
    folders = corpus_folders(options.split or SPLITS, options.corpus)
    digests = {split: digest([folder]) for split, folder in folders.items()}
    baselines: list[Baseline] = []
    for name, build in {} if options.no_baselines else BASELINES.items():
        try:
            baselines.append(build())
        except ImportError as error:
            print(f"{name}: not installed ({error.name})", file=sys.stderr)
    try:
        runs = [measure(s, folder, baselines, options.model) for s, folder in folders.items()]
    except FtextractError as error:
        print(f"quality: {error}", file=sys.stderr)
        return 2
    now: Scores = {}
    for measured in runs:
        now |= scores_of(measured)
    if options.markdown:
        print(markdown(runs, baselines))
        for measured in runs:
            print("", profile_markdown(measured), sep="\n")
        return 0
    print(f"commit {commit()}")
    for split, seen in digests.items():
        print(f"corpus {split} {seen}")
    for measured in runs:
        print("", report(measured, baselines), sep="\n")
    return compare(now, digests, options)


def compare(now: Scores, digests: Mapping[str, str], options: argparse.Namespace) -> int:
    """Print gains and losses against the floors, then check or update them."""
    stored = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    floors: dict[str, float] = stored.get("f1", {})
    before = {name: floor for name, floor in floors.items() if name.split()[0] in digests}
    for split, seen in digests.items():
        if stored.get("corpus", {}).get(split, seen) != seen:
            print(f"\nthe corpus of {split} is another one than the floors were measured on")
    gains, losses = changes(now, before)
    for title, lines in (("gains", gains), ("losses", losses)):
        print(f"\n{len(lines)} {title}")
        print("\n".join(f"  {line}" for line in lines))
    if options.update:
        if losses and not options.allow_regression:
            print("\nno floor is lowered without --allow-regression", file=sys.stderr)
            return 1
        update(now, digests, floors)
    return 1 if options.check and losses else 0


if __name__ == "__main__":
    sys.exit(main())
