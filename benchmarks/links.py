"""How many places are linked, and how many of the links are right.

    python benchmarks/links.py [SPLIT...]

``corpus/links/<split>.tsv`` says which place each city, department, region and country named in an
article is: for a French commune the INSEE number of its department, for a department or region its
own code (``old-42`` for a region until 2015: right is then the region that it became part of), for
anything abroad the country (ISO 3166-1 alpha-2). A name counts as linked if the profile gives it
such a code; a name that was not found as a place counts as not linked.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

from ftextract import Extractor
from ftextract.corpus import tei
from ftextract.models import CandidacyProfile, Place

ROOT = Path(__file__).resolve().parent.parent
SPLITS = ("dev", "control", "test")
# Regions until 2015, by the region of today that they are part of (INSEE).
FORMER_REGIONS = {
    "27": ("26", "43"),
    "28": ("23", "25"),
    "32": ("22", "31"),
    "44": ("21", "41", "42"),
    "75": ("54", "72", "74"),
    "76": ("73", "91"),
    "84": ("82", "83"),
}
PRESENT = {f"old-{former}": now for now, all_ in FORMER_REGIONS.items() for former in all_}

Row = tuple[str, str, str]  # name, kind, code


def read_links(path: Path) -> dict[str, list[Row]]:
    """The rows of each document; names that cannot be decided (code ``-``) are left out."""
    found: dict[str, list[Row]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["code"] != "-":
                found.setdefault(row["document"], []).append(
                    (row["name"], row["kind"], PRESENT.get(row["code"], row["code"]))
                )
    return found


def code_of(place: Place) -> str | None:
    """What the profile links a place to, in the codes of the tables; None if to nothing."""
    if place.country != "FR" or place.kind == "country":
        return place.country
    return place.region if place.kind == "region" else place.department or place.region


def count(profile: CandidacyProfile, rows: list[Row]) -> Counter[tuple[str, str]]:
    """How many names of each kind there are, are linked, and are linked right."""
    places = {mention.text: place for place in profile.places for mention in place.mentions}
    counts: Counter[tuple[str, str]] = Counter()
    for name, kind, code in rows:
        counts[kind, "names"] += 1
        place = places.get(name)
        given = code_of(place) if place else None
        if place is not None:
            counts[kind, "found"] += 1
            counts[kind, "ambiguous"] += bool(place.candidates)
        if given is not None:
            counts[kind, "linked"] += 1
            counts[kind, "right"] += given == code
    return counts


def main() -> None:
    """Print a table for each split."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("splits", nargs="*", default=SPLITS, metavar="SPLIT")
    parser.add_argument("--errors", action="store_true", help="list wrong links (not of test)")
    arguments = parser.parse_args()
    extractor = Extractor()
    for split in arguments.splits:
        links = read_links(ROOT / "corpus" / "links" / f"{split}.tsv")
        counts: Counter[tuple[str, str]] = Counter()
        for document in tei.read_folder(ROOT / "corpus" / split):
            profile = extractor.extract(document.text, document.published)
            rows = links.get(document.id, [])
            counts += count(profile, rows)
            if arguments.errors and split != "test":
                for row in rows:
                    one = count(profile, [row])
                    if one[row[1], "right"] == 0:
                        print(document.id, *row, dict(one))
        print(f"{split}\n{'kind':12}names  found  linked  right  of names  right of linked")
        for kind in ("city", "department", "region", "country", "all"):
            sums = [
                sum(n for (k, what), n in counts.items() if what == name and kind in (k, "all"))
                for name in ("names", "found", "linked", "right")
            ]
            names, found, linked, right = sums
            print(
                f"{kind:10} {names:6} {found:6} {linked:7} {right:6}"
                f"  {linked / names if names else 0:8.3f}  {right / linked if linked else 0:8.3f}"
            )


if __name__ == "__main__":
    main()
