"""One JSON object a line: a profile, or the record of a file that could not be read."""

from __future__ import annotations

import json

from ftextract.models import CandidacyProfile


def profile_line(profile: CandidacyProfile) -> str:
    """A profile as one line of JSON, in camelCase, fields in the order of the schema."""
    return profile.model_dump_json()


def error_line(source: str, error: Exception) -> str:
    """The record of an input that failed: its name, the error's class and its message."""
    record = {"source": source, "error": {"type": type(error).__name__, "message": str(error)}}
    return json.dumps(record, ensure_ascii=False)
