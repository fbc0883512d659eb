"""The line of JSON that stands for an input that could not be read."""

from __future__ import annotations

import json


def error_line(source: str, error: Exception) -> str:
    """The record of an input that failed: its name, the error's class and its message."""
    record = {"source": source, "error": {"type": type(error).__name__, "message": str(error)}}
    return json.dumps(record, ensure_ascii=False)
