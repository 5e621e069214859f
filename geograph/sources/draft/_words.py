"""What columns are called in English, German, Spanish, French and Russian, and what that means."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["ROLES", "is_called", "is_placed", "plain", "unit_names"]

#: A role of a column → its names, without accents and in small letters; a number may follow.
_NAMES: dict[str, str] = {
    "actor": (
        "actor ?1|side ?a|state ?a|state ?1|ccode ?1|country ?1|country ?a|ccode ?a|source|actor"
        "|supplier|exporter|sender|initiator|attacker|from|donor|seller|origin|reporter|issuer|loser"
        "|remitente|emisor|origen|exportador|proveedor|vendedor|donante|agresor|pais ?1|pais ?a"
        "|pays ?1|pays ?a|expediteur|emetteur|exportateur|fournisseur|vendeur|donateur|origine"
        "|agresseur|absender|exporteur|lieferant|herkunft|quelle|geber|angreifer|verkaufer"
        "|verkaeufer|land ?1|land ?a|staat ?1|staat ?a|отправитель|источник|экспортер|поставщик"
        "|продавец|донор|инициатор|страна ?1|страна ?а"
    ),
    "recipient": (
        "actor ?2|side ?b|state ?b|state ?2|ccode ?2|country ?2|country ?b|ccode ?b|target"
        "|recipient|importer|receiver|to|buyer|destination|victim|partner|gainer"
        "|destinatario|receptor|destino|importador|comprador|objetivo|beneficiario|pais ?2|pais ?b"
        "|pays ?2|pays ?b|destinataire|importateur|acheteur|cible|beneficiaire|recepteur"
        "|empfanger|empfaenger|ziel|importeur|kaufer|kaeufer|land ?2|land ?b|staat ?2|staat ?b"
        "|получатель|импортер|покупатель|адресат|цель|страна ?2|страна ?б"
    ),
    "participant": (
        "state|country|member|party|participant|ccode|iso|iso2|iso3|nation|cow|gw|gwno|gwcode"
        "|cowcode|economy|pais|estado|miembro|pays|etat|membre|partie|land|staat|mitglied|partei"
        "|страна|государство|участник|член"
    ),
    "organisation": (
        "organi[sz]ation|igo|ioname|bloc|alliance|treaty|organizacion|alianza|tratado"
        "|traite|bundnis|buendnis|vertrag|организация|союз|договор"
    ),
    "leader": "leader|ruler|president|head of state|dirigeant|gobernante|lider|лидер|правитель",
    "until": (
        "end|until|stop|to|left|exit|term|died|withdrew|withdrawal|finish|last|fin|hasta|termino|salida"
        "|jusqu|jusqua|sortie|ende|bis|austritt|конец|окончание|до|выход|вышел"
    ),
    "since": (
        "start|st|beg|ent|eff|begin|began|from|since|joined|entry|entered|accession|first|inicio|comienzo|desde"
        "|ingreso|entrada|debut|depuis|entree|adhesion|beginn|anfang|ab|seit|beitritt|начало"
        "|с|вступление|вступил"
    ),
    "date": (
        "date|day|year|yr|time|when|fecha|dia|ano|anio|annee|an|jour|datum|tag|jahr|дата|день|год"
    ),
    "month": "month|mon|mo|mes|mois|monat|месяц",
    "url": "url|link|http|href",
    "key": "id|no|key|number|nr|num",
}
ROLES = ("actor", "recipient", "participant")
_CALLED = {
    role: re.compile(rf"(?:^|.* )(?:{names})(?: ?\d)?(?: .*|$)") for role, names in _NAMES.items()
}
#: Words that together mean no role of their own: "from date" is no sender.
_DATED = re.compile(rf"(?:^|.* )(?:{_NAMES['date']}|{_NAMES['month']})(?: ?\d)?(?: .*|$)")
#: Where something took place is nobody's part in it.
_PLACED = re.compile(r"\b(?:geo|location|place|city|town|ort|lugar|lieu|место)\b")
_UNITS = {
    "year": "year|yr|annee|ano|anio|jahr|год",
    "month": "month|mon|mo|mes|mois|monat|месяц",
    "day": "day|dy|dia|jour|tag|день",
}


_EDGES = "st|start|end|beg|begin|ent|entry|exit|term|eff|first|last"
#: Words that the codebooks of the field write together: styear, enddate, yrexit.
_UNIT_LAST = re.compile(rf"\b({_EDGES})(year|yr|month|mon|mo|day|date)\b")
_UNIT_FIRST = re.compile(rf"\b(year|yr|month|mon|mo|day|date)({_EDGES})\b")


def plain(name: str) -> str:
    """Return the name of a column as words: small letters without accents, blanks between them.

    >>> plain("País_A"), plain("startYear"), plain("ccode1"), plain("endyear"), plain("yrexit")
    ('pais a', 'start year', 'ccode1', 'end year', 'yr exit')
    """
    apart = re.sub(r"(?<=[a-zа-яё0-9])(?=[A-ZА-ЯЁ])", " ", name)
    text = unicodedata.normalize("NFKD", apart.casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = " ".join(re.sub(r"[\W_]+", " ", text).split())
    return _UNIT_LAST.sub(r"\1 \2", _UNIT_FIRST.sub(r"\1 \2", text))


def is_called(name: str, role: str) -> bool:
    """Return whether the name of a column says that it has a role.

    >>> is_called("Absender", "actor"), is_called("from_date", "actor"), is_called("dyear", "date")
    (True, False, False)
    """
    text = plain(name)
    if role in ROLES and (_DATED.fullmatch(text) or is_placed(name)):
        return False
    return _CALLED[role].fullmatch(text) is not None


def is_placed(name: str) -> bool:
    """Return whether a column says where something took place.

    >>> is_placed("Actor1Geo_CountryCode"), is_placed("Actor1CountryCode")
    (True, False)
    """
    return _PLACED.search(plain(name)) is not None


def unit_names(name: str) -> dict[str, re.Pattern[str]]:
    """Return how the columns of the month and the day are called beside that of a year.

    >>> {unit: bool(p.fullmatch("st " + unit)) for unit, p in unit_names("st_year").items()}
    {'month': True, 'day': True}
    """
    found = re.search(f"(?:{_UNITS['year']})", plain(name))
    if not found:
        return {}
    before, after = (re.escape(part) for part in re.split(found.re, plain(name), maxsplit=1))
    return {unit: re.compile(f"{before}(?:{_UNITS[unit]}){after}") for unit in ("month", "day")}
