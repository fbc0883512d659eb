"""What names are made of: the pattern pieces that the families of names share.

Patterns are for folded text and a case-insensitive regex, so a piece that means capitals says
``(?-i:…)``.
"""

from __future__ import annotations

UPPER = "A-ZÀ-ÖØ-ÞŒ"
LOWER = "a-zà-öø-ÿœ"
LETTER = UPPER + LOWER

# One capitalised word: L'Oréal, Saint-Étienne, AFP, Lor'N'Tech, BlaBlaCar, M2i, 42consulting.
# Its length is bounded, which keeps matching linear where such signs go on and on.
CAP = (
    rf"(?-i:(?:\d{{2,4}})?[{UPPER}]"
    rf"(?:[{LETTER}\d]|[+&](?=[{LETTER}+])|['-](?=[{LETTER}\d])){{0,40}}\+?)"
)
# What may stand between two capitalised words of one name.
LINK = r"(?:de\ la\ |de\ l'|de\ |du\ |des\ |d'|&\ |-\ )"
# A name of one or several capitalised words, tied by spaces or links.
NAME = rf"(?:{CAP}(?:\ (?:{LINK})?{CAP}){{0,5}})"
# The same without links: what follows a common noun (la société Jaguar Network).
PLAIN_NAME = rf"(?:{CAP}(?:\ {CAP}){{0,4}})"
# The complement of a designator: du Pays d'Aix, de Marseille, des Alpes-Maritimes.
OF = r"(?:de\ la\ |de\ l'|de\ |du\ |des\ |d')"
QUOTED = r"(?:[«\"“]\ ?[^«»\"“”\n]{2,60}?\ ?[»\"”])"
WORD = rf"[{LETTER}\d]+(?:['-][{LETTER}\d]+)*"
START = rf"(?<![{LETTER}\d'-])"
END = rf"(?![{LETTER}\d]|['-][{LETTER}\d])"
# After an elision (l'université, d'EuraTechnologies) a name may begin right at the apostrophe.
AFTER_ELISION = rf"(?<![{LETTER}\d-])"
