"""Runs an extractor over gold documents; collects scores and the mistakes behind them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ftextract.corpus import scoring, tei
from ftextract.corpus.gold import Annotation, GoldDocument
from ftextract.corpus.profile_scores import PROFILE_ROWS, annotations_of, score_profile
from ftextract.corpus.scheme import LABELS
from ftextract.corpus.scoring import ATTRIBUTE_ROWS, MEASURES, Counts, Row
from ftextract.models import CandidacyProfile

Extract = Callable[[GoldDocument], CandidacyProfile]
_CONTEXT = 40  # characters shown on each side of a mistake


@dataclass(frozen=True)
class Result:
    """One document with what was predicted for it, and its counts."""

    document: GoldDocument
    predicted: Sequence[Annotation]
    table: scoring.Table
    profile: dict[str, Counts] = field(default_factory=dict)


@dataclass(frozen=True)
class Mistake:
    """A place where two annotations of a text differ: what kind of difference, and both sides.

    Kinds: ``missed`` (gold only), ``spurious`` (predicted only), ``label``, ``edges``, and the
    attribute's name where only that differs (``type``, ``value``, ``commodity``, …).
    """

    document: GoldDocument
    kind: str
    gold: Annotation | None
    predicted: Annotation | None

    def __str__(self) -> str:
        sides = [a for a in (self.gold, self.predicted) if a is not None]
        text = self.document.text
        start, end = min(a.start for a in sides), max(a.end for a in sides)
        line = text.count("\n", 0, start) + 1
        before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
        context = f"…{before}[{text[start:end]}]{after}…".replace("\n", " / ")
        gold, predicted = (_describe(a, text) for a in (self.gold, self.predicted))
        return f"{self.document.id} block {line} {self.kind}: {gold} ≠ {predicted}\n    {context}"

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        text = self.document.text
        sides: dict[str, Any] = {}
        for name, side in (("gold", self.gold), ("predicted", self.predicted)):
            sides[name] = side and {**asdict(side), "text": text[side.start : side.end]}
        return {"document": self.document.id, "kind": self.kind, **sides}


@dataclass(frozen=True)
class Evaluation:
    """The results of all documents."""

    results: Sequence[Result]

    @property
    def table(self) -> dict[Row, Counts]:
        """The mention counts over all documents."""
        return scoring.total(result.table for result in self.results)

    @property
    def profile(self) -> dict[str, Counts]:
        """The profile counts over the documents that have a gold profile."""
        added: dict[str, Counts] = defaultdict(Counts)
        for result in self.results:
            for name, counts in result.profile.items():
                added[name] += counts
        return dict(added)

    def interval(self, measure: str, label: str | None = None) -> tuple[float, float] | None:
        """The 95 % bootstrap interval of an F1; over all labels (micro) if none is given."""
        labels = MEASURES[measure] if label is None else (label,)
        tables = [result.table for result in self.results]
        return scoring.interval(tables, [(measure, one) for one in labels])

    def mistakes(self, label: str) -> Iterator[Mistake]:
        """Every place where gold and prediction differ for a label, in the order of the text.

        Raises ValueError for a label that the scheme does not have.
        """
        if label not in LABELS:
            raise ValueError(f"unknown label {label!r}; there are {', '.join(LABELS)}")
        for result in self.results:
            for mistake in mistakes(result.document, result.predicted):
                sides = (mistake.gold, mistake.predicted)
                if any(side is not None and side.label == label for side in sides):
                    yield mistake


def evaluate_folder(folder: Path, model: str) -> Evaluation:
    """Score our extractor, with a model, over the gold documents of a folder.

    Raises CorpusError for a folder without any, or one that breaks the annotation scheme, and
    ModelError for a missing model.
    """
    from ftextract.extractor import Extractor
    from ftextract.layout import read_layout

    documents = tei.read_folder(folder)  # before the model is loaded: a wrong file is told at once
    extractor = Extractor(model)

    def extract(document: GoldDocument) -> CandidacyProfile:
        profile = extractor.extract(document.text, document.published)
        # the header's date is given; what is scored is the date that the article itself tells
        told = {"published": read_layout(document.text).published}
        return profile.model_copy(update={"document": profile.document.model_copy(update=told)})

    return evaluate(documents, extract)


def evaluate(documents: Iterable[GoldDocument], extract: Extract) -> Evaluation:
    """Score an extractor, document by document."""
    results = []
    for document in documents:
        profile = extract(document)
        scores = score_profile(document.profile, profile) if document.profile else {}
        results.append(result_of(document, annotations_of(profile), scores))
    return Evaluation(results)


def result_of(
    document: GoldDocument,
    predicted: Sequence[Annotation],
    profile: dict[str, Counts] | None = None,
) -> Result:
    """The counts of some annotations of a document against its own."""
    table = scoring.score(document.annotations, predicted, document.text)
    return Result(document, predicted, table, profile or {})


# Mistakes


def mistakes(document: GoldDocument, predicted: Sequence[Annotation]) -> list[Mistake]:
    """Where predicted annotations differ from a document's own, each once, in order.

    Pairs of one label come first; what is left over is paired across labels by overlap.
    """
    found: list[Mistake] = []
    left: list[Annotation] = []
    right: list[Annotation] = []
    for label in LABELS:
        golds = [a for a in document.annotations if a.label == label]
        predictions = [a for a in predicted if a.label == label]
        pairs = scoring.pair(golds, predictions)
        found += (
            Mistake(document, kind, gold, other)
            for gold, other in pairs
            for kind in _differences(gold, other)
        )
        left += _without(golds, [gold for gold, _ in pairs])
        right += _without(predictions, [other for _, other in pairs])
    across = scoring.pair(left, right)
    found += (Mistake(document, "label", gold, other) for gold, other in across)
    lost = _without(left, [gold for gold, _ in across])
    extra = _without(right, [other for _, other in across])
    found += (Mistake(document, "missed", gold, None) for gold in lost)
    found += (Mistake(document, "spurious", None, other) for other in extra)
    return sorted(found, key=_position)


def _position(mistake: Mistake) -> tuple[int, str]:
    sides = (mistake.gold, mistake.predicted)
    return min(side.start for side in sides if side is not None), mistake.kind


def _differences(gold: Annotation, predicted: Annotation) -> Iterator[str]:
    if (gold.start, gold.end) != (predicted.start, predicted.end):
        yield "edges"
    if gold.label in scoring.VALUE_LABELS and not scoring.same_value(gold, predicted):
        yield "value"
    for attribute, labels in ATTRIBUTE_ROWS.items():
        if gold.label in labels and not scoring.same_attribute(attribute, gold, predicted):
            yield attribute


def _without(annotations: Sequence[Annotation], used: Sequence[Annotation]) -> list[Annotation]:
    taken = Counter(id(annotation) for annotation in used)
    return [a for a in annotations if id(a) not in taken]


def _describe(annotation: Annotation | None, text: str) -> str:
    if annotation is None:
        return "nothing"
    values = " ".join(f"{k}={v}" for k, v in annotation.attributes.items())
    return f"{annotation.label} «{text[annotation.start : annotation.end]}» {values}".rstrip()


# Reports


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Everything that was counted, with ratios and intervals, as plain data."""
    table = evaluation.table
    mentions: dict[str, Any] = {}
    for measure, labels in MEASURES.items():
        rows: dict[str, Any] = {label: _ratios(table.get((measure, label))) for label in labels}
        for label in labels:
            rows[label]["interval"] = evaluation.interval(measure, label)
        rows["micro"] = _ratios(scoring.micro(table, measure))
        rows["micro"]["interval"] = evaluation.interval(measure)
        rows["macro"] = {"f1": scoring.macro(table, measure)}
        mentions[measure] = rows
    accuracy = {
        f"{attribute} {label}": _accuracy(table.get((attribute, label)))
        for attribute, labels in ATTRIBUTE_ROWS.items()
        for label in labels
    }
    profile = evaluation.profile
    return {
        "documents": len(evaluation.results),
        "mentions": mentions,
        "accuracy": accuracy,
        "profile": {row.name: _ratios(profile.get(row.name)) for row in PROFILE_ROWS}
        if profile
        else None,
    }


def _ratios(counts: Counts | None) -> dict[str, Any]:
    counts = counts or Counts()
    return {
        "right": counts.right,
        "gold": counts.gold,
        "predicted": counts.predicted,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
    }


def _accuracy(counts: Counts | None) -> dict[str, Any]:
    counts = counts or Counts()
    return {"right": counts.right, "found": counts.gold, "accuracy": counts.recall}


def as_text(evaluation: Evaluation) -> str:
    """The scores as a table for a terminal; ``–`` is undefined."""
    table = evaluation.table
    count = len(evaluation.results)
    lines = [f"{count} document{'s' * (count != 1)}", "", _HEAD]
    for measure, labels in MEASURES.items():
        for label in labels:
            bounds = evaluation.interval(measure, label)
            lines.append(_line(measure, label, table[measure, label], bounds))
        bounds = evaluation.interval(measure)
        lines.append(_line(measure, "micro", scoring.micro(table, measure), bounds))
        mean = shown(scoring.macro(table, measure))
        lines += [f"{measure:12} {'macro':6} {'':28} {mean:>6}", ""]
    lines.append("accuracy on found mentions")
    for attribute, labels in ATTRIBUTE_ROWS.items():
        for label in labels:
            counts = table[attribute, label]
            share = shown(counts.recall)
            lines.append(f"{attribute:12} {label:6} {counts.right:>6} of {counts.gold:<6} {share}")
    if profile := evaluation.profile:
        lines += ["", "profile"]
        lines += [_line(row.name, "", profile[row.name], None) for row in PROFILE_ROWS]
    return "\n".join(lines)


def shown(ratio: float | None) -> str:
    """A ratio with three decimals, or a dash if it is undefined."""
    return "–" if ratio is None else f"{ratio:.3f}"


_HEAD = (
    f"{'score':12} {'label':6} {'right':>6} {'gold':>6} {'pred.':>6} "
    f"{'prec.':>6} {'recall':>6} {'F1':>6}   95 % interval of F1"
)


def _line(name: str, label: str, counts: Counts, bounds: tuple[float, float] | None) -> str:
    ratios = " ".join(f"{shown(r):>6}" for r in (counts.precision, counts.recall, counts.f1))
    numbers = f"{counts.right:>6} {counts.gold:>6} {counts.predicted:>6}"
    between = f"   {bounds[0]:.3f}–{bounds[1]:.3f}" if bounds else ""
    return f"{name:12} {label:6} {numbers} {ratios}{between}"
