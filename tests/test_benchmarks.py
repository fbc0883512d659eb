"""The speed benchmark: its parts run, its page is the one in docs, its memory is its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
TEXTS = [
    "Brest compte 1 200 entreprises. La ville a déposé son dossier le 26 mai dernier à Paris.",
    "Le maire de Rennes, Jean Dupont, attend une réponse du ministère. Elle viendra en juin 2015.",
] * 10


@pytest.fixture(scope="module")
def speed():
    sys.path.insert(0, str(ROOT / "benchmarks"))
    yield import_module("speed")
    sys.path.remove(str(ROOT / "benchmarks"))


def sections(page):
    """The head of each section's table, by the section's title."""
    return re.findall(r"^## (.+)\n.*\n\n(\|.*\|)\n\| --- ", page, re.MULTILINE)


def test_the_page_has_the_tables_that_the_command_prints(speed):
    row = {name: [["name", *[1] * len(each.formats)]] for name, each in speed.SECTIONS.items()}
    row["memory"][0][-1] = "± 1.0%"
    printed = speed.as_page({"commit": "abc"}, row)
    assert len(sections(printed)) == len(speed.SECTIONS)
    assert sections(PAGE) == sections(printed)
    assert PAGE.startswith(printed.partition("- commit")[0])
    assert re.search(r"^- commit: [0-9a-f]{7,}", PAGE, re.MULTILINE)


def test_a_tool_that_is_missing_is_said_to_be(speed):
    cells = speed.SECTIONS["whole"].cells(["edsnlp", "not installed", "(edsnlp)"])
    assert cells == ["edsnlp", "not installed", "(edsnlp)", "", "", ""]


def test_a_part_can_be_run_alone():
    command = ["benchmarks/speed.py", "--only", "parts", "--articles", "2", "--rounds", "1"]
    done = subprocess.run(
        [sys.executable, *command, "--json"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert found.keys() == {"commit", "machine", "versions", "texts", "parts"}
    assert {"rules: figures", "all rules", "all parts"} < {row["part"] for row in found["parts"]}
    assert all(row["ms"] > 0 for row in found["parts"])


def test_variations_are_distinct_and_the_same_again(speed):
    variations = import_module("variations").variations
    made = list(variations(TEXTS, 50, seed=1))
    assert len(set(made)) == 50
    assert made == list(variations(TEXTS, 50, seed=1))
    assert made != list(variations(TEXTS, 50, seed=2))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_parents_memory_is_not_counted(speed):
    held = bytearray(b"x") * (600 << 20)
    program = "from memory import main\nmain()"
    found = json.loads(speed.child("-c", program, "ftextract", "20", given=json.dumps(TEXTS)))
    assert len(held) == 600 << 20
    assert [number for number, _ in found["samples"]] == list(range(1, 21))
    assert 50 < found["loaded"] <= found["peak"] < 400


def test_processes_of_ray_are_told_by_their_command(speed, tmp_path):
    scaling = import_module("scaling")
    ticks = scaling.TICKS
    (tmp_path / "stat").write_text(f"1 (a) b) S {'0 ' * 10}{2 * ticks} {ticks} 0")
    (tmp_path / "cmdline").write_text("ray::MapWorker(x)\0\0")
    assert scaling.process(tmp_path) == ("ray::MapWorker(x)  ", 3.0)
    (tmp_path / "cmdline").write_text("python\0-V")
    assert scaling.process(tmp_path) is None
    assert scaling.process(tmp_path / "gone") is None


def test_a_sample_is_spread_over_the_texts(speed):
    texts = [str(number) for number in range(10)]
    assert speed.sample(texts, 4) == ["0", "2", "5", "7"]
    assert speed.sample(texts, None) == speed.sample(texts, 10) == speed.sample(texts, 99) == texts
