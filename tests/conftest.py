"""Fixtures that load the model once for the whole run."""

from __future__ import annotations

from pathlib import Path

import pytest

from ftextract import CandidacyProfile
from ftextract.extractor import Extractor

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def examples() -> Path:
    return EXAMPLES


def passages(profile: CandidacyProfile) -> list[tuple[int, int, str]]:
    """Every start, end and text anywhere in a profile."""
    found: list[tuple[int, int, str]] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if {"start", "end", "text"} <= value.keys():
                found.append((value["start"], value["end"], value["text"]))
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(profile.model_dump(mode="python"))
    return found


def assert_grounded(profile: CandidacyProfile) -> None:
    """The invariant: a mention's offsets point at its text."""
    text = profile.document.text
    for start, end, said in passages(profile):
        assert text[start:end] == said
    for block in profile.document.blocks:
        assert text[block.start : block.end].strip() == text[block.start : block.end]
