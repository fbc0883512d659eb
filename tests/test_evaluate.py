"""Evaluation: predictions out of profiles, mistakes, reports, and the two commands."""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ftextract import evaluate
from ftextract.cli import app
from ftextract.corpus import tei
from ftextract.corpus.gold import Annotation, GoldBlock, GoldDocument
from ftextract.corpus.profile_scores import annotations_of
from ftextract.corpus.scoring import Counts
from ftextract.models import CandidacyProfile

TEXT = "Ineo et Atos à Metz, 12 M€ en 2014 pour Ann Roy."
SPANS = [
    Annotation(0, 4, "ORG", {"type": "company"}),
    Annotation(8, 12, "ORG", {"type": "company"}),
    Annotation(15, 19, "LOC", {"type": "city"}),
    Annotation(21, 26, "FIG", {"quantity": "12000000", "unit": "EUR"}),
    Annotation(30, 34, "DATE", {"when": "2014"}),
    Annotation(40, 47, "PER", {}),
]
DOCUMENT = GoldDocument("a", TEXT, (GoldBlock("paragraph", 0, len(TEXT)),), tuple(SPANS), title="T")


def changed(index: int, *new: Annotation) -> list[Annotation]:
    return [*SPANS[:index], *new, *SPANS[index + 1 :]]


MISTAKES: dict[str, tuple[Sequence[Annotation], list[tuple[str, str]]]] = {
    "none": (SPANS, []),
    "missed": (changed(0), [("missed", "ORG")]),
    "spurious": ([*SPANS, Annotation(5, 7, "ORG")], [("spurious", "ORG")]),
    "label": (changed(2, Annotation(15, 19, "ORG", {"type": "company"})), [("label", "LOC")]),
    "edges": (changed(1, Annotation(5, 12, "ORG", {"type": "company"})), [("edges", "ORG")]),
    "kind": (changed(1, Annotation(8, 12, "ORG", {"type": "media"})), [("kind", "ORG")]),
    "value": (
        changed(3, Annotation(21, 26, "FIG", {"quantity": "12", "unit": "EUR"})),
        [("value", "FIG")],
    ),
    "edges and value": (
        changed(4, Annotation(27, 34, "DATE", {"when": "2015"})),
        [("edges", "DATE"), ("value", "DATE")],
    ),
    "commodity": (
        changed(3, Annotation(21, 26, "FIG", {**SPANS[3].attributes, "commodity": "prime"})),
        [("commodity", "FIG")],
    ),
    "mod": (
        changed(4, Annotation(30, 34, "DATE", {"when": "2014", "mod": "END"})),
        [("mod", "DATE")],
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_mistakes(case: str) -> None:
    predicted, expected = MISTAKES[case]
    found = [(m.kind, m.gold or m.predicted) for m in evaluate.mistakes(DOCUMENT, predicted)]
    assert [(kind, side.label) for kind, side in found if side is not None] == expected


def test_mistake_is_shown_in_its_place() -> None:
    [mistake] = evaluate.mistakes(DOCUMENT, changed(2, Annotation(13, 19, "LOC", {"type": "city"})))
    assert str(mistake) == (
        "a block 1 edges: LOC «Metz» type=city ≠ LOC «à Metz» type=city\n"
        "    …Ineo et Atos [à Metz], 12 M€ en 2014 pour Ann Roy.…"
    )
    [missed] = evaluate.mistakes(DOCUMENT, SPANS[1:])
    assert str(missed).startswith("a block 1 missed: ORG «Ineo» type=company ≠ nothing\n")
    assert missed.as_dict()["predicted"] is None
    assert missed.as_dict()["gold"]["text"] == "Ineo"


def profile_of(document: GoldDocument) -> CandidacyProfile:
    """What a perfect extractor would return for ``DOCUMENT``."""

    def mention(index: int) -> dict[str, Any]:
        start, end = SPANS[index].start, SPANS[index].end
        return {"start": start, "end": end, "text": TEXT[start:end], "rule": "x"}

    return CandidacyProfile.model_validate(
        {
            "document": {"id": document.id, "text": document.text},
            "candidacy": {},
            "organizations": [
                {"name": "Ineo", "kind": "company", "mentions": [mention(0)]},
                {"name": "Atos", "kind": "company", "mentions": [mention(1)]},
            ],
            "places": [{"name": "Metz", "kind": "city", "mentions": [mention(2)]}],
            "people": [{"name": "Ann Roy", "mentions": [mention(5)]}],
            "figures": [{**mention(3), "quantity": 12000000, "unit": "EUR"}],
            "dates": [{**mention(4), "when": "2014"}],
        }
    )


def test_annotations_of_a_profile() -> None:
    predicted = annotations_of(profile_of(DOCUMENT))
    expected = list(SPANS)
    expected[3] = Annotation(21, 26, "FIG", {**SPANS[3].attributes, "precision": "exact"})
    assert predicted == expected


def test_perfect() -> None:
    evaluation = evaluate.evaluate([DOCUMENT], profile_of)
    assert evaluation.table["strict", "ORG"] == Counts(2, 2, 2)
    assert evaluation.interval("strict") == (1.0, 1.0)
    assert evaluation.interval("strict", "EVENT") is None
    assert evaluation.profile == {}
    assert [m for label in ("ORG", "FIG", "DATE") for m in evaluation.mistakes(label)] == []
    with pytest.raises(ValueError, match="unknown label 'MISC'"):
        list(evaluation.mistakes("MISC"))


def test_reports() -> None:
    evaluation = evaluate.evaluate([DOCUMENT], profile_of)
    data = json.loads(json.dumps(evaluate.as_json(evaluation)))
    assert data["mentions"]["strict"]["ORG"]["f1"] == 1.0
    assert data["mentions"]["strict"]["EVENT"]["precision"] is None
    assert data["accuracy"]["kind ORG"] == {"right": 2, "found": 2, "accuracy": 1.0}
    assert data["profile"] is None
    lines = evaluate.as_text(evaluation).split("\n")
    assert lines[0] == "1 document"
    event = next(line for line in lines if line.split()[:2] == ["strict", "EVENT"])
    assert event.split()[2:] == ["0", "0", "0", "–", "–", "–"]


# Commands

run = CliRunner().invoke


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    tei.save(DOCUMENT, folder)
    return folder


def test_evaluate_command(folder: Path) -> None:
    result = run(app, ["evaluate", str(folder)])
    assert result.exit_code == 0
    assert "strict       ORG" in result.output
    data = json.loads(run(app, ["evaluate", str(folder), "--json"]).output)
    assert data["documents"] == 1
    assert data["mentions"]["strict"]["FIG"]["gold"] == 1


def test_evaluate_lists_mistakes(folder: Path) -> None:
    fewer = DOCUMENT.annotations[:3]  # without the figure and the date
    tei.save(GoldDocument("a", TEXT, DOCUMENT.blocks, fewer), folder)
    output = run(app, ["evaluate", str(folder), "--errors", "FIG"]).output
    assert "a block 1 spurious: nothing ≠ FIG «12 M€»" in output
    record = json.loads(run(app, ["evaluate", str(folder), "--errors", "FIG", "--json"]).output)
    assert (record["kind"], record["predicted"]["text"]) == ("spurious", "12 M€")
    assert run(app, ["evaluate", str(folder), "--errors", "MISC"]).exit_code == 2


def test_evaluate_refuses_damaged_gold(folder: Path) -> None:
    path = folder / "a.xml"
    path.write_bytes(path.read_bytes().replace(b">Ineo</orgName> et", b">Ineo </orgName>et"))
    result = run(app, ["evaluate", str(folder)])
    assert result.exit_code != 0
    assert "a.xml:9: 'Ineo ': blank edge" in str(result.exception)


def test_convert_command(folder: Path, tmp_path: Path) -> None:
    result = run(app, ["convert", str(folder), str(tmp_path / "x.conll"), "--to", "conll"])
    assert (result.exit_code, result.output) == (
        0,
        f"1 document written to {tmp_path / 'x.conll'}\n",
    )
    assert (
        run(
            app, ["convert", str(tmp_path / "x.conll"), str(tmp_path / "b"), "--to", "tei"]
        ).exit_code
        == 0
    )
    assert (tmp_path / "b" / "a.xml").read_bytes() == (folder / "a.xml").read_bytes()
    assert run(app, ["convert", str(folder), str(tmp_path / "y"), "--to", "docx"]).exit_code != 0


# Benchmarks


@pytest.fixture
def quality(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The benchmark over a corpus of one document, with its own floors."""
    monkeypatch.syspath_prepend(Path(__file__).parent.parent / "benchmarks")
    module = importlib.import_module("quality")
    monkeypatch.setattr(module, "FLOORS", folder.parent / "baseline.json")
    folder.rename(folder.parent / "dev")
    common = ["--corpus", str(folder.parent), "--split", "dev", "--no-baselines"]
    monkeypatch.setattr(module, "run", lambda *more: module.main([*common, *more]), raising=False)
    return module


def test_floors(quality: Any) -> None:
    assert quality.run("--check") == 0  # without floors everything is a gain
    assert quality.run("--update") == 0
    floors = json.loads(quality.FLOORS.read_text())
    assert floors["f1"]["dev strict FIG"] == 1.0
    assert quality.run("--check") == 0

    floors["f1"] |= {"dev strict FIG": 0.5, "test strict FIG": 0.75}
    quality.FLOORS.write_text(json.dumps(floors))
    assert quality.run("--check") == 0  # a gain, and a split that was not measured
    floors["f1"]["dev strict EVENT"] = 0.5  # a score that is gone
    quality.FLOORS.write_text(json.dumps(floors))
    assert quality.run("--check") == 1
    assert quality.run("--update") == 1
    assert json.loads(quality.FLOORS.read_text()) == floors
    assert quality.run("--update", "--allow-regression") == 0
    kept = json.loads(quality.FLOORS.read_text())["f1"]
    assert (kept["dev strict FIG"], kept["test strict FIG"]) == (1.0, 0.75)
    assert "dev strict EVENT" not in kept


@pytest.mark.parametrize(
    ("now", "before", "gains", "losses"),
    [
        ({"a": 0.5}, {"a": 0.5}, 0, 0),
        ({"a": 0.504}, {"a": 0.5}, 0, 0),  # within what another processor may do
        ({"a": 0.496}, {"a": 0.5}, 0, 0),
        ({"a": 0.506}, {"a": 0.5}, 1, 0),
        ({"a": 0.494}, {"a": 0.5}, 0, 1),
        ({}, {"a": 0.5}, 0, 1),
        ({"a": 0.0}, {}, 1, 0),
    ],
)
def test_changes(
    quality: Any, now: dict[str, float], before: dict[str, float], gains: int, losses: int
) -> None:
    assert tuple(map(len, quality.changes(now, before))) == (gains, losses)


def test_digest_sees_every_byte(quality: Any, folder: Path) -> None:
    dev = folder.parent / "dev"
    first = quality.digest([dev])
    assert quality.digest([dev]) == first
    path = dev / "a.xml"
    path.write_bytes(path.read_bytes().replace(b"<title>T<", b"<title>U<"))
    second = quality.digest([dev])
    path.rename(dev / "b.xml")
    assert len({first, second, quality.digest([dev])}) == 3


def test_agreement(folder: Path, tmp_path: Path, capsys: Any, quality: Any) -> None:
    agreement = importlib.import_module("agreement")
    first, second = folder.parent / "dev", tmp_path / "second"
    second.mkdir()
    other = [*SPANS[1:3], Annotation(21, 26, "FIG", {"quantity": "12", "unit": "EUR"}), *SPANS[4:]]
    tei.save(GoldDocument("a", TEXT, DOCUMENT.blocks, tuple(other)), second)
    assert agreement.main([str(first), str(second)]) == 0
    output = capsys.readouterr().out
    assert "    1  FIG        value\n    1  ORG        only in the first" in output
    assert agreement.main([str(first), str(second), "--list", "ORG"]) == 0
    assert capsys.readouterr().out.startswith("a block 1 missed: ORG «Ineo»")
    tei.save(GoldDocument("b", TEXT, DOCUMENT.blocks), second)
    assert agreement.main([str(first), str(second)]) == 2
    assert "do not have the same files: b" in capsys.readouterr().err


def test_agreement_on_profiles(tmp_path: Path, capsys: Any, quality: Any) -> None:
    agreement = importlib.import_module("agreement")
    first, second = tmp_path / "first", tmp_path / "second"
    arguments = [str(first), str(second), "--profiles"]
    assert agreement.main(arguments) == 2
    assert "no profiles" in capsys.readouterr().err
    first.mkdir()
    second.mkdir()
    ours = [{"name": "Ineo", "sector": "câbles"}, {"name": "Voyelle", "sector": None}]
    (first / "a.profile.json").write_text(profile_with(ours), encoding="utf-8")
    assert agreement.main(arguments) == 2
    assert "a.profile.json: cannot be read" in capsys.readouterr().err
    theirs = [
        {"name": "INEO", "sector": "câbles sous-marins"},
        {"name": "Bidule", "sector": "jeux"},
    ]
    (second / "a.profile.json").write_text(profile_with(theirs), encoding="utf-8")
    assert agreement.main(arguments) == 0
    rows = [line.rsplit(maxsplit=4) for line in capsys.readouterr().out.splitlines()]
    assert ["title", "1", "1", "1", "1.000"] in rows
    assert ["companies", "1", "2", "2", "0.500"] in rows
    assert ["sectors", "0", "1", "2", "0.000"] in rows
    assert ["sectors, partial", "1", "1", "2", "0.667"] in rows


def profile_with(companies: list[dict[str, str | None]]) -> str:
    """The JSON of a profile with these leading companies."""
    candidacy = {"name": None, "territory": None, "cities": [], "label": None, "status": "unknown"}
    profile = {
        **{"title": "T", "author": None, "published": None, "candidacy": candidacy},
        **{"specialties": [], "leadingCompanies": companies, "district": [], "timeline": []},
    }
    return json.dumps(profile)
