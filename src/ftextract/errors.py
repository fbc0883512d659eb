"""What can go wrong, as exceptions whose message says what to do."""


class FtextractError(Exception):
    """Base of every error that ftextract raises on purpose."""


class ModelError(FtextractError):
    """A spaCy model that is not installed, or not one that can be used."""


class ReadingError(FtextractError):
    """A file that cannot be turned into an article: unreadable, empty, binary, unknown layout."""


class LexiconError(FtextractError):
    """A word list (TOML) with a wrong key, an empty entry or the same word twice."""


class CorpusError(FtextractError):
    """A gold document that breaks the annotation scheme; the message names file and line."""


class ExtractionError(FtextractError):
    """An article on which extraction failed; the message holds the cause."""


class WorkerError(FtextractError):
    """A worker process that ended before its work was done; the message names the article."""


class ExtraError(FtextractError):
    """A package of an optional extra that is not installed; the message is the command to run."""
