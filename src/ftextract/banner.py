"""The banner under which a territory bids: *Nantes Tech*, *French Tech Pau Béarn*, *Annecy 2018*.

A banner is an organization of that kind or what a phrase introduces as the bid's name (*sous la
bannière X*, *nom de code : X*); a cluster bids under its own name. Of several, or none, a linear
model chooses, by where the names stand and what they share with the article's places
(``scripts/fit_territory.py`` fits its weights).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ftextract.entities import Entity
from ftextract.label import kind_of_label
from ftextract.outline import Outline, Span
from ftextract.phrases import phrases_of
from ftextract.rules.names import LETTER, LOWER, UPPER
from ftextract.standing import Scene, far, has_words, most
from ftextract.view import folded_words
from ftextract.weights import Table, tables_of, weigh

SIGNS = (
    "kind", "kind|title", "kind|label", "form", "introduced", "lead", "order", "rank",
    "tail in title", "before", "after", "place", "distance", "kind of top|distance",
    "holds top|title of top", "mentions", "alone", "speaks", "title words", "quoted",
)  # fmt: skip
WEIGHTS = "banner"
BY_FORM = "form"  # the kind of what is only known by its form
NAMELESS = "none"  # the kind of the option that there is no banner

_CAPITAL = rf"(?:[{UPPER}][{LETTER}\d'’+]*(?:-[{LETTER}\d'’+]+)*)"
_NAME = (
    rf"{_CAPITAL}(?:[ ](?:(?:de|du|des|la|en|the|is)[ ]|d['’])?(?:{_CAPITAL}|20\d\d\b|\+)){{0,4}}"
    r"[ ]?\+?"
)
_LOOKS = re.compile(r"\b[Ff]rench ?[Tt]ech\b|\b20\d\d$|T(?:ECH|ech) ?\+?$")
_YEAR = re.compile(r" 20\d\d$")
_LABEL = re.compile(r"\b(?:la |the )?french ?tech\b|(?<![\w'])tech\b", re.IGNORECASE)
_SURE = 2  # how a banner is introduced by a word that has no other use
_QUOTES = 2  # how much surer it is in quotation marks
_SHORTEST = 3
_RANK, _MENTIONED, _RIVALS, _SPOKEN, _SHARED = 3, 4, 3, 3, 2  # more make no difference
_LOOKED_AT = 6  # mentions of a name
_FIFTHS = 5  # of the article
_KINDS = ("candidacy", "cluster")
_NEVER = ("media",)


@dataclass(frozen=True)
class Banner:
    """A banner's name, where it stands, and what it names beside the label."""

    name: str
    spans: tuple[Span, ...]
    tail: str
    introduced: int = 0  # how surely a phrase introduces it
    kind: str = BY_FORM  # of the organization, if it is one


# What may stand between the word and the name: bannière commune, X; candidature savoyarde, X.
_INTRODUCED = re.compile(
    rf"(?: (?:de|d'|du|est|[{LOWER}]{{5,}}))?(?: ?[:,])? ?(?:[\"«“] ?)?"
    rf"(?P<name>(?:La )?{_NAME.replace('[ ]', ' ')})"
)
# A name of any words, in quotation marks: un nom d'escapade, « X ».
_QUOTED = re.compile(
    rf"(?: [{LOWER}'’-]+){{0,3}}(?: ?[:,])? ?[\"«“] ?"
    rf"(?P<name>[{UPPER}][^\"»”.;!?\n]{{2,60}}?) ?[\"»”]"
)
_TECHS = re.compile(
    rf"(?<![{LETTER}-])(?P<name>(?!French |La French ){_CAPITAL}"
    rf"(?:[ ](?:(?:de|du|des)[ ](?:la[ ])?|d')?(?!French ){_CAPITAL}){{0,4}}[ ]Tech\b ?\+?)"
    rf"(?! [{UPPER}])"
)
_SPEAKS = re.compile(r"candidat|dossier|label|bannière|french tech|déposé|présenté|enseigne|réseau")
_TELLS = re.compile(r"\b(?:pré-?)?(?:candidat|dossier|projet)")
_BIDS = re.compile(
    r"candidat|dossier|label|bannière|déposé|capitale|titre|jury|lauréat|obten|décroch"
)
_COMMON = frozenset(["la", "le", "les", "de", "des", "du", "french", "tech"])  # in banners
_EDITION = re.compile(rf"\b{_CAPITAL} 20\d\d\b")
# How such names end: what a search can jump to. No name ends with the words French Tech.
_TECHS_END = re.compile(rf" Tech\b(?<![^{LETTER}\d'’+-]French Tech)")
_EDITIONS_END = re.compile(r" 20\d\d\b")


def choose_banner(options: Sequence[Banner], scene: Scene, label: str | None) -> Banner | None:
    """Of the names that may be the banner (``options_of``), the likeliest, or none of them."""
    if not options:
        return None
    tables = _tables()
    scores = [weigh(tables, values) for values in signs_of(options, scene, label)]
    best = max(range(len(scores)), key=lambda index: (scores[index], -index))
    return options[best - 1] if best else None


@cache
def _tables() -> list[Table]:
    return tables_of(WEIGHTS, SIGNS)


def options_of(
    outline: Outline, organizations: Sequence[tuple[Entity, str]], scene: Scene, label: str | None
) -> list[Banner]:
    """The names of an article that may be its banner, in order of first mention."""
    introduced = _introduced(outline)
    tech = label in (None, "French Tech")
    found: dict[str, Banner] = {}
    for name, span in _by_form(outline, scene, tech):
        key = folded_words(name)
        spans = (*found[key].spans, span) if key in found else (span,)
        found[key] = Banner(name, spans, tail_of(name))
    for entity, kind in organizations:
        known = (introduced.get(mention.start) for mention in entity.mentions)
        said = max((one[1] for one in known if one), default=0) if introduced else 0
        if _may_be(entity, kind, said, tech, scene):
            key = folded_words(entity.name)
            if key in found and kind not in _KINDS:
                kind = BY_FORM
            spans = tuple((mention.start, mention.end) for mention in entity.mentions)
            found[key] = Banner(entity.name, spans, tail_of(entity.name), said, kind)
    for start, (name, sure) in introduced.items():
        key, tail = folded_words(name), tail_of(name)
        looks = _looks(name) or (sure >= _SURE and _may_be_named(name, start, scene))
        if key in found:
            found[key] = replace(found[key], introduced=max(sure, found[key].introduced))
        elif looks and tail and (tech or "tech" not in key):
            found[key] = Banner(name, ((start, start + len(name)),), tail, sure)
    return sorted(found.values(), key=lambda banner: banner.spans[0])


def _may_be(entity: Entity, kind: str, said: int, tech: bool, scene: Scene) -> bool:
    """Whether an organization may be a banner: by its kind, its form, an introduction; for a
    label other than French Tech also by where it stands.
    """
    if kind in _NEVER:
        return False
    if kind in _KINDS or said or _looks(entity.name):
        others = not tech and "french tech" in entity.name.lower()  # bid for another label
        return bool(tail_of(entity.name)) and not others
    return not tech and (entity.mentions[0].start < scene.lead_end or len(entity.mentions) > 1)


def _may_be_named(name: str, start: int, scene: Scene) -> bool:
    """Whether what is introduced as a name may be a bid's, whatever its form: its sentence tells
    of one.
    """
    if " Tech " in name:
        return True
    if " " not in name or folded_words(name) in scene.named:
        return False
    outline = scene.outline
    return _TELLS.search(outline.low, *outline.sentence(start)) is not None


def _looks(name: str) -> bool:
    """Whether a name has the form of a banner."""
    may = "ech" in name or "ECH" in name or name[-1:].isdigit()  # saves most searches
    return may and _LOOKS.search(name) is not None


def _by_form(outline: Outline, scene: Scene, tech: bool) -> Iterator[tuple[str, Span]]:
    """What has the form of a banner, and stands where one may stand."""
    if tech:
        for sentence in _sentences_with(_TECHS_END, outline):
            if _SPEAKS.search(outline.low, *sentence):
                for match in _TECHS.finditer(outline.text, *sentence):
                    yield match["name"].strip(), match.span("name")
    else:
        for sentence in _sentences_with(_EDITIONS_END, outline):
            for match in _EDITION.finditer(outline.text, *sentence):
                if scene.held_in(folded_words(match.group())):
                    yield match.group(), match.span()


def _sentences_with(pattern: re.Pattern[str], outline: Outline) -> Iterable[Span]:
    """The sentences in which a pattern matches, in order; no name goes beyond its sentence."""
    found = (outline.sentence(match.start()) for match in pattern.finditer(outline.text))
    return dict.fromkeys(found)


def parts_of(name: str) -> list[str]:
    """What stands before and behind the label in a banner: *Soie*, *Nord-Isère*."""
    parts = (part.replace("+", " ") for part in _LABEL.split(_YEAR.sub("", name)))
    return [" ".join(part.split()) for part in parts if part.strip(" -")]


def tail_of(name: str) -> str:
    """What a banner names beside the label and the year: *Pau Béarn*, *Annecy*."""
    return " ".join(_LABEL.sub(" ", _YEAR.sub("", name)).replace("+", " ").split()).strip(" -")


def _introduced(outline: Outline) -> dict[int, tuple[str, int]]:
    """Where names stand that a phrase introduces as the bid's, which, and how surely."""
    found: dict[int, tuple[str, int]] = {}
    for _, end, kind in phrases_of(outline.text)["banner"]:
        quoted = _QUOTED.match(outline.text, end)
        name = quoted or _INTRODUCED.match(outline.text, end)
        if name and len(name["name"]) > _SHORTEST:
            sure = _SURE if kind == "sure" else 1
            sure += _QUOTES if quoted else 0
            found[name.start("name")] = (name["name"].strip(), sure)
    return found


def class_of(label: str | None) -> str:
    """Which kind of label an article is about, as the models of bids see it."""
    return "tech" if label == "French Tech" else kind_of_label(label)


def _word_of(label: str | None) -> str:
    """A label's first word, in the singular: *pole* of *pôles de compétitivité*."""
    return folded_words(label).split()[0].rstrip("s") if label else ""


def signs_of(
    options: Sequence[Banner], scene: Scene, label: str | None
) -> Iterator[tuple[str, ...]]:
    """The values of ``SIGNS`` for no banner, then for each option."""
    about, word = class_of(label), _word_of(label)
    none = dict.fromkeys(SIGNS, "")
    likely = [option.kind == _KINDS[0] or "tech" in option.name.lower() for option in options]
    rivals = min(sum(likely), _RIVALS)
    none["kind"], none["kind|label"] = f"{NAMELESS}|{about}", f"{NAMELESS}|{word}"
    none["alone"] = f"{NAMELESS}|{rivals}|{about}"
    yield tuple(none.values())
    counts = sorted((len(option.spans) for option in options), reverse=True)
    low, top = scene.outline.low, scene.top
    title = scene.outline.title or (0, 0)
    titles = set(scene.title.split())
    speaking: dict[Span, bool] = {}
    for order, option in enumerate(options):
        start = option.spans[0][0]
        titled = any(title[0] <= start < title[1] for start, _ in option.spans)
        tail = folded_words(option.tail)
        named = [scene.named[tail]] if tail in scene.named else scene.held_in(tail)
        words = set(folded_words(option.name).split()) - _COMMON
        distance = far(max(named, key=lambda place: place.count, default=None), top)
        yield (
            f"{option.kind}|{about}",
            f"{option.kind}|{about}|{titled}",
            f"{option.kind}|{word}",
            f"{_form(option.name)}|{about}",
            str(option.introduced),
            str(start < scene.lead_end),
            str(min(order, _RANK)),
            str(sum(count > len(option.spans) for count in counts[:_RANK])),
            str(bool(tail) and has_words(scene.title, tail)),
            most(scene.beside.before(option.spans)),
            most(scene.beside.after(option.spans)),
            str(_FIFTHS * start // len(low)),
            distance,
            f"{top.kind}|{distance}" if top else "-",
            f"{top in named}|{top.titled}" if top else "-",
            f"{min(len(option.spans), _MENTIONED)}|{about}",
            f"{option.kind}|{rivals}|{likely[order]}|{about}",
            f"{_spoken(option, scene.outline, speaking)}|{about}",
            f"{min(len(words & titles), _SHARED)}|{about}|{option.kind}",
            f"{_mark(scene.outline.text, start)}|{about}",
        )


def _spoken(option: Banner, outline: Outline, speaking: dict[Span, bool]) -> str:
    """How many of the sentences that have a name speak of a bid, and whether all do; ``speaking``
    remembers which do.
    """
    sentences = [outline.sentence(start) for start, _ in option.spans[:_LOOKED_AT]]
    for sentence in sentences:
        if sentence not in speaking:
            speaking[sentence] = _BIDS.search(outline.low, *sentence) is not None
    hits = sum(speaking[sentence] for sentence in sentences)
    return f"{min(hits, _SPOKEN)}|{hits == len(sentences)}"


def _mark(text: str, start: int) -> str:
    """The mark before a name: a quotation's, a colon or comma, none."""
    last = text[max(0, start - 2) : start].strip()[-1:]
    return "quote" if last in tuple("«“") else "colon" if last in tuple(":,") else "no"


def _form(name: str) -> str:
    """Where the label stands in a name."""
    low = name.lower()
    if "french tech" in low or "frenchtech" in low:
        return "french tech first" if re.match(r"(?:la )?french ?tech", low) else "french tech"
    if _YEAR.search(name):
        return "year"
    if low.rstrip(" +").endswith("tech"):
        return "tech last"
    return "tech" if "tech" in low else "no tech"
