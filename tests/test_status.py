"""How a candidacy stands, and for which label."""

from __future__ import annotations

import datetime as dt

import pytest

from ftextract.label import is_economic, label_of
from ftextract.lexicon import load
from ftextract.outline import Outline
from ftextract.rules.dates import find_dates
from ftextract.status import Subject, judge, status_of
from ftextract.status_sentences import Telling, tellings_of
from ftextract.status_signs import Parts, signs_of, values_of
from ftextract.steps import Actor, read
from ftextract.timex import resolve
from ftextract.view import View

from .rules.name_tables import REPETITIONS, assert_linear, variants

PUBLISHED = dt.date(2016, 3, 3)


def outline_of(text: str, title: str = "") -> Outline:
    """What an article of one paragraph looks like, perhaps below a title."""
    whole = f"{title}\n{text}" if title else text
    start = len(title) + 1 if title else 0
    blocks = [(0, len(title)), (start, len(whole))] if title else [(0, len(whole))]
    view = View(whole, blocks)
    kinds = ["title", "paragraph"] if title else ["paragraph"]
    return Outline(view, list(zip(kinds, view.blocks, strict=True)))


def read_article(text: str, title: str = ""):
    """An article of one paragraph, perhaps below a title: its outline, its dates, its steps."""
    outline = outline_of(text, title)
    found = outline.text
    dates = resolve(find_dates(found), found, PUBLISHED)
    actors = [
        Actor(at, at + len(name), name == "Quimper")
        for name in ("Quimper", "Brest")
        for at in range(len(found))
        if found.startswith(name, at)
    ]
    return outline, dates, read(outline, dates, sorted(actors, key=lambda actor: actor.start))


def outcome(text: str, banner: str | None = None, title: str = ""):
    """The status of such an article and its evidence."""
    outline, dates, said = read_article(text, title)
    subject = Subject(label_of(outline), banner)
    found = status_of(outline, said, dates, PUBLISHED, subject)
    evidence = outline.text[slice(*found.evidence)] if found.evidence else None
    return found.status, evidence


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Quimper vient de décrocher le label.", "labelled"),
        ("Quimper a enfin obtenu son label French Tech.", "labelled"),
        ("Quimper est labellisée French Tech depuis 2014.", "labelled"),
        ("Le jury a retenu le dossier de Quimper.", "labelled"),
        ("Quimper figure parmi les lauréats.", "labelled"),
        ("La mission French Tech a labellisé Quimper.", "labelled"),
        ("Quimper est membre de la communauté French Tech depuis 2014.", "labelled"),
        ("Quimper est candidate au label.", "candidate"),
        ("Quimper brigue le label.", "candidate"),
        ("Quimper espère décrocher le label.", "candidate"),
        ("Quimper n'a pas encore son label, elle prépare un dossier.", "candidate"),
        ("Le dossier de Quimper sera déposé en mai.", "candidate"),
        ("La ville présentera sa candidature à la French Tech.", "candidate"),
        ("On fêtera Quimper, si toutefois l'État lui conserve le label.", "candidate"),
        ("S'ils obtiennent le label, les élus de Quimper danseront.", "candidate"),
        ("Même si la ville de Quimper conserve le label, rien ne bouge.", "labelled"),
        ("Si bien que Quimper décroche le label.", "labelled"),
        ("Si la ville de Quimper a décroché le label, c'est par chance.", "labelled"),
        ("Le verdict du jury sur le dossier tombera en juin.", "candidate"),
        ("Le dossier de Quimper n'a pas été retenu.", "rejected"),
        ("Recalée, Quimper a perdu le label.", "rejected"),
        ("Quimper ne figurait pas sur la liste des lauréats.", "rejected"),
        ("Recalée en mai, Quimper est de nouveau candidate au label.", "candidate"),
        # of another, of nobody, of something else
        ("Brest, labellisée en novembre dernier, aligne cinq fois plus d'emplois.", "unknown"),
        ("Quimper compte dix quartiers.", "unknown"),
        ("Le maire a été recalé à son permis.", "unknown"),
        ("La ville a obtenu un parc.", "unknown"),
        ("Le pôle a labellisé 174 projets.", "unknown"),
        ("Le maire, candidat (PS) à sa succession, se tait.", "unknown"),
    ],
)
def test_status(text: str, status: str) -> None:
    for variant in variants(text):
        found, evidence = outcome(variant)
        assert found == status
        assert (evidence is None) == (status == "unknown")


def test_outcomes_weigh_more_than_bids() -> None:
    status, evidence = outcome(
        "Quimper était candidate au label. Elle vient de décrocher le label."
    )
    assert (status, evidence) == ("labelled", "Elle vient de décrocher le label.")


FILLER = " La ville a dix ponts. Elle a un port. On y danse. Il y pleut. Le soir, tout dort."


@pytest.mark.parametrize(
    ("title", "text", "status"),
    [
        ("Quimper vise le label", "La ville dépose son dossier lundi ; la réponse tombera en mai "
         "2016. Elle est candidate et espère.", "candidate"),
        ("Quimper entre au patrimoine mondial", "Samedi, le comité a inscrit le port sur la "
         "liste. L'Unesco l'a choisi.", "labelled"),
        ("Quimper n'aura pas les Jeux olympiques", "La ville candidate est éliminée, "
         "battue par Oslo. Son dossier n'a pas été retenu. La défaite est lourde.", "rejected"),
        ("Quimper retoquée", "Le jury a recalé la ville. Elle dépose de nouveau sa candidature.",
         "candidate"),
        # an outcome in the title, or told as fresh, decides
        ("Quimper décroche le label", "Le dossier, déposé, attend la réponse.", "labelled"),
        ("Quimper a son label", "La candidature de Quimper vient d'obtenir le label French Tech. "
         "Le dossier attend la réponse.", "labelled"),
        # no bid
        ("Un pont de plus", "Le maire a ouvert le pont. La foule était là.", "unknown"),
        ("Le carnet", "Anne devient directrice. Jean la rejoint. Le réseau est content.",
         "unknown"),
        # looks like an outcome and is none
        ("Ponts", "Les communes de la petite couronne attendent la réponse sur leur dossier, "
         "déposé lundi au label.", "candidate"),
        ("Ponts", "Lundi, le jury dira si Quimper garde le label. Le dossier est déposé.",
         "candidate"),
        ("Ponts", "Les villes ont choisi de jouer groupées pour décrocher le label. Le dossier "
         "sera déposé.", "candidate"),
    ],
)  # fmt: skip
def test_status_of_an_article(title: str, text: str, status: str) -> None:
    found, evidence = outcome(text + FILLER, title=title)
    assert found == status
    assert (evidence is None) == (status == "unknown")


def test_evidence_is_the_sentence_that_speaks_most() -> None:
    text = f"Quimper a dix ponts. La ville veut le label et dépose son dossier.{FILLER}"
    assert outcome(text)[1] == "La ville veut le label et dépose son dossier."


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (("wish title", "only bids", "wish about", "awaited", "step filed now"), "candidate"),
        (("won lead", "entered title", "prize lead", "last labelled", "said"), "labelled"),
        (("lost", "lost title", "lost lead", "lost about", "last rejected"), "rejected"),
        (("said late", "label none", "last none", "no bid"), "unknown"),
    ],
)
def test_the_likeliest_status_wins(names: tuple[str, ...], status: str) -> None:
    assert judge(dict.fromkeys(("one", *names), 1.0), []) == (status, None)


def test_an_unknown_sign_weighs_nothing() -> None:
    assert judge({"no such sign": 9.0, "one": 1.0}, []) == judge({"one": 1.0}, [])
    telling = Telling((0, 9), ("no such sign",))
    assert judge({"one": 1.0}, [telling]) == judge({"one": 1.0}, [])


def signs(text: str, title: str = "Ponts") -> set[str]:
    """The names of the signs of an article of one paragraph below a title."""
    outline, dates, said = read_article(text, title)
    return {sign.name for sign in signs_of(Parts(outline, said, dates, PUBLISHED))}


@pytest.mark.parametrize(
    ("text", "there", "absent"),
    [
        # words: of which kind, in which part, in a sentence about the bid or not, not denied
        ("Quimper espère.", {"wish lead", "wish"}, {"wish title", "wish about"}),
        ("Quimper espère le label.", {"wish about"}, {"no bid"}),
        ("Quimper n'espère plus le label.", {"bid lead"}, {"wish about", "wish"}),
        ("Il pleut. Quimper espère le label.", {"wish about"}, {"no bid"}),
        ("Il ne pleut pas. Quimper espère le label.", {"wish about"}, {"no bid"}),
        ("Le nom de Quimper.", set(), {"wish", "won", "lost"}),
        # a bid that is denied
        ("Quimper n'a pas de label.", {"bid", "no bid", "no bid lead"}, set()),
        ("Ni dossier, ni bannière.", {"no bid"}, set()),
        ("Quimper n'a jamais demandé le label.", {"no bid"}, set()),
        ("Quimper ne réclame aucun label.", {"no bid"}, set()),
        ("Pas un mot du label.", {"bid"}, {"no bid"}),
        ("Quimper a le label, pas le pont.", {"bid"}, {"no bid"}),
        ("Quimper n'a pas lâché son label.", {"bid"}, {"no bid"}),
        # tense, person, denial, question
        ("Le jury tranchera sur le label.", {"future about"}, {"back about"}),
        ("Quimper avait le label.", {"back about"}, {"future about", "we about"}),
        ("Nous voulons le label ?", {"we about", "asked about"}, {"asked title"}),
        ("Le maire tranchera. Il avait dit non.", {"future lead"}, {"future about", "back about"}),
        ("Il sera le premier label.", set(), {"future about"}),  # says less
        # dates as seen from 3 March 2016
        ("Le label a été remis le 1er mars 2016.", {"date now about"}, {"date past about"}),
        ("Le label a été remis en mai 2013.", {"date past about"}, {"date now about"}),
        ("Le label sera remis le 8 mai 2016.", {"date to come about"}, {"date lately about"}),
        ("Le pont date de mai 2013.", {"date past lead"}, {"date past about"}),
        # what the bid came to
        ("Quimper vient de décrocher le label.", {"last labelled", "last labelled news"},
         {"last none", "last rejected"}),
        ("Brest a décroché le label.", {"last none"}, {"last labelled"}),
        ("Le dossier de Quimper n'a pas été retenu.", {"last rejected"}, {"last labelled"}),
    ],
)  # fmt: skip
def test_signs(text: str, there: set[str], absent: set[str]) -> None:
    for variant in variants(text):
        found = signs(variant)
        assert there <= found
        assert not absent & found


def test_parts_of_an_article() -> None:
    found = signs("Le jury a couronné la ville.", "Quimper recalée")
    assert {"lost title", "won lead"} <= found
    assert not {"lost lead", "won title", "lost rest", "won rest"} & found


def test_values_are_at_most_one() -> None:
    outline, dates, said = read_article("Quimper espère le label. " * 30, "Ponts")
    found = signs_of(Parts(outline, said, dates, PUBLISHED))
    values = values_of(found, outline, said, Subject("French Tech", "Quimper Tech"))
    assert max(values.values()) == 1.0
    assert values["label tech"] == 1.0
    assert values["label none"] == 0.0
    assert values["only bids"] == 1.0
    assert values["aside"] == 0.0


@pytest.mark.parametrize(
    ("text", "label", "banner", "aside"),
    [
        ("Il pleut.", None, None, 1.0),
        ("Il pleut sur un dossier.", None, None, 1.0),
        ("Il pleut sur un dossier. Le dossier est mouillé.", None, None, 0.0),
        ("Il pleut.", "French Tech", None, 0.0),
        ("Il pleut.", None, "Quimper Tech", 0.0),
    ],
)
def test_a_word_in_passing(text: str, label: str | None, banner: str | None, aside: float) -> None:
    outline, _, said = read_article(text)
    assert values_of([], outline, said, Subject(label, banner))["aside"] == aside


@pytest.mark.parametrize(
    ("asked", "status"),
    [("", "unknown"), (" La ville est candidate au label French Tech.", "candidate")],
)
def test_people_who_stand_for_election_do_not_bid(asked: str, status: str) -> None:
    text = (
        "Deux candidats restent en lice. Le candidat sortant espère la victoire dimanche. Le jury "
        "populaire tranchera. Il attend la décision. Les électeurs votent en juin. Il pleut."
    )
    assert outcome(text + asked, title="Qui gagnera Quimper ?")[0] == status


def told(text: str, banner: str | None = None) -> dict[str, set[str]]:
    """The sentences of a paragraph below a title that may have the last word, and their signs."""
    outline, dates, said = read_article(text, "Ponts")
    actors = [
        Actor(at, at + len(name), name == "Quimper")
        for name in ("Quimper", "Brest")
        if (at := outline.text.find(name)) >= 0
    ]
    actors.sort(key=lambda actor: actor.start)
    subject = Subject("French Tech", banner, actors)
    found = tellings_of(Parts(outline, said, dates, PUBLISHED), subject)
    return {outline.text[slice(*one.sentence)]: set(one.signs) for one in found}


@pytest.mark.parametrize(
    ("text", "there", "absent"),
    [
        ("Quimper attend le label.", {"awaited", "bid", "about", "own", "awaited+own", "first",
         "last"}, {"other", "title", "future"}),
        ("Le label sera remis le 8 mai 2016.", {"date to come"}, {"own", "won", "date past"}),
        ("Le dossier sera déposé le 8 mai 2016.", {"filed", "filed+date to come"},
         {"filed+date past", "won"}),
        ("Le label de Brest a été obtenu en mai 2013.", {"won+date past", "won+other"},
         {"won+own", "won+date now"}),
        ("Quimper n'espère plus le label.", {"not wish", "not wish+own"}, {"wish", "wish+own"}),
        ("Quimper Tech avait espéré le label.", {"banner", "back"}, {"asked"}),
        ("Quimper aura-t-elle le label ?", {"asked", "own"}, {"awaited", "won"}),
    ],
)  # fmt: skip
def test_signs_of_sentences(text: str, there: set[str], absent: set[str]) -> None:
    found = told(text, "Quimper Tech")[text]
    assert there <= found
    assert not absent & found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quimper veut le label. La réponse tombera en mai.", 2),
        ("Il pleut. Quimper Tech rit.", 1),  # the banner
        ("Il pleut. Le maire a perdu.", 1),  # a telling word in the first paragraphs
        # says nothing of a bid
        ("Il pleut. Le maire rit.", 0),
        ("Brest est loin.", 0),
        ("Il y avait un pont en mai 2013.", 0),
    ],
)
def test_sentences_that_may_have_the_last_word(text: str, expected: int) -> None:
    found = told(text, "Quimper Tech")
    assert len(found) == expected


def test_the_last_outcome_counts() -> None:
    text = "Quimper, recalée en novembre 2014, labellisée en juin 2015, a changé son logo."
    assert outcome(text)[0] == "labelled"


def test_a_running_banner_is_a_label() -> None:
    assert outcome("La French Tech Quimper compte dix membres.", "French Tech Quimper")[0] == (
        "labelled"
    )
    assert outcome("La French Tech Quimper dépose un dossier.", "French Tech Quimper")[0] == (
        "candidate"
    )


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Quimper veut le label French Tech.", "French Tech"),
        ("la french tech", "French Tech"),
        ("Quimper, capitale européenne de la culture ?", "capitale européenne de la culture"),
        ("Les Territoires d'industrie sont 124.", "Territoires d'industrie"),
        ("Les JO d'hiver 2018, puis 2026.", "JO d'hiver 2018"),
        ("capitale européenne de la culture 2028", "capitale européenne de la culture"),
        ("Quimper veut le label Ville Fleurie.", "Ville Fleurie"),
        ("Quimper n'a pas de label.", None),
        (
            "Le Territoire zéro chômeur de longue durée attend.",
            "Territoire zéro chômeur de longue durée",
        ),
        ("Le géoparc mondial de l'Unesco s'étend.", "géoparc mondial de l'Unesco"),
        ("Le port a son Pavillon bleu.", "Pavillon bleu"),
        ("Terre de Jeux 2024 arrive.", "Terre de Jeux 2024"),
        ("Le pavillon est bleu, le territoire sans chômeur.", None),
        ("le pôle de compétitivité", "pôle de compétitivité"),
        ("le pôle de compétitivité de la French Tech", "French Tech"),
        ("", None),
    ],
)
def test_label(text: str, label: str | None) -> None:
    assert label_of(outline_of(text)) == label


def test_the_title_weighs_more() -> None:
    text = "French Tech. French Tech. French Tech. Patrimoine mondial."
    assert label_of(outline_of(text)) == "French Tech"
    assert label_of(outline_of(text, "Patrimoine mondial")) == "Patrimoine mondial"


@pytest.mark.parametrize(
    ("label", "economic"),
    [("French Tech", True), ("Territoires d'industrie", True), ("Ville Quelconque", True),
     ("Ville Fleurie", False), ("Réserve de biosphère", False), ("Action cœur de ville", True),
     ("capitale européenne de la culture", False), ("JO d'hiver 2018", False)],
)  # fmt: skip
def test_labels_of_an_economy(label: str, economic: bool) -> None:
    assert is_economic(label) is economic


def test_labels_of_no_economy_are_known() -> None:
    words = load("candidacy")
    known = {*words["label"].values(), *words["event_label"].values()}
    assert set(words["not_economic"]) <= {label.lower() for label in known}


@pytest.mark.parametrize(
    "piece", [*REPETITIONS, ".", "…", "vient d'", "a donc ", "label ab ", "dossier ", "labellisé "]
)
def test_time_is_linear(piece: str) -> None:
    assert_linear(outcome, piece)
    assert_linear(lambda text: label_of(outline_of(text, text[:200])), piece)
