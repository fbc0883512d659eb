"""Imports spaCy without its command line, which takes a third of the time that importing it takes.

``import spacy`` loads every command of ``python -m spacy`` for the sake of one function,
``spacy.info``. Where a process is this package's own, it can do without until somebody asks.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def import_spacy() -> None:
    """Import spaCy; ``spacy.cli`` and ``spacy.info`` work, and are imported when they are used.

    For the command line and worker processes: in a program of somebody else's, ``import spacy``
    is left as it is.
    """
    if "spacy" in sys.modules:
        return
    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []
    module.info = _info  # type: ignore[attr-defined]
    stand_ins = {each.__name__: each for each in (package, module)}
    sys.modules.update(stand_ins)
    try:
        spacy = import_module("spacy")
    except ImportError:  # another version, which needs more of it
        pass
    else:
        spacy.__getattr__ = _late  # type: ignore[method-assign]
    finally:
        for name in stand_ins:
            del sys.modules[name]
    import_module("spacy")


def _info(*arguments: Any, **options: Any) -> Any:
    return import_module("spacy.cli.info").info(*arguments, **options)


def _late(name: str) -> Any:
    if name == "cli":
        return import_module("spacy.cli")
    raise AttributeError(f"module 'spacy' has no attribute {name!r}")
