"""The trade of a company, by what stands around its name.

Wordings: *X (télémédecine)*, *X pour le cloud*, *X, à Cestas, pour le logiciel textile*,
*X, spécialiste du son*, *X, traitement de l'eau,*, *X fabrique des capteurs*, *l'éditeur X*,
*le fabricant de cartes X*, *X et ses implants osseux*. The trade is given without its article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ftextract.lexicon import load
from ftextract.rules.names import LOWER, UPPER

WORDS = load("sectors")
_ARTICLE = r"""(?: (?: l[ea]s? | une? | des | du | de[ ]la | de | ses | son | sa | leurs? ) [ ]
    | l' | de[ ]l' | d' )"""
_TRADE = rf"(?P<trade> [{LOWER}\d] [^\n,;:.()«»–—!?]{{2,50}}? )"
_VERBS = "(?: qui | que | dont | où | avec | vient | a | ont | est | sont | depuis | dans | en )"
# Where a trade ends: at a sign, a verb, another company, or a place (missiles [au Subdray]).
_END = rf"""(?= [ ]? [,;:.()\n«»–—!?] | [ ]et[ ](?: [{UPPER}] | \w+e(?:nt)?[ ] ) | [ ]{_VERBS}[ ]
    | [ ](?: à | aux? | du | de | en | chez | sur | vers )[ ](?: la[ ] | l' )?[{UPPER}]
    | [ ]d'[{UPPER}]
    | [ ](?: du | de[ ]la | des )[ ](?: [{LOWER}]+[ ](?: du[ ] )? ){{1,2}}[{UPPER}] | $ )"""
_NO_TRADE = f"(?: {WORDS['not_after'].pattern} | [{LOWER}]+(?: é | ée | és | ées ) )"
_CLAUSE = rf"""(?: [{LOWER}]+[ ](?: ses | son | sa | leurs? | le | la | les | des | une? | \d )[ ]
    | [{LOWER}]+[ ]l' )"""
_SPECIALISTS = f"(?: {WORDS['specialist'].pattern} )"
_TRADES = f"(?: {WORDS['trade'].pattern} )"
_WORLD = "(?: mondial | européen | français )e?"


def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


_BRACKET = _regex(r"[ ]\((?P<inside> [^()\n]{3,80} )\)")
# X pour le cloud; X, à Cestas, pour le logiciel textile
_FOR = _regex(
    rf""",?[ ] (?: \([^()\n]*\),?[ ] )? (?: à[ ][^\n,;.]{{2,40}},?[ ] )?
    (?: [{LOWER}][^\n,;.]{{1,40}},[ ] )? pour[ ]{_ARTICLE}{_TRADE}{_END}"""
)
# X, spécialiste mondial du son
_SPECIALIST = _regex(
    rf",[ ]{_ARTICLE}? {_SPECIALISTS} [ ] (?: {_WORLD} [ ] )? {_ARTICLE}? {_TRADE} {_END}"
)
# X, le roboticien; X, troisième armateur mondial; X, éditeur de logiciels
_TRADE_AFTER = _regex(
    rf""",[ ]{_ARTICLE}? (?: [\w-]+ième[ ] | premi(?: er | ère )[ ] )?
    (?P<trade> {_TRADES} (?: [ ] (?: de[ ] | d' | en[ ] ) [^\n,;:.()]{{3,30}} )? )
    (?= [,;:.)] | [ ] (?: du | de[ ]la | qui | {_WORLD} ) \b )"""
)
# X, les grands composants : …; X, conseil, 450 salariés; X, à Kergrist, des lunettes pour soudeurs
_BARE = _regex(
    rf""",[ ] (?: (?: à | au | aux | en )[ ][{UPPER}][^\n,;.()]{{1,40}},[ ] (?= {_ARTICLE} ) )?
    (?P<article> {_ARTICLE} )? (?! {_NO_TRADE}\b ) (?! {_CLAUSE} ) {_TRADE}
    (?= [ ]?[:;.)] | ,[ ] | [ ](?: née? | qui )[ ] )"""
)
# X, un bras robotisé; X des photons, where the verb of the company before is understood
_ELLIPTIC = _regex(
    rf"""[ ](?: (?: des | les | la | le | du )[ ] | l' )
    (?P<trade> [{LOWER}][\w'-]+(?:[ ][\w'-]+){{0,2}} ) (?= [,;.] )"""
)
# X fabrique des capteurs
_VERB = _regex(
    rf"""(?: ,[ ](?: [{LOWER}] | à[ ] )[^\n,;.]{{2,40}}, )? (?: ,?[ ]qui )?
    (?: [ ](?: y | en | ici ) )?
    [ ](?: {WORDS["verb"].pattern} ) (?: [ ]parler )? [ ] (?: ici[ ] | à[ ][{UPPER}][\w'-]+[ ] )?
    (?: (?: des | les | du | de[ ]la | une? | ses | le | la | de ) [ ] | de[ ]l' | l' )
    (?: vieu(?: x | lles ) [ ] )? {_TRADE} {_END}"""
)
# X et ses implants osseux
_WITH = _regex(rf"[ ]et[ ](?: ses | leurs | son | sa )[ ]{_TRADE}{_END}")
# le fabricant de cartes X; l'éditeur X
_BEFORE = _regex(
    rf"{_SPECIALISTS} [ ] (?: (?: des | du | de[ ]la | de ) [ ] | de[ ]l' | d' ) {_TRADE} [ ] $"
)
_TRADE_BEFORE = _regex(
    rf"""(?: (?: le | la | les ) [ ] | l' )
    (?P<trade> {_TRADES} (?: [ ] (?: de[ ] | d' ) [{LOWER}-]+ (?: [ ][{LOWER}-]+ )? )? ) [ ] $"""
)
_COUNTS = re.compile(r"\d(?!D\b)")
_STARTS_TRADE = re.compile(rf"[{LOWER}]")
_AFTER = (_FOR, _SPECIALIST, _TRADE_AFTER, _VERB, _BARE, _WITH, _ELLIPTIC)
_WORDS_AT_MOST = 6
_WINDOW = 70


def sector_of(
    text: str, start: int, end: int, places: Sequence[str] = ()
) -> tuple[int, int] | None:
    """Where the trade of the company at ``text[start:end]`` stands, if its sentence tells it."""
    bracket = _BRACKET.match(text, end)
    if bracket:
        position = bracket.start("inside")
        for part in re.split(r"(?<=,) ", bracket["inside"]):
            piece = part.rstrip(",")
            span = _accept(text, position, position + len(piece), places)
            if span and not _COUNTS.search(piece):
                return span
            position += len(part) + 1
    for pattern in _AFTER:
        match = pattern.match(text, end)
        if match and (span := _accept(text, match.start("trade"), match.end("trade"), places)):
            return span
    begin = max(0, start - _WINDOW)
    for pattern in (_BEFORE, _TRADE_BEFORE):
        match = pattern.search(text[begin:start])
        if match:
            span = begin + match.start("trade"), begin + match.end("trade")
            if accepted := _accept(text, *span, places):
                return accepted
    return None


_LEADING_ARTICLE = re.compile(
    r"(?:pour )?(?:le |la |les |l'|un |une |des |du |de la |de l'|d'|de |ses |son |sa )?"
)
# "éditeur de jeux", "plateforme de dictée": what is made, not what makes it
_MAKER = re.compile(
    rf"(?:{WORDS['maker'].pattern})\ (?:d'une?\ |d'|du\ |des\ |de\ (?:la\ )?)(?=[{LOWER}])",
    re.VERBOSE,
)
# Where what is said of a trade's place, client or maker begins: engins portuaires [à Héricourt].
_NAMED = _regex(
    rf"""[ ](?: (?: à | aux? | de | des | du | en | chez | sur | pour | par | avec | vers )[ ]
    | d' )
    (?: (?: la | le | les | l' | toute?s? )[ ]? )? (?: [{LOWER}]+[ ] )?
    (?: l' )? [{UPPER}][{LOWER}]"""
)
_AROUND = _regex(
    r"""[ ](?: sur[ ](?: le | la | les ) | derrière | jusqu' | depuis | testée?s? | vendue?s?
    | destinée?s? | venue?s? )\b"""
)
_HAS_NAME = re.compile(rf" [{UPPER}][{LOWER}]")
_VERBAL = _regex(
    rf"""(?! (?: lait | trait | extrait | portrait )\b ) [{LOWER}]+(?: ait | aient )\b
    | (?: ont | a | avait | c'est | s'est | l'a )\b
    | [{LOWER}]+ent[ ](?: pour | les | des | leurs? )\b"""
)


def _accept(text: str, start: int, end: int, places: Sequence[str]) -> tuple[int, int] | None:
    """The span without article, maker and surroundings, if its words can be a trade."""
    article = _LEADING_ARTICLE.match(text, start, end)
    if article:
        start = article.end()
    maker = _MAKER.match(text, start, end)
    if maker:
        start = maker.end()
    for pattern in (_NAMED, _AROUND):
        match = pattern.search(text, start, end)
        if match:
            end = match.start()
    trade = text[start:end].strip().removesuffix(" et")
    words = trade.split()
    if not words or len(words) > _WORDS_AT_MOST or not _STARTS_TRADE.match(trade):
        return None
    if _VERBAL.match(trade) or _HAS_NAME.search(trade):
        return None
    if trade in places or any(
        trade.startswith(word) and re.match(rf"{re.escape(word)}(?!\w)", trade)
        for word in WORDS["not_trade"]
    ):
        return None
    return start, start + len(trade)
