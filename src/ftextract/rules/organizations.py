"""Organizations by their wording: designators, announcing nouns, banners, enumerations.

Label ORG; the words are in organizations.toml. A designator belongs to the name (*[université de
Lorraine]*), an announcing noun does not (*la société [Astellia]*). A territory's banner is an
organization of kind ``candidacy`` (*[Nantes Tech]*); the label itself is none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import cast

from ftextract.gazetteer import lookup
from ftextract.lexicon import load
from ftextract.models import OrganizationKind
from ftextract.rule import (
    CAPITAL,
    Attributes,
    Candidate,
    Rule,
    alternatives,
    find,
    first_words,
    fold,
)
from ftextract.rules.names import (
    AFTER_ELISION,
    CAP,
    LETTER,
    LOWER,
    NAME,
    OF,
    PLAIN_NAME,
    QUOTED,
    START,
    UPPER,
)

WORDS = load("organizations")
DESIGNATOR = WORDS["designator"].pattern
BARE = WORDS["bare_designator"].pattern
CAPITALIZED = alternatives(word[0].upper() + word[1:] for word in WORDS["capitalized"])
# Areas whose names a capitalised word alone would cut: Pays basque.
AREA = alternatives(name for name in load("areas")["area"] if " " in name)
ANNOUNCING = WORDS["announcing"].pattern
QUALIFIER = WORDS["qualifier"].pattern
LEGAL_FORM = alternatives(WORDS["legal_form"].values())  # in its own capitals
# la start-up rennaise Klaxoon: adjectives of place and kind, by their endings
ADJECTIVE = (
    rf"(?-i:[{LOWER}-]+(?:ais|ois|ien|éen|ain|and|ard|ique|iste|al|ant|ent|if|ier|ère|ive|in|ol)"
    r"(?:n?e)?s?)"
)


def designated(match: re.Match[str]) -> Attributes | None:
    """The kind of a designator's name."""
    if match["bare"]:
        return {"kind": WORDS["bare_designator"][match["bare"]]}
    return {"kind": WORDS["designator"][match["designator"]]}


def quoted(match: re.Match[str]) -> Attributes:
    """The kind of a designator's name."""
    return {"kind": WORDS["designator"][match["designator"]]}


def capitalized(match: re.Match[str]) -> Attributes:
    """The kind of a name that a capitalised designator opens."""
    return {"kind": WORDS["capitalized"][match["designator"]]}


def announced(match: re.Match[str]) -> Attributes | None:
    """The kind that an announcing noun tells; a brand or branch depends on another company."""
    noun = match["noun"].lower()
    attributes: Attributes = {"kind": WORDS["announcing"][noun]}
    if noun in WORDS["dependent"]:
        attributes["dependent"] = True
    return attributes


def banner(match: re.Match[str]) -> Attributes | None:
    """A territory's banner: *X French Tech*, *French Tech X*, *X Tech* with a known place in X."""
    words = match["mention"].lower().rstrip(" +").split()
    tech = words.index("tech")
    if words[tech - 1] == "french":
        outside = words[: tech - 1] if words[0] != "la" else words[1 : tech - 1]
        after = words[tech + 1 :]
        if not outside and not after:
            return None
        if any(w in WORDS["before_banner"] for w in outside) or (
            after and after[0] in WORDS["after_banner"]
        ):
            return None
        return {"kind": "candidacy"}
    parts = [part for word in match["mention"].split()[:-1] for part in (word, *word.split("-"))]
    known = any(e.kind == "city" and (e.population or 0) > 5_000 for p in parts for e in lookup(p))
    return {"kind": "candidacy"} if known else None


def company(match: re.Match[str]) -> Attributes:
    """A company, whatever the name."""
    return {"kind": "company"}


RULES = (
    Rule(
        name="organizations.banner",
        pattern=rf"""{START} (?P<mention>
            (?-i: {CAP} (?: (?: [ ] | [ ]-[ ] | / ) {CAP} ){{0,3}} [ ]French[ ][Tt]ech )
                (?: [ ]?\+ )?
            | (?-i: (?: La[ ] )? French[ ][Tt]ech ) [ ] (?: {AREA} | {NAME} ) (?: [ ]?\+ )?
            | (?-i: (?: {CAP}[ ] ){{1,3}} Tech\b ) (?: [ ]?\+ )?
            ) (?! [{LETTER}\d] | [ ](?-i: [{UPPER}] ) )""",
        value=banner,
        example="<orgName type='candidacy'>Nantes Tech</orgName> réunit 900 personnes",
        opens=CAPITAL,
        needs=frozenset({"tech"}),
    ),
    Rule(
        name="organizations.designator",
        pattern=rf"""{AFTER_ELISION} (?P<mention>
            (?P<designator> {DESIGNATOR} ) (?: [ ]{QUALIFIER} )? [ ]{OF}{NAME}
            | (?P<bare> {BARE} ) (?: [ ]{QUALIFIER} )? [ ]{NAME} ) (?! [{LETTER}\d] )""",
        value=designated,
        example="avec l'<orgName type='education'>université de Lorraine</orgName> et",
        opens=first_words((*WORDS["designator"], *WORDS["bare_designator"])),
    ),
    Rule(
        name="organizations.quoted",
        pattern=rf"""{AFTER_ELISION} (?P<mention>
            (?P<designator> {DESIGNATOR} ) (?: [ ]{QUALIFIER} )? [ ]{QUOTED} )""",
        value=quoted,
        example="le <orgName type='cluster'>pôle de compétitivité « Mer et ports »</orgName> vise",
        opens=first_words(WORDS["designator"]),
    ),
    Rule(
        name="organizations.capitalized",
        pattern=rf"""{AFTER_ELISION} (?P<mention>
            (?-i: (?P<designator> {CAPITALIZED} ) ) [ ]{OF}?{NAME} ) (?! [{LETTER}\d] )""",
        value=capitalized,
        example="la <orgName type='public'>Région Bretagne</orgName> finance",
        opens=first_words(WORDS["capitalized"]),
    ),
    Rule(
        name="organizations.announced",
        pattern=rf"""{AFTER_ELISION} (?-i: (?= [{LOWER}] ) ) (?P<noun> {ANNOUNCING} )
            (?: [ ]{ADJECTIVE} ){{0,2}} [ ] (?: (?-i: [«"“] )[ ]? )?
            (?P<mention> {PLAIN_NAME} ) (?! [{LETTER}\d] )""",
        value=announced,
        example="la start-up rennaise <orgName type='company'>Klaxoon</orgName> recrute",
        opens=first_words(WORDS["announcing"]),
    ),
    Rule(
        name="organizations.item",
        pattern=rf"""(?: (?<= ^[-–—•*·▪►>][ ] ) | (?<= \n[-–—•*·▪►>][ ] ) )
            (?P<mention> {PLAIN_NAME} )
            (?= [ ]\( (?-i: [{LOWER}] ) | ,[ ]pour[ ](?: le | la | les | l' ) )""",
        value=company,
        example="• <orgName type='company'>Percival Robotics</orgName> (micro-manipulation)",
        opens=CAPITAL,
    ),
    Rule(
        name="organizations.legal_form",
        pattern=rf"""{START} (?P<mention> {NAME} [ ](?-i: {LEGAL_FORM} ) )
            (?! [{LETTER}\d] )""",
        value=company,
        example="<orgName type='company'>Ateliers Morand SAS</orgName> livre",
        opens=CAPITAL,
        needs=first_words(WORDS["legal_form"]),
    ),
)

# "et" before a capital is a separator, and words are taken whole: there is one way to read a list.
_NAME_WORD = rf"(?!et\ [{UPPER}\d])[^\s,;:.()«»\"]++"
_ITEM_NAME = rf"(?:[{UPPER}\d]{_NAME_WORD}(?:\ {_NAME_WORD}){{0,3}}?)"
_ENUMERATED = re.compile(
    rf"""(?:(?<=,\ )|(?<=;\ )|(?<=:\ )|(?<=\bet\ )|(?<=\bnomment\ )|(?<=\bappellent\ )|(?<=\bont\ )
        |(?<=\bde\ )|(?<=\bavec\ )|(?<=\bcomme\ )|^)
    (?P<names>{_ITEM_NAME}(?:(?:,\ |\ et\ ){_ITEM_NAME}){{0,9}})
    (?:\ \([^()\n]*\))?
    \ (?:pour|dans|sur)\ (?:le\ |la\ |les\ |l')(?P<sector>[^\n,;:.()]{{3,60}}?)
    (?=[,;.)\n]|\ et\ [{UPPER}]|$)""",
    re.VERBOSE | re.MULTILINE,
)
_NAME_SEPARATOR = re.compile(r",\ |\ et\ ")
_SECTOR_CUE = re.compile(r"\ (?:pour|dans|sur)\ (?:le\ |la\ |les\ |l')")
_SENTENCE = re.compile(r"[^\n.!?]+")


def find_enumerated(text: str) -> list[Candidate]:
    """Companies in *A et B pour le cloud, C pour les jeux*: each with its sector.

    Two such items in one sentence are asked for: a single *X pour le moment* proves nothing.
    """
    found: list[Candidate] = []
    for start, end in _sentences_with_two_cues(text):
        matches = list(_ENUMERATED.finditer(text, start, end))
        if len(matches) < 2:
            continue
        for match in matches:
            position = match.start("names")
            for name in _NAME_SEPARATOR.split(match["names"].split(" à ")[0]):
                start = text.index(name, position)
                position = start + len(name)
                if name[0].isupper() and len(name.split()) <= 4:
                    attributes = {"kind": "company", "sector": match["sector"].strip()}
                    found.append(
                        Candidate(start, position, "ORG", "organizations.enumeration", attributes)
                    )
    return found


def _sentences_with_two_cues(text: str) -> list[tuple[int, int]]:
    """The sentences in which *pour le …*, *dans la …* or the like stands twice."""
    found = []
    cues = [match.start() for match in _SECTOR_CUE.finditer(text)]
    end = 0
    for first, second in pairwise(cues):
        if first < end:
            continue
        start = 1 + max(text.rfind(sign, end, first) for sign in "\n.!?")
        sentence = _SENTENCE.match(text, max(start, end))
        if sentence is not None and second < sentence.end():
            end = sentence.end()
            found.append(sentence.span())
    return found


_ACRONYM = re.compile(rf"\ \((?P<acronym>[{UPPER}][{UPPER}\d&-]{{1,9}})\)")


def find_acronyms(text: str, long_forms: list[Candidate]) -> list[Candidate]:
    """The acronym in brackets behind an organization's long form: *… de la recherche (ANR)*."""
    found = []
    for candidate in long_forms:
        match = _ACRONYM.match(text, candidate.end)
        if match:
            attributes = {**candidate.attributes, "long": text[candidate.start : candidate.end]}
            found.append(
                Candidate(
                    match.start("acronym"),
                    match.end("acronym"),
                    "ORG",
                    "organizations.acronym",
                    attributes,
                )
            )
    return found


def find_organizations(text: str) -> list[Candidate]:
    """All organization candidates of a text, in no particular order; they may overlap."""
    folded = fold(text)
    found = [*find(RULES, folded, "ORG"), *find_enumerated(folded)]
    return [*found, *find_acronyms(folded, found)]


_LABEL_ALONE = re.compile(
    r"""(?:(?:la|le|les|label|labels|marque|capitales?|communautés?|pass|visa|ticket|bourse|tour
        |initiative|programme|réseau|totem|métropoles?|écosystème|the)\ )*
    french\ tech(?:\ (?:tremplin|visa|central|community|rise|seed|ticket|diversité|bridge|tour|2030
        |120|next40))?""",
    re.VERBOSE | re.IGNORECASE,
)


def is_label(name: str) -> bool:
    """Whether a name is the French Tech label itself, or one of its programmes: no organization."""
    folded = fold(name)
    lower = folded.lower()
    alone = "french tech" in lower and _LABEL_ALONE.fullmatch(folded) is not None
    return alone or lower in load("candidacy")["label"].surfaces


@cache
def _kinds() -> dict[str, list[tuple[int, str]]]:
    """The words that tell a kind, in their order, by the first of each."""
    found: dict[str, list[tuple[int, str]]] = {}
    for index, word in enumerate(WORDS["kind"]):
        found.setdefault(_KIND_WORD.findall(word)[0], []).append((index, word))
    return found


_KIND_WORD = re.compile(r"\w+")


@lru_cache(maxsize=4096)
def kind_of(name: str) -> OrganizationKind | None:
    """The kind that a name's own words tell, if they tell one; longer words win, then earlier."""
    folded = fold(name).lower()
    hits: list[tuple[int, int, str]] = []
    for match in _KIND_WORD.finditer(folded):
        for index, word in _kinds().get(match.group(), ()):
            end = match.start() + len(word)
            if folded.startswith(word, match.start()) and not folded[end : end + 1].isalnum():
                hits.append((-len(word), index, word))
    return cast(OrganizationKind, WORDS["kind"][min(hits)[2]]) if hits else None
