"""The same profiles in processes that hash strings differently, as every two processes do.

What goes through sets comes in an order of its own in each process; a sum of weights in such an
order differs by a rounding error, which decides where two things are equally likely.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Prints a digest of each article's profile, of those that have a profile to be scored by.
PROGRAM = """
import hashlib
from pathlib import Path
from ftextract import Extractor
from ftextract.corpus import tei

documents = tei.read_folder(Path("corpus/train"))
texts = [document.text for document in documents if document.profile]
for profile in Extractor().pipe(texts):
    print(hashlib.sha256(profile.model_dump_json().encode()).hexdigest())
"""


def started(seed):
    """A process that reads the articles with a seed for its hashes."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT / "src")},
    )


def test_profiles_do_not_depend_on_the_order_of_sets():
    printed = [process.communicate()[0] for process in (started(1), started(2))]
    assert len(printed[0].splitlines()) > 500
    assert printed[0] == printed[1]
