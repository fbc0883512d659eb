"""The same profile whatever the clock says and whatever the locale is.

Each run is a process of its own: the clock is replaced before the texts are read, and a locale is
taken up when Python starts.

Locales: C, POSIX and C.UTF-8 exist on every Linux. A French one is often not generated, so the
fourth is the first of ``WANTED`` that the system has; where it has none, it is emulated by the
three things through which a locale reaches Python: ``LC_ALL`` asks for it, the preferred encoding
is not UTF-8 (``PYTHONUTF8=0``, ``PYTHONCOERCECLOCALE=0``, Latin-1 standard streams), and
``locale.localeconv`` and ``calendar.month_name`` speak another language.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ARTICLE = (
    "Le dossier part mardi\nPar Anne Le Goff, publié le 12 novembre 2014\n"
    "Hier, la ville a compté 7 000 entreprises et 1,5 milliard d'euros de chiffre d'affaires. "
    "Le maire sera reçu vendredi à Paris ; l'an dernier, en février, 300 emplois ont été créés, "
    "soit 12,5 % de plus qu'il y a deux ans. FÉVRIER ET AOÛT 2015 : œuvre, Élysée, İzmir."
)
WITHOUT_DATE = "Hier, 300 emplois ont été créés à Brest. La fête aura lieu samedi ou en mars."
WANTED = ("fr_FR.utf8", "fr_FR.UTF-8", "fr_FR", "tr_TR.utf8", "de_DE.utf8", "en_US.utf8")

# Replaces every clock of the standard library. It runs after the compiled modules are imported,
# because these read dates as C structures that a subclass does not have.
CLOCK = """
import datetime, time
NOW = datetime.datetime.fromisoformat({now!r})
real_date, real_moment = datetime.date, datetime.datetime
class Kind(type):
    def __instancecheck__(cls, value): return isinstance(value, cls.__mro__[1])
class date(real_date, metaclass=Kind):
    @classmethod
    def today(cls): return cls(NOW.year, NOW.month, NOW.day)
class moment(real_moment, metaclass=Kind):
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(NOW.timestamp(), tz)
    @classmethod
    def utcnow(cls): return cls(*NOW.timetuple()[:6])
    @classmethod
    def today(cls): return cls.now()
real_localtime, real_gmtime = time.localtime, time.gmtime
time.time = NOW.timestamp
time.time_ns = lambda: int(NOW.timestamp() * 10**9)
time.localtime = lambda s=None: real_localtime(NOW.timestamp() if s is None else s)
time.gmtime = lambda s=None: real_gmtime(NOW.timestamp() if s is None else s)
datetime.date, datetime.datetime = date, moment
assert datetime.date.today().isoformat() == datetime.datetime.now().date().isoformat()
assert datetime.date.today().isoformat() == {now!r}[:10]
assert time.strftime("%Y", time.localtime()) == {now!r}[:4]
"""
OTHER_LANGUAGE = """
import calendar, locale
calendar.month_name = [f"ay{number}" for number in range(13)]
real_conventions = locale.localeconv
locale.localeconv = lambda: {**real_conventions(), "decimal_point": ",", "thousands_sep": "."}
"""
LOAD = """
import json, sys
from ftextract import Extractor
extractor = Extractor()
extractor.extract("Brest, le 3 mars 2012.", None)
"""
EXTRACT = """
texts = json.loads(sys.argv[1])
profiles = [extractor.extract(text, None).model_dump_json() for text in texts]
profiles.append(extractor.extract(texts[0], "2014-11-13").model_dump_json())
sys.stdout.buffer.write("\\n".join(profiles).encode("utf-8"))
"""


def extract(before: str = "", after: str = "", environment: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            before + LOAD + after + EXTRACT,
            json.dumps([ARTICLE, WITHOUT_DATE]),
        ],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **(environment or {})},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def expected() -> str:
    """What a process gives under the clock and the locale of this machine."""
    output = extract()
    dated, dateless, given = (json.loads(line) for line in output.splitlines())
    # What would change with the clock or the locale is in the texts.
    found = {date["text"]: date["when"] for profile in (dated, given) for date in profile["dates"]}
    assert found["an dernier"] == "2013"
    assert {figure["text"] for figure in dated["figures"]} >= {"7 000 entreprises", "12,5 %"}
    assert [date["when"] for date in dateless["dates"]] == [None] * len(dateless["dates"])
    assert dateless["dates"]
    return output


@pytest.mark.parametrize("now", ["1987-02-28T23:59:59", "2061-07-29T00:00:01"])
def test_clock(now: str, expected: str) -> None:
    assert extract(after=CLOCK.format(now=now)) == expected


def available() -> list[str]:
    """The locales of ``WANTED`` that this system has."""
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False)
    names = set(listed.stdout.split()) if listed.returncode == 0 else set()
    return [name for name in WANTED if name in names]


@pytest.mark.parametrize("name", ["C", "POSIX", "C.UTF-8", "another"])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no LC_ALL")
def test_locale(name: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = ""
    raw = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    if name == "another":
        generated = available()
        with capsys.disabled():
            others = ", ".join(generated) or "none, emulated"
            sys.stdout.write(f"\nlocales besides C, POSIX and C.UTF-8: {others}\n")
        name = generated[0] if generated else "tr_TR.ISO8859-9"
        raw["PYTHONIOENCODING"] = "latin-1:replace"
        code = "" if generated else OTHER_LANGUAGE
    environment = {"LC_ALL": name, "LANG": name, **raw}
    assert extract(before=code, environment=environment) == expected
