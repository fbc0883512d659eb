"""From overlapping candidates to flat mentions."""

# ruff: noqa: E501 (a row of a table stays on one line)

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftextract.resolver import PRECEDENCE, choose, resolve_mentions, trim
from ftextract.rule import Candidate

LABELS = ("ORG", "LOC", "PER", "EVENT", "FIG", "DATE")


def candidate(text: str, part: str, label="ORG", rule="ner", **attributes) -> Candidate:
    start = text.index(part)
    return Candidate(start, start + len(part), label, rule, attributes)


@pytest.mark.parametrize(
    ("text", "part", "kept"),
    [
        ("la [CPES] de Cercottes [Loiret].", "CPES] de Cercottes", "CPES"),
        ("la [CPES] de Cercottes [Loiret].", "[CPES] de Cercottes [Loiret", "CPES"),
        ("le (Medef) local", "Medef)", "Medef"),
        ("Kervella (Brest", "Kervella (Brest", "Kervella"),
        ("Kervella (Brest)", "Kervella (Brest)", "Kervella"),
        ("dit « Orbem », oui", "« Orbem »,", "Orbem"),
        ('dit "Orbem", oui', '"Orbem"', "Orbem"),
        ("le pôle « Vent debout » et", "pôle « Vent debout »", "pôle « Vent debout »"),
        ("le pôle « Vent debout », et", "pôle « Vent debout »,", "pôle « Vent debout »"),
        ("dit « Orbem », oui", "Orbem »", "Orbem"),
        (" Orbem, ", " Orbem, ", "Orbem"),
        ("– Orbem –", "– Orbem –", "Orbem"),
        ("À Orbem", "À Orbem", "Orbem"),
        ("chez Orbem Inc.", "Orbem Inc.", "Orbem Inc."),
        ("Orbem", "Orbem", "Orbem"),
        ("l'Oréal", "l'Oréal", "l'Oréal"),
        ("AT&T, oui", "AT&T", "AT&T"),
        ("le Pôle Et Demain", "Pôle Et Demain", "Pôle Et Demain"),
        ("Et Depuis Orbem", "Et Depuis Orbem", "Orbem"),
        ("Et orbem", "Et orbem", "Et orbem"),
        ("Orbem\n", "Orbem\n", "Orbem"),
        ("« » -", "« » -", None),
        ("…", "…", None),
    ],
)
def test_edges(text: str, part: str, kept: str | None) -> None:
    found = trim(candidate(text, part), text)
    assert (found and text[found.start : found.end]) == kept
    if found:
        assert trim(found, text) == found


def test_no_name_reaches_over_its_bracket() -> None:
    text = "Les élèves de la [CPES] de Cercottes [Loiret]."
    model = candidate(text, "CPES] de Cercottes")
    place = candidate(text, "Loiret", "LOC", "places.gazetteer")
    said = [text[c.start : c.end] for c in resolve_mentions([model, place], text)]
    assert said == ["CPES", "Loiret"]


@pytest.mark.parametrize(
    ("text", "candidates", "kept"),
    [
        # a name that holds a whole date or figure keeps it
        ("aux JO d'hiver 2030", [("JO d'hiver 2030", "EVENT", "ner"), ("hiver 2030", "DATE", "dates.season")], ["JO d'hiver 2030"]),
        # a date or figure wins against what overlaps it otherwise
        ("le 3 mars Kervella", [("3 mars", "DATE", "dates.day"), ("mars Kervella", "ORG", "organizations.announced")], ["3 mars"]),
        ("EDF 800 salariés", [("EDF 800", "ORG", "ner"), ("800 salariés", "FIG", "figures.count")], ["EDF", "800 salariés"]),
        # the model wins against a weaker wording
        ("communauté urbaine de Brest", [("Brest", "LOC", "ner"), ("communauté urbaine de Brest", "ORG", "organizations.designator")], ["Brest:LOC"]),
        # of one rank, the longer wins; of one length, the rule's
        ("la Région Bretagne", [("Bretagne", "LOC", "ner"), ("Région Bretagne", "ORG", "organizations.capitalized")], ["Région Bretagne"]),
        ("M. Brest", [("Brest", "LOC", "ner"), ("Brest", "PER", "people.title")], ["Brest:PER"]),
        ("à Brest", [("Brest", "LOC", "places.gazetteer"), ("Brest", "ORG", "ner")], ["Brest:LOC"]),
        ("à Brest", [("Brest", "LOC", "names.override"), ("à Brest", "ORG", "ner")], ["Brest:LOC"]),
        # what lasts from one day to another is an event
        ("Gamers Assembly, du 18 au 21 avril", [("Gamers Assembly", "ORG", "ner"), ("18 au 21 avril", "DATE", "dates.range")], ["Gamers Assembly:EVENT", "18 au 21 avril"]),
        ("Gamers Assembly, les 18 et 19 avril", [("Gamers Assembly", "ORG", "ner"), ("18 et 19 avril", "DATE", "dates.days")], ["Gamers Assembly:EVENT", "18 et 19 avril"]),
        ("Gamers Assembly, dès les 18 et 19 avril", [("Gamers Assembly", "ORG", "ner"), ("18 et 19 avril", "DATE", "dates.days")], ["Gamers Assembly:ORG", "18 et 19 avril"]),
        ("Rennes, du 18 au 21 avril", [("Rennes", "LOC", "ner"), ("18 au 21 avril", "DATE", "dates.range")], ["Rennes:LOC", "18 au 21 avril"]),
        # side by side, both stay
        ("Anne Brest", [("Anne", "PER", "ner"), ("Brest", "LOC", "ner")], ["Anne", "Brest"]),
    ],
)  # fmt: skip
def test_precedence(text, candidates, kept) -> None:
    given_ = [candidate(text, part, label, rule) for part, label, rule in candidates]
    for order in itertools.permutations(given_):
        found = resolve_mentions(order, text)
        assert len(found) == len(kept)
        for mention, said in zip(found, kept, strict=True):
            name, _, label = said.partition(":")
            assert text[mention.start : mention.end] == name
            assert label in ("", mention.label)


def test_the_one_that_is_kept_says_what_all_said() -> None:
    text = "le quartier Le Bono"
    start = text.index("Le")
    told = Candidate(start, len(text), "LOC", "places.announced", {"kind": "district", "a": 1})
    other = Candidate(start, len(text), "ORG", "organizations.item", {"sector": "bois"})
    ner = Candidate(start, len(text), "LOC", "ner", {"a": 2})
    for order in itertools.permutations([told, other, ner]):
        (kept,) = resolve_mentions(order, text)
        assert (kept.rule, kept.attributes) == ("ner", {"a": 2, "kind": "district"})


def test_every_name_rule_has_a_rank() -> None:
    from ftextract.rules import events, organizations, people, places

    rules = {r.name for family in (events, organizations, people, places) for r in family.RULES}
    assert rules <= PRECEDENCE.keys()


TEXT = "À Brest (Finistère), « Orbem » et M. Le Goff ont levé 300 M€ le 3 mars 2014 [CPES] !"


@st.composite
def candidates(draw) -> list[Candidate]:
    found = []
    for _ in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, len(TEXT) - 1))
        end = draw(st.integers(start + 1, min(len(TEXT), start + 30)))
        label = draw(st.sampled_from(LABELS))
        rules = {"FIG": ["figures.count"], "DATE": ["dates.day", "dates.year", "dates.range"]}
        rule = draw(st.sampled_from(rules.get(label, [*PRECEDENCE, "mine.other"])))
        found.append(Candidate(start, end, label, rule))
    return found


@settings(deadline=None, max_examples=400)
@given(st.data())
def test_any_candidates(data) -> None:
    given_ = data.draw(candidates())
    found = resolve_mentions(given_, TEXT)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    for mention in found:
        said = TEXT[mention.start : mention.end]
        assert said
        if mention.label not in ("FIG", "DATE"):
            assert said == said.strip()
            for opening, closing in ("()", "[]", "«»"):
                assert said.count(opening) == said.count(closing)
    shuffled = data.draw(st.permutations(given_))
    assert resolve_mentions(shuffled, TEXT) == found
    assert resolve_mentions(found, TEXT) == found
    assert choose(found) == found
