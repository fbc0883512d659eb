"""The form of token_match that is recognized, and all that is declined."""

from __future__ import annotations

import pickle
import re

import pytest

from ftextract.fast.token_match import TokenMatch, factor

LOWER = "[a-z\\u00DF-\\u00F6\\u00F8-\\u00FF\\u0101\\u0103\\u0105\\u0107]"
ANY = "[A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u00FF\\u0100-\\u017F]"
HYPHEN = "[-–—‐‑]"
KNOWN = (
    f"^anti{HYPHEN}{LOWER}+$",
    f"^vie(?:ux|i?lles?){HYPHEN}{LOWER}+$",
    f"^La Chapelle{HYPHEN}{LOWER}+$",
    f"^by{HYPHEN}pass{LOWER}*$",
    f"^[ée]lectro{HYPHEN}{LOWER}+$",
    f"^r?é?entr['’]{LOWER}+$",
    f"^{ANY}+{HYPHEN}sur{HYPHEN}(?:l['’])?{ANY}+$",
)


def token_match(*alternatives):
    return "(?iu)" + "|".join(f"(?:{alternative})" for alternative in alternatives)


@pytest.mark.parametrize(
    ("string", "is_token"),
    [
        ("anti-mites", True),
        ("ANTI–MITES", True),
        ("vielles-villes", True),
        ("vieux-port", True),
        ("La Chapelle-basse", True),
        ("by-pass", True),
        ("by-passer", True),
        ("électro-choc", True),
        ("entr’ouvert", True),
        ("Chalon-sur-l'Isle", True),
        ("Chalon-sur-Saône", True),
        ("antimites", False),
        ("anti-", False),
        ("anti-mites2", False),
        ("un anti-mites", False),
        ("vi-lles", False),
        ("Chalon-sur-", False),
        ("sur", False),
        ("", False),
    ],
)
def test_match(string, is_token):
    pattern = token_match(*KNOWN)
    assert bool(re.compile(pattern).match(string)) is is_token
    assert bool(TokenMatch(pattern).match(string)) is is_token


def test_tails_are_named_once():
    heads = [f"^{word}{HYPHEN}{LOWER}+$" for word in ("anti", "avant", "porte")]
    assert factor(token_match(*heads)) == f"(?iu)(?:^(?:anti|avant|porte){HYPHEN}{LOWER}+$)"


def test_what_stands_between_two_classes_is_named_together():
    alternatives = [f"^{ANY}+{HYPHEN}{word}{HYPHEN}{ANY}+$" for word in ("en", "sur")]
    middles = f"(?:{HYPHEN}en{HYPHEN}|{HYPHEN}sur{HYPHEN})"
    assert factor(token_match(*alternatives)) == f"(?iu)(?:^(?:){ANY}+{middles}{ANY}+$)"


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "anti-.*",
        token_match(*KNOWN).removeprefix("(?iu)"),
        token_match(*KNOWN, "^anti-[a-z]+$"),  # no alphabet in it
        token_match(*KNOWN, f"^anti{LOWER}+$"),  # no hyphen demanded
        token_match(*KNOWN, f"^anti{HYPHEN}?{LOWER}+$"),
        token_match(*KNOWN, f"^{LOWER}+(?:l['’])?{LOWER}+$"),
        token_match(*KNOWN, f"^anti|pro{HYPHEN}{LOWER}+$"),  # two alternatives in one
        token_match(*KNOWN, f"^(anti){HYPHEN}{LOWER}+$"),
        token_match(*KNOWN, f"^(?!x)anti{HYPHEN}{LOWER}+$"),
        token_match(*KNOWN, f"^a.ti{HYPHEN}{LOWER}+$"),
        token_match(*KNOWN, f"^\\w+{HYPHEN}{LOWER}+$"),
        token_match(*KNOWN, f"^anti{HYPHEN}{LOWER}{{2}}$"),
        token_match(*KNOWN, f"^anti\ue000{HYPHEN}{LOWER}+$"),
        token_match(*KNOWN, f"^anti{HYPHEN}{LOWER}\ue0ff+$"),
        token_match(*KNOWN, f"^anti{HYPHEN}[^{LOWER[1:]}+$"),
    ],
)
def test_other_forms_are_declined(pattern):
    assert factor(pattern) is None
    with pytest.raises(ValueError, match="not the token_match"):
        TokenMatch(pattern)


def test_it_can_be_sent_to_another_process():
    match = pickle.loads(pickle.dumps(TokenMatch(token_match(*KNOWN)).match))
    assert match("anti-mites")
    assert match.__self__.pattern == token_match(*KNOWN)
