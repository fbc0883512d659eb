"""Files to texts: encodings, HTML pages, folders."""

from ftextract.reading.folder import expand
from ftextract.reading.text import Source, decode, read_file, read_stream

__all__ = ["Source", "decode", "expand", "read_file", "read_stream"]
