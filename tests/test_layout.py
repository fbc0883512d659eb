"""From a text to the blocks of an article."""

from __future__ import annotations

import textwrap

import pytest

from ftextract.layout import read_layout
from ftextract.lines import Line

ARTICLE = """\
Brest met la mer et le code sous une même bannière
Par Hélène Kervella
Publié le 18 juin 2015
Quatre villes de la pointe bretonne ont choisi de jouer groupées et de déposer un seul dossier.
Les spécialités
Les télécommunications et les technologies de la mer font vivre une bonne part de la place.
LES CHIFFRES CLES :
• 1 200 entreprises
• 14 000 salariés
3. Le quartier numérique
Les anciens ateliers seront livrés à la fin de l'année prochaine, promet la métropole."""


def kinds(text):
    return [(block.kind, text[block.start : block.end]) for block in read_layout(text).blocks]


def test_blocks():
    lines = ARTICLE.split("\n")
    expected = [
        "title",
        "byline",
        "byline",
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "item",
        "item",
        "heading",
        "paragraph",
    ]
    assert kinds(ARTICLE) == list(zip(expected, lines, strict=True))


@pytest.mark.parametrize("line_end", ["\r\n", "\n\n", "\r", "\n \u00a0\n", "\u2028"])
def test_line_ends_change_nothing(line_end):
    changed = ARTICLE.replace("\n", line_end)
    assert kinds(changed) == kinds(ARTICLE)


def test_lines_broken_for_width_are_joined():
    paragraphs = [line for line in ARTICLE.split("\n") if len(line) > 70]
    body = " ".join(paragraphs * 3)
    wrapped = f"Un titre\n\n{textwrap.fill(body, 60)}\n\nUne chute.\n"
    blocks = read_layout(wrapped).blocks
    assert [block.kind for block in blocks] == ["title", "paragraph", "paragraph"]
    assert " ".join(wrapped[blocks[1].start : blocks[1].end].split()) == body


PROSE = "La ville a déposé son dossier de candidature au label, porté par quatre agglomérations."

FURNITURE = [
    "Partager sur Facebook",
    "0Commentaire",
    "RéagirPARCOURIR LE DOSSIER",
    "Tous les champs sont obligatoires",
    "Nous utilisons des cookies pour mesurer l'audience de ce site. Tout accepter",
    "© 2015 Le Courrier du Forez. Tous droits réservés.",
    "Accueil > Économie > Numérique",
    "Abonnez-vous à notre newsletter pour ne rien manquer de l'actualité",
    "Temps de lecture : 3 min",
    "Crédit photo : DR",
    "Publicité",
    "LE MAGAZINE // N° 212 // P. 14",
    "Météo : risque d'orage en mer, vos obsèques, petites annonces",
    "Vous recevez cette lettre en qualité de membre",
]
NOT_FURNITURE = [
    "Quel temps fera-t-il ? Météo et marées : demandez le port",
    "Recherche et formation",
    "Partageons nos compétences, plaide la présidente du cluster.",
    "La page se tourne pour les salariés de l'usine, qui ferme ses portes.",
    "– la CCI de Maine-et-Loire",
    "Population : 118 000 habitants",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture(line):
    text = f"Un titre de quatre mots\n{PROSE}\n{line}\n{PROSE}"
    assert ("boilerplate", line) in kinds(text)


@pytest.mark.parametrize("line", NOT_FURNITURE)
def test_not_furniture(line):
    text = f"Un titre de quatre mots\n{PROSE}\n{line}\n{PROSE}"
    assert [kind for kind, said in kinds(text) if said == line] not in ([], ["boilerplate"])


def test_dossier_menu_is_related_not_article():
    text = (
        "Tout le dossier\n-\nNumérique\nLyon : la tech en plein élan\n-\nÉconomie\n"
        "Nice veut sa part du gâteau\n-\nNumérique\nBrest, vue sur mer et sur code\n"
        f"Brest, vue sur mer et sur code\n{PROSE}\nBrest, vue sur mer et sur code\nRéagir"
    )
    layout = read_layout(text)
    assert layout.title == "Brest, vue sur mer et sur code"
    assert layout.related == ["Lyon : la tech en plein élan", "Nice veut sa part du gâteau"]
    kept = [said for kind, said in kinds(text) if kind != "boilerplate"]
    assert kept == ["Brest, vue sur mer et sur code", PROSE]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "OPINIONS - LE BILLET\nValence attend le train de 2016",
            "Valence attend le train de 2016",
        ),
        ("Menu ▪ Économie ▪ Vin ▪ Contact\nBordeaux veut jouer", "Bordeaux veut jouer"),
        (
            "14 // ESTUAIRE MAG - N° 212\nSAINT-NAZAIRE VEUT SON LABEL",
            "SAINT-NAZAIRE VEUT SON LABEL",
        ),
        ("Brest aura-t-elle, cette fois, le label que son port attend ?",) * 2,
        (
            "Le Courrier – Section Affaires – B3\nBrest attend son label",
            "Brest attend son label",
        ),
        ("Le Courrier – Abonnez-vous dès 4 €\nBrest attend son label", "Brest attend son label"),
    ],
)
def test_title_below_a_running_head(head, title):
    assert read_layout(f"{head}\nPar Anne Morel\n{PROSE}").title == title


TITLE = "Brest attend son label"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"Vous recevez ce numéro par abonnement\n{TITLE}", TITLE),
        (f"Ouvrir dans le navigateur\n{TITLE}", TITLE),
        (f"ÉCOUTER (3 min 12)\n{TITLE}", TITLE),
        (f"Le Courrier, gratuit, 28 000 exemplaires\n{TITLE}", TITLE),
        (f"Cahier d'été – p. 14\nQuiz : {TITLE}", f"Quiz : {TITLE}"),
        (f"{TITLE}\nLe magazine du port, octobre 2019", TITLE),
        (f"{TITLE}\nPar la rédaction de Ponts & Ports", TITLE),
        ("La lettre du port – n° 31 – vendredi 9 juin 2023\nBonjour à tous,",) * 2,
        ("FICHE N° 7 – BREST\nPopulation : 140 000\nPort : Brest\nStatut : ville",) * 2,
        ("MÉTÉO : LE CENTRE EUROPÉEN PRÉFÈRE BONN\nBREST (Agence) - 6 mars 2015",) * 2,
        ("Brest gagne. Lorient attend. Vannes demande une adresse et du temps.\nPar Anne Morel",)
        * 2,
        (f"{TITLE}\nAgenda arrêté le mercredi 12 avril 2023", TITLE),
        (
            "Annuaire – fiche n° 27 – imprimer\nFiche : Brest\nBanc : non\nPort : oui",
            "Fiche : Brest",
        ),
        (f"{TITLE}\n1. La nuit, tous les bureaux sont gris", TITLE),
    ],
)
def test_title_among_other_lines(head, title):
    assert read_layout(f"{head}\n{PROSE}\n{PROSE}").title == title.split("\n")[0]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("ANNE MOREL", "ANNE MOREL"),
        ("ANNE MOREL, À BREST", "ANNE MOREL"),
        ("GRAND FORMAT", None),  # for the text says grand
        ("BASSE MOULIÈRE", None),  # for the text says Moulière
        ("CE QU'ON EN DIT", None),
    ],
)
def test_signatures_in_capitals(line, author):
    body = f"{PROSE} Un grand port à Moulière."
    assert read_layout(f"{TITLE}\n{line}\n{body}\n{PROSE}").author == author


@pytest.mark.parametrize(
    ("close", "line", "author"),
    [
        ("Bon week-end,", "Anne Morel, chargée d'animation", "Anne Morel"),
        ("Bien à vous,", "Anne Morel", "Anne Morel"),
        ("Qui dirige le port ?", "Anne Morel, chargée d'animation", None),
        ("Bon week-end,", "Port Rhu, premier étage", None),
    ],
)
def test_signature_of_a_letter(close, line, author):
    assert read_layout(f"{TITLE}\n{PROSE}\n{PROSE}\n{close}\n{line}").author == author


def test_a_running_head_with_a_month_is_furniture():
    head = "LE MAG DU PORT – n° 38 – été 2021"
    assert ("boilerplate", head) in kinds(f"{head}\n{TITLE}\nAnne Morel, 6 mars 2015\n{PROSE}")


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\ufeff", "-\n-\n", "Brest"])
def test_little_text(text):
    layout = read_layout(text)
    assert layout.author is None
    assert all(text[block.start : block.end].strip() for block in layout.blocks)


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (["{prose}", "Claire Maudet, 21 décembre 2018"], "Claire Maudet"),
        (["{prose}", "CLAIRE MAUDET", "Partager sur Facebook"], "CLAIRE MAUDET"),
        (["{prose}", "Propos recueillis par Claire Maudet"], "Claire Maudet"),
        (["Claire Maudet | 23/01/15 | 06:30", "{prose}"], "Claire Maudet"),
        (["POINTS FAIBLES", "{prose}"], None),
        (["{prose}", "Swiss Creative Speed, à la Rodia", "{prose}"], None),
        (["{prose}", "Claire Maudet tranche.", "{prose}"], None),
    ],
)
def test_signatures(lines, author):
    text = "\n".join(["Brest attend son label", "{prose}", *lines]).format(prose=PROSE)
    head = "\n".join(["Brest attend son label", *lines, "{prose}"]).format(prose=PROSE)
    assert author in {read_layout(text).author, read_layout(head).author}
    if author is None:
        assert read_layout(text).author is read_layout(head).author is None


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        (
            "Côté Ponant – édition du soir\n{}\nAnne Morel | 6 mars 2015",
            "La ville attend",
            "Anne Morel",
        ),
        ("Ponant Affaires – vendredi 6 mars\n{}\nAnne Morel", "La ville attend", "Anne Morel"),
        ("Anne Morel, 6 mars 2015\n{}", "La ville attend", "Anne Morel"),
        ("{}\nAnne Morel, 6 mars 2015", "Orbem Child, l'enfant de la ville", "Anne Morel"),
        ("{}\nPublié le 6 mars 2015", "La ville ne sera pas capitale du cuir. Et alors ?", None),
        ("{}\nPublié le 6 mars 2015", "Pourquoi la ville a-t-elle été oubliée cette année ?", None),
    ],
)
def test_author_beside_the_title(head, title, author):
    layout = read_layout(f"{head.format(title)}\n{PROSE}")
    assert (layout.title, layout.author) == (title, author)


@pytest.mark.parametrize(
    ("line", "folded"),
    [
        ("0Commentaire", "0 commentaire"),
        ("LireABONNÉS", "lire abonnes"),
        ("LireAbonnés", "lireabonnes"),
        ("17h30", "17 h30"),
        ("À Évreux, l’été", "a evreux, l ete"),
    ],
)
def test_glued_words(line, folded):
    assert Line(0, len(line), line).folded == folded


@pytest.mark.parametrize(
    ("lines", "furniture"),
    [
        ("Il a un mot de passe oublié hier", True),
        ("Il a un mot de passe\n\noublié hier", False),  # no phrase runs over lines
    ],
)
def test_phrases_of_furniture(lines, furniture):
    prose = "Brest accueille une école de plus, et toute la ville en est fière."
    text = f"Une école\n\n{prose}\n\n{lines}\n\n{prose}"
    kinds = [block.kind for block in read_layout(text).blocks]
    assert ("boilerplate" in kinds) is furniture
