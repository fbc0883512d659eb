"""What holds for every profile: grounding, determinism, order, typography."""

from __future__ import annotations

import gc
import random
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import ValidationError

import ftextract
from ftextract import extract_profile, extract_profiles
from ftextract.errors import ModelError
from ftextract.extractor import Extractor
from ftextract.reading import read_file

from .conftest import EXAMPLES, assert_grounded

FILES = sorted(path for path in EXAMPLES.iterdir())
TEXTS = [read_file(path).text for path in FILES]
IDS = [path.name for path in FILES]

VARIANTS = {
    "crlf": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "bom": lambda text: f"\ufeff{text}",
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "narrow spaces": lambda text: text.replace(" ", "\u202f"),
    "thin spaces": lambda text: text.replace(" ", "\u2009"),
    "typographic apostrophes": lambda text: text.replace("'", "’"),
    "typewriter apostrophes": lambda text: text.replace("’", "'"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "emoji": lambda text: text.replace(". ", ". 📈 ").replace("\n", " 🇫🇷\n", 1),
}
# What must give the very same items; an emoji is a change of the text itself.
SAME = [name for name in VARIANTS if name != "emoji"]


def items(profile):
    """All that a profile says, without offsets and typography."""

    def plain(value):
        if isinstance(value, dict):
            dropped = {"start", "end", "document", "rule"}
            return {key: plain(item) for key, item in value.items() if key not in dropped}
        if isinstance(value, list):
            return [plain(item) for item in value]
        if isinstance(value, str):
            composed = unicodedata.normalize("NFC", value).replace("’", "'")
            return " ".join(composed.split())
        return value

    return plain(profile.model_dump(mode="json"))


@pytest.mark.parametrize("text", TEXTS, ids=IDS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_grounded(extractor, text, variant):
    changed = VARIANTS[variant](text)
    profile = extractor.extract(changed)
    assert profile.document.text == changed
    assert_grounded(profile)


@pytest.mark.parametrize("text", TEXTS, ids=IDS)
@pytest.mark.parametrize("variant", SAME)
def test_typography_changes_no_item(extractor, text, variant):
    assert items(extractor.extract(VARIANTS[variant](text))) == items(extractor.extract(text))


def test_batch_and_order_change_nothing(extractor):
    alone = [extractor.extract(text) for text in TEXTS]
    assert list(extractor.pipe(TEXTS)) == alone
    order = random.Random(7).sample(range(len(TEXTS)), len(TEXTS))
    assert list(extractor.pipe([TEXTS[i] for i in order])) == [alone[i] for i in order]


def test_sixteen_threads_give_what_one_gives(extractor):
    alone = [extractor.extract(text).model_dump_json() for text in TEXTS]
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda text: extractor.extract(text).model_dump_json(), TEXTS * 8))
    assert found == alone * 8


def test_streams():
    def endless():
        while True:
            yield TEXTS[0]

    first = next(extract_profiles(endless()))
    assert first.document.title == extract_profile(TEXTS[0]).document.title


def test_an_article_leaves_no_cycles(extractor):
    """This is why no one has to look for them meanwhile."""
    extractor.extract(TEXTS[0])
    gc.collect()
    extractor.extract(TEXTS[0])
    assert gc.collect() == 0


@pytest.mark.parametrize("enabled", [True, False])
def test_collections_are_on_again_afterwards(extractor, enabled):
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        for _ in extractor.pipe(TEXTS[:2]):
            assert gc.isenabled() is enabled
        with pytest.raises(TypeError):
            extractor.extract(3)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_published_overrides_the_byline(extractor):
    text = "Publié le 18 juin 2015\nLe jury est venu hier, a annoncé la ville de Brest."
    assert [d.when for d in extractor.extract(text).dates] == ["2015-06-18", "2015-06-17"]
    later = extractor.extract(text, published="2016-03-02")
    assert [d.when for d in later.dates] == ["2015-06-18", "2016-03-01"]


def test_without_a_date_relative_dates_stay_unresolved(extractor):
    profile = extractor.extract("Le jury est venu hier, a annoncé la ville de Brest.")
    assert [(d.text, d.when, d.earliest) for d in profile.dates] == [("hier", None, None)]


@pytest.mark.parametrize("published", ["hier", "2014-13-01", "12/11/2014", ""])
def test_published_has_to_be_a_date(extractor, published):
    with pytest.raises(ValueError, match="write it as 2014-11-12"):
        extractor.extract("Brest.", published=published)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\ufeff", "-", "📈", "a", "\r\n-\r\n", "« »", "\x0c"]
)
def test_little_text(extractor, text):
    profile = extractor.extract(text)
    assert_grounded(profile)
    assert profile.figures == profile.dates == profile.organizations == []
    assert profile.candidacy.status == "unknown"


def test_long_text(extractor):
    text = f"{TEXTS[1]}\n\n" * 400
    profile = extractor.extract(text)
    assert_grounded(profile)
    assert len(profile.figures) > 1000


def test_missing_model_says_what_to_run():
    with pytest.raises(ModelError, match="not installed; run: "):
        Extractor("fr_core_news_absent")


def test_profiles_are_frozen(extractor):
    profile = extractor.extract(TEXTS[0])
    with pytest.raises(ValidationError, match="frozen"):
        profile.logo = None


def test_json_round_trip(extractor):
    for text in TEXTS:
        profile = extractor.extract(text)
        assert type(profile).model_validate_json(profile.model_dump_json()) == profile


def test_import_is_silent_and_loads_no_spacy():
    code = "import sys, ftextract; sys.exit('spacy' in sys.modules or 'numpy' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_public_names():
    for name in ftextract.__all__:
        assert getattr(ftextract, name).__doc__
    with pytest.raises(AttributeError, match="nothing_like_this"):
        _ = ftextract.nothing_like_this
