"""The gold corpus: its documents, its file formats, its scores."""

from ftextract.corpus.gold import Annotation, GoldBlock, GoldDocument, GoldProfile

__all__ = ["Annotation", "GoldBlock", "GoldDocument", "GoldProfile"]
