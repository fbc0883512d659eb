"""A profile on a terminal: what was found, each value with the passage that says it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ftextract.models import (
    CandidacyProfile,
    DateMention,
    Event,
    Figure,
    Organization,
    Passage,
    Place,
)

_CONTEXT = 48  # characters of text on each side of a value


def print_profile(profile: CandidacyProfile, console: Console | None = None) -> None:
    """Print a profile, the candidacy first, then what else the article holds."""
    console = console or Console()
    for part in _parts(profile):
        console.print(part)


def _parts(profile: CandidacyProfile) -> Iterable[object]:
    document, text = profile.document, profile.document.text
    yield Text(document.title or document.id, style="bold")
    byline = " · ".join(
        part for part in (document.author, _iso(document.published), document.source) if part
    )
    if byline:
        yield Text(byline, style="dim")
    yield from _candidacy(profile)
    yield from _table(
        "Key figures", ((_figure(f), f.topic, _around(f, text)) for f in profile.key_figures)
    )
    yield from _table(
        "Leading companies",
        ((o.name, o.sector or "", _around(o.mentions[0], text)) for o in profile.leading_companies),
    )
    yield from _table(
        "Timeline", ((e.when or _iso(e.earliest), e.kind, e.text) for e in profile.timeline)
    )
    for title, passage in (("Logo", profile.logo), ("Communication", profile.communication)):
        if passage:
            yield from _heading(title)
            yield Padding(Text(_line(passage.text)), (0, 0, 0, 2))
    shown = {f.start for f in profile.key_figures}
    rest = [f for f in profile.figures if f.start not in shown]
    yield from _table("Other figures", ((_figure(f), f.topic, _around(f, text)) for f in rest))
    yield from _table("Dates", ((_date(d), d.text, _around(d, text)) for d in profile.dates))
    if document.published is None and any(d.earliest is None for d in profile.dates):
        hint = "no publication date found: --published 2014-11-12 would place more of them"
        yield Padding(Text(hint, style="dim"), (0, 0, 0, 2))
    yield from _table("Organizations", (_organization(o, text) for o in profile.organizations))
    yield from _table("Places", (_place(p, text) for p in profile.places))
    yield from _table(
        "People", ((p.name, p.role or "", _around(p.mentions[0], text)) for p in profile.people)
    )
    yield from _table("Events", (_event(e, text) for e in profile.events))


def _candidacy(profile: CandidacyProfile) -> Iterable[object]:
    candidacy = profile.candidacy
    if candidacy.label is None:
        yield from _heading("Candidacy")
        yield Padding(Text("none found", style="dim"), (0, 0, 0, 2))
        return
    rows = [
        ("label", candidacy.label),
        ("territory", candidacy.territory),
        ("banner", candidacy.name),
        ("cities", ", ".join(candidacy.cities)),
        ("status", candidacy.status),
        ("", _line(candidacy.evidence.text) if candidacy.evidence else None),
        ("specialties", ", ".join(_line(item.text) for item in profile.specialties)),
        ("district", ", ".join(place.name for place in profile.district)),
    ]
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column()
    for name, value in rows:
        if value:
            table.add_row(name, Text(value, style="italic" if not name else ""))
    yield from _heading("Candidacy")
    yield Padding(table, (0, 0, 0, 2))


def _heading(title: str) -> Iterable[object]:
    yield Group("", Text(title, style="bold green"))


def _table(title: str, rows: Iterable[tuple[str, str, str | Text]]) -> Iterable[object]:
    found = list(rows)
    if not found:
        return
    table = Table.grid(padding=(0, 2))
    table.add_column(max_width=44)
    table.add_column(style="cyan", max_width=28)
    table.add_column(style="dim", ratio=1)
    for first, second, passage in found:
        shown = passage if isinstance(passage, Text) else Text(_line(passage))
        table.add_row(escape(first), escape(second), shown)
    yield from _heading(f"{title} ({len(found)})")
    yield Padding(table, (0, 0, 0, 2))


def _around(mention: Passage, text: str) -> Text:
    """The value in its passage, with a little of the line on both sides."""
    first = max(0, mention.start - _CONTEXT)
    last = mention.end + _CONTEXT
    left = text[first : mention.start].rpartition("\n")[2]
    right = text[mention.end : last].partition("\n")[0].rstrip("\r")
    if first and len(left) == _CONTEXT:
        left = f"… {left.partition(' ')[2]}"
    if last < len(text) and len(right) == _CONTEXT:
        right = f"{right.rpartition(' ')[0]} …"
    return Text.assemble(left, (" ".join(mention.text.split()), "bold not dim"), right)


def _line(text: str) -> str:
    return " ".join(text.split())


def _iso(date: object) -> str:
    return "" if date is None else str(date)


def _figure(figure: Figure) -> str:
    signs = {"exact": "", "about": "≈ ", "below": "< ", "above": "> "}
    if figure.quantity is not None:
        number = _number(figure.quantity)
    else:
        number = f"{_number(figure.quantity_min)}–{_number(figure.quantity_max)}"
    unit = {"count": "", "percent": " %"}.get(figure.unit, f" {figure.unit}")
    noun = f" {figure.commodity}" if figure.commodity else ""
    return f"{signs[figure.precision]}{number}{unit}{noun}"


def _number(value: float | int | None) -> str:
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")


def _date(date: DateMention) -> str:
    value = date.when or (f"{date.from_} → {date.to}" if date.from_ else "?")
    return f"{value} {date.mod}" if date.mod else value


def _organization(organization: Organization, text: str) -> tuple[str, str, Text]:
    return organization.name, organization.kind, _around(organization.mentions[0], text)


def _place(place: Place, text: str) -> tuple[str, str, Text]:
    return place.name, place.kind, _around(place.mentions[0], text)


def _event(event: Event, text: str) -> tuple[str, str, Text]:
    return event.name, event.when or "", _around(event.mentions[0], text)
