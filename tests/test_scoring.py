"""The scorer: no flattery, no order effects, "undefined" instead of 0."""

from __future__ import annotations

import random
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftextract.corpus import scoring, tei
from ftextract.corpus.gold import Annotation, GoldProfile
from ftextract.corpus.profile_scores import PROFILE_ROWS, partial_overlap, score_profile
from ftextract.corpus.scheme import LABELS
from ftextract.corpus.scoring import ATTRIBUTE_ROWS, MEASURES, Counts
from ftextract.models import CandidacyProfile

DEV = sorted((Path(__file__).parent.parent / "corpus" / "dev").glob("*.xml"))


def span(start: int, end: int, label: str = "ORG", **attributes: str) -> Annotation:
    return Annotation(start, end, label, attributes)  # type: ignore[arg-type]


TEXT = "Ineo, Atos et Thales, à Metz et à Nancy."

SPANS = {
    # gold, predicted, (strict right, partial right)
    "the same": ([(0, 5)], [(0, 5)], (1, 1)),
    "next to each other is no overlap": ([(0, 5)], [(5, 9)], (0, 0)),
    "one character shared": ([(0, 5)], [(4, 9)], (0, 1)),
    "an edge off": ([(0, 5)], [(0, 4)], (0, 1)),
    "one prediction over two": ([(0, 4), (6, 10)], [(0, 10)], (0, 1)),
    "two predictions in one": ([(0, 10)], [(0, 4), (6, 10)], (0, 1)),
    "the same twice": ([(0, 4)], [(0, 4), (0, 4)], (1, 1)),
    "as many pairs as possible": ([(0, 4), (6, 10)], [(0, 10), (0, 4)], (1, 2)),
    "a chain": ([(0, 4), (5, 9), (10, 14)], [(3, 6), (8, 11), (13, 15)], (0, 3)),
    "nothing predicted": ([(0, 4)], [], (0, 0)),
    "nothing there": ([], [(0, 4)], (0, 0)),
}


@pytest.mark.parametrize("case", SPANS)
def test_strict_and_partial(case: str) -> None:
    gold, predicted, (strict, partial) = SPANS[case]
    for order in permutations(predicted):
        table = scoring.score([span(*s) for s in gold], [span(*s) for s in order], TEXT)
        assert table["strict", "ORG"] == Counts(strict, len(gold), len(predicted))
        assert table["partial", "ORG"] == Counts(partial, len(gold), len(predicted))


def test_labels_do_not_mix() -> None:
    table = scoring.score([span(0, 4, "ORG")], [span(0, 4, "LOC")], TEXT)
    for measure in ("strict", "partial", "entity"):
        assert table[measure, "ORG"] == Counts(0, 1, 0)
        assert table[measure, "LOC"] == Counts(0, 0, 1)


@pytest.mark.parametrize("side", [0, 1])
def test_unknown_label(side: int) -> None:
    sides = [[span(0, 4)], [span(0, 4)]]
    sides[side] = [span(0, 4, "MISC")]
    with pytest.raises(ValueError, match="unknown label 'MISC'"):
        scoring.score(sides[0], sides[1], TEXT)


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (Counts(0, 0, 0), None, None, None),
        (Counts(0, 2, 0), None, 0.0, 0.0),
        (Counts(0, 0, 2), 0.0, None, 0.0),
        (Counts(1, 2, 4), 0.25, 0.5, 1 / 3),
        (Counts(2, 2, 2), 1.0, 1.0, 1.0),
    ],
)
def test_ratios(
    counts: Counts, precision: float | None, recall: float | None, f1: float | None
) -> None:
    assert (counts.precision, counts.recall, counts.f1) == (precision, recall, f1)


def figure(start: int, end: int, **attributes: str) -> Annotation:
    return span(start, end, "FIG", **{"unit": "EUR", **attributes})


VALUES = [
    (figure(0, 4, quantity="1500"), figure(0, 4, quantity="1500.0"), True),
    (figure(0, 4, quantity="1500"), figure(2, 9, quantity="1500"), True),
    (figure(0, 4, quantity="1500"), figure(4, 9, quantity="1500"), False),
    (figure(0, 4, quantity="1500"), figure(0, 4, quantity="1500", unit="USD"), False),
    (figure(0, 4, quantity="1500"), figure(0, 4, quantity="15"), False),
    (
        figure(0, 4, quantity="15", commodity="a", precision="about"),
        figure(0, 4, quantity="15"),
        True,
    ),
    (
        figure(0, 4, quantityMin="1", quantityMax="2"),
        figure(0, 4, quantityMin="1", quantityMax="2"),
        True,
    ),
    (
        figure(0, 4, quantityMin="1", quantityMax="2"),
        figure(0, 4, quantityMin="1", quantityMax="3"),
        False,
    ),
    (figure(0, 4, quantityMin="1", quantityMax="2"), figure(0, 4, quantity="1"), False),
    (span(0, 4, "DATE", when="2014"), span(0, 4, "DATE", when="2014"), True),
    (span(0, 4, "DATE", when="2014"), span(0, 4, "DATE", when="2014-01"), False),
    (span(0, 4, "DATE", when="2014"), span(0, 4, "DATE", when="2014", mod="END"), True),
    (span(0, 4, "DATE"), span(0, 4, "DATE"), True),
    (span(0, 4, "DATE"), span(0, 4, "DATE", when="2014"), False),
    (
        span(0, 4, "DATE", **{"from": "2014", "to": "2015"}),
        span(0, 4, "DATE", **{"from": "2014", "to": "2016"}),
        False,
    ),
]


@pytest.mark.parametrize(("gold", "predicted", "same"), VALUES)
def test_value(gold: Annotation, predicted: Annotation, same: bool) -> None:
    table = scoring.score([gold], [predicted], TEXT)
    assert table["value", gold.label] == Counts(int(same), 1, 1)


def test_value_pairs_are_chosen_for_the_value() -> None:
    """A wide prediction overlaps both figures; it counts for the one that it has the value of."""
    gold = [figure(0, 4, quantity="1"), figure(6, 9, quantity="2")]
    table = scoring.score(gold, [figure(0, 9, quantity="2")], TEXT)
    assert table["value", "FIG"] == Counts(1, 2, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aix-Marseille", "AIX MARSEILLE"),
        ("Évry", "EVRY"),
        ("l’Oréal", "L'Oréal"),
        ("Orle\u0301ans", "Orléans"),
        ("Cœur", "COEUR"),
        ("Le\u00a0Mans", "Le  Mans"),
        ("Saint\u2011Malo", "Saint-Malo"),
    ],
)
def test_folded_names_are_equal(one: str, other: str) -> None:
    assert scoring.folded(one) == scoring.folded(other)


@pytest.mark.parametrize(("one", "other"), [("Metz", "Mets"), ("Le Mans", "Mans"), ("A+", "A")])
def test_folded_names_differ(one: str, other: str) -> None:
    assert scoring.folded(one) != scoring.folded(other)


def test_entities_are_distinct_names() -> None:
    text = "Ineo, INEO, Atos; Thales"
    gold = [span(0, 4), span(6, 10), span(12, 16)]
    table = scoring.score(gold, [span(6, 10), span(18, 24)], text)
    assert table["entity", "ORG"] == Counts(1, 2, 2)


def test_attributes_of_found_mentions() -> None:
    gold = [
        span(0, 4, "ORG", type="company"),
        span(6, 10, "ORG", type="media"),
        span(14, 20, "ORG", type="media"),
        figure(24, 28, quantity="1", commodity="Salarié"),
        figure(34, 39, quantity="2", precision="about"),
        span(20, 22, "DATE", when="2014", mod="END"),
    ]
    predicted = [
        span(0, 4, "ORG", type="company"),
        span(7, 10, "ORG", type="company"),
        figure(24, 28, quantity="9", commodity="salarie", precision="exact"),
        figure(34, 39, quantity="2", commodity="prime"),
        span(20, 22, "DATE", when="2014"),
    ]
    table = scoring.score(gold, predicted, TEXT)
    assert table["kind", "ORG"] == Counts(1, 2, 2)
    assert table["commodity", "FIG"] == Counts(1, 2, 2)
    assert table["precision", "FIG"] == Counts(1, 2, 2)
    assert table["mod", "DATE"] == Counts(0, 1, 1)
    assert table["kind", "LOC"].recall is None


def test_micro_and_macro() -> None:
    table = {
        ("strict", "ORG"): Counts(1, 2, 2),
        ("strict", "LOC"): Counts(3, 3, 3),
        ("strict", "PER"): Counts(0, 1, 0),
    }
    assert scoring.micro(table, "strict") == Counts(4, 6, 5)
    assert scoring.macro(table, "strict") == pytest.approx((0.5 + 1 + 0) / 3)
    assert scoring.macro({}, "strict") is None
    assert scoring.micro({}, "strict").f1 is None


def test_totals_are_the_sum_over_labels_and_documents() -> None:
    one = scoring.score([span(0, 4), span(6, 10, "LOC")], [span(0, 4)], TEXT)
    two = scoring.score([span(0, 4)], [span(0, 3), span(6, 10, "PER")], TEXT)
    added = scoring.total([one, two])
    assert added["strict", "ORG"] == Counts(1, 2, 2)
    assert scoring.micro(added, "partial") == Counts(2, 3, 3)


def test_interval() -> None:
    good, bad = {("strict", "ORG"): Counts(2, 2, 2)}, {("strict", "ORG"): Counts(0, 2, 2)}
    rows = [("strict", "ORG")]
    assert scoring.interval([good] * 5, rows) == (1.0, 1.0)
    assert scoring.interval([{}] * 5, rows) is None
    assert scoring.interval([], rows) is None
    mixed = scoring.interval([good, bad] * 10, rows)
    assert mixed is not None
    low, high = mixed
    assert 0.2 < low < 0.5 < high < 0.8
    assert scoring.interval([good, bad] * 10, rows) == mixed


# Properties

SPAN = st.tuples(st.integers(0, 30), st.integers(1, 8), st.sampled_from(LABELS))


def flat(spans: list[tuple[int, int, str]]) -> list[Annotation]:
    found: list[Annotation] = []
    for start, length, label in sorted(spans):
        if not found or start >= found[-1].end:
            found.append(span(start, start + length, label))
    return found


@given(st.lists(SPAN), st.lists(SPAN), st.randoms())
@settings(max_examples=60, deadline=None)
def test_order_changes_nothing(
    gold: list[tuple[int, int, str]], predicted: list[tuple[int, int, str]], chance: random.Random
) -> None:
    golds, text = flat(gold), "x" * 50
    predictions = [span(s, s + n, label) for s, n, label in predicted]
    table = scoring.score(golds, predictions, text)
    chance.shuffle(golds)
    chance.shuffle(predictions)
    assert scoring.score(golds, predictions, text) == table


@given(st.lists(SPAN, max_size=5), st.lists(SPAN, max_size=5))
@settings(max_examples=60, deadline=None)
def test_partial_is_maximal(
    gold: list[tuple[int, int, str]], predicted: list[tuple[int, int, str]]
) -> None:
    """Against trying all sets of overlapping pairs that use each span once."""
    golds = [span(s, s + n) for s, n, _ in gold]
    predictions = [span(s, s + n) for s, n, _ in predicted]
    edges = [
        (i, j)
        for i, a in enumerate(golds)
        for j, b in enumerate(predictions)
        if a.start < b.end and b.start < a.end
    ]
    size = len(scoring.pair(golds, predictions))
    best = 0
    for count in range(1, 6):
        for chosen in combinations(edges, count):
            if len({i for i, _ in chosen}) == len({j for _, j in chosen}) == count:
                best = count
                break
        if best < count:
            break
    assert size == best


@pytest.mark.parametrize("path", DEV[:3], ids=lambda path: path.stem)
def test_gold_against_itself_and_against_nothing(path: Path) -> None:
    document = tei.read(path)
    same = scoring.score(document.annotations, document.annotations, document.text)
    nothing = scoring.score(document.annotations, [], document.text)
    rows = [(measure, label) for measure, labels in MEASURES.items() for label in labels]
    assert any(same[row].gold for row in rows)
    for row in rows:
        counts = same[row]
        perfect = 1.0 if counts.gold else None
        assert (counts.precision, counts.recall, counts.f1) == (perfect, perfect, perfect)
        assert nothing[row].precision is None
        assert nothing[row].recall == (0.0 if counts.gold else None)
    for attribute, labels in ATTRIBUTE_ROWS.items():
        assert all(same[attribute, label].recall in (1.0, None) for label in labels)


def test_boilerplate_is_a_false_positive() -> None:
    path = next(p for p in DEV if b'type="boilerplate"' in p.read_bytes())
    document = tei.read(path)
    block = next(b for b in document.blocks if b.kind == "boilerplate")
    debris = span(block.start, block.end, "ORG", type="other")
    table = scoring.score(document.annotations, [*document.annotations, debris], document.text)
    counts = table["strict", "ORG"]
    assert counts.predicted == counts.gold + 1 == counts.right + 1


# Profiles

GOLD = GoldProfile.model_validate(
    {
        "title": "Brest : la rade",
        "author": None,
        "published": "2014-11-12",
        "candidacy": {
            "name": "Brest Tech +",
            "territory": "Brest",
            "cities": ["Brest", "Saint-Malo"],
            "label": "French Tech",
            "status": "candidate",
        },
        "specialties": ["cybersécurité"],
        "keyFigures": {"jobs": [5000, [1, 2.5]], "companies": [12]},
        "leadingCompanies": [
            {"name": "Ineo", "sector": "réseaux"},
            {"name": "Atos", "sector": None},
        ],
        "district": [],
        "timeline": [{"kind": "filed", "when": "2014-03"}, {"kind": "filed", "when": "2015"}],
    }
)


def predicted_profile() -> CandidacyProfile:
    place = {"start": 0, "end": 5, "text": "Brest", "rule": "x"}
    numbers = [
        {"quantity": 5000.0, "topic": "jobs", "unit": "count"},
        {"quantityMin": 1, "quantityMax": 2.5, "topic": "jobs", "unit": "count"},
        {"quantity": 12, "topic": "startups", "unit": "count"},
    ]
    company = {"name": "INEO", "sector": "reseaux", "mentions": []}
    step = {"start": 0, "end": 5, "text": "Brest", "kind": "filed", "when": "2014-03"}
    return CandidacyProfile.model_validate(
        {
            "document": {"id": "a", "text": "Brest", "title": "BREST : LA RADE", "author": "X"},
            "candidacy": {
                "territory": "Brest",
                "cities": ["brest", "Saint Malo", "Metz"],
                "label": "French Tech",
                "status": "unknown",
            },
            "keyFigures": [{**place, **number} for number in numbers],
            "leadingCompanies": [company],
            "timeline": [step],
        }
    )


EXPECTED = {
    "title": Counts(1, 1, 1),
    "author": Counts(0, 0, 1),
    "published": Counts(0, 1, 0),
    "territory": Counts(1, 1, 1),
    "label": Counts(1, 1, 1),
    "status": Counts(0, 1, 1),
    "banner": Counts(0, 1, 0),
    "cities": Counts(2, 2, 3),
    "specialties": Counts(0, 1, 0),
    "companies": Counts(1, 2, 1),
    "sectors": Counts(1, 1, 1),
    "district": Counts(0, 0, 0),
    "key figures": Counts(2, 3, 3),
    "timeline": Counts(1, 2, 1),
    "territory, partial": Counts(1, 1, 1),
    "specialties, partial": Counts(0, 1, 0),
    "sectors, partial": Counts(1, 1, 1),
    "district, partial": Counts(0, 0, 0),
}


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [
        (["carburants"], ["carburants de synthese"], 1),
        (["carburants de synthese"], ["carburants"], 1),
        (["le mans"], ["mans"], 1),
        (["carbone"], ["carburants"], 0),
        (["art"], ["cartes"], 0),  # words, not letters
        (["fibre de carbone"], ["carbone fibre"], 0),  # in their order
        (["jeu", "jeu video"], ["jeu video"], 1),  # one to one
        (["jeu", "jeu video"], ["jeu video", "jeu"], 2),
        ([("ineo", "reseaux")], [("ineo", "reseaux publics")], 1),
        ([("ineo", "reseaux")], [("atos", "reseaux")], 0),
        ([], ["carburants"], 0),
        (["carburants"], [], 0),
    ],
)
def test_partial_overlap(gold, predicted, right) -> None:
    counts = partial_overlap(set(gold), set(predicted))
    assert counts == Counts(right, len(gold), len(predicted))
    assert partial_overlap(set(predicted), set(gold)).right == right


def test_every_profile_row_is_expected() -> None:
    assert list(EXPECTED) == [row.name for row in PROFILE_ROWS]


@pytest.mark.parametrize("name", EXPECTED)
def test_profile(name: str) -> None:
    assert score_profile(GOLD, predicted_profile())[name] == EXPECTED[name]
