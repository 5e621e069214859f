"""What all sanctions lists need: names in natural order, days of birth in words, identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

__all__ = ["address", "born", "identified", "natural", "scheme_of"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?:1[89]|20)\d\d"
_SPAN = re.compile(
    rf"(?<![\d./-])({_YEAR})\s*(?:to|and|-|–|/)\s*({_YEAR})(?![\d./-])", re.IGNORECASE
)
_DAY = re.compile(
    rf"(?P<iso>{_YEAR}-\d\d(?:-\d\d)?)(?!\d)"
    rf"|(?:(?P<d>\d\d?|dd)[./]\s?)?(?P<m>\d\d?|mm)[./]\s?(?P<y>{_YEAR})(?!\d)"
    rf"|(?:(?P<day>\d\d?)(?:st|nd|rd|th)?[ -])?(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?,?[ -]"
    rf"(?P<of>{_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<year>{_YEAR})(?![\ds])",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:circa|approximate|approx|about|around|possibly|estimated)|\bc\.|~", re.I)


def natural(name: str) -> str:
    """Return a person's name of a list in the order in which it is spoken.

    >>> natural("KARYAKIN, Alexei Vyacheslavovich"), natural("Hamas")
    ('Alexei Vyacheslavovich KARYAKIN', 'Hamas')
    """
    last, comma, given = name.partition(",")
    if not comma or "," in given:
        return name.strip()
    return f"{given.strip()} {last.strip()}".strip()


def born(text: str) -> tuple[str, ...]:
    """Return every date in a text as EDTF; nothing where there is none to be read.

    Days come before months where only numbers tell them: no list writes them the other way.

    >>> born("10 Dec 1948"), born("circa 1961"), born("1958 to 1963"), born("18.1.1970 or 1972")
    (('1948-12-10',), ('1961~',), ('1958/1963',), ('1970-01-18', '1972'))
    >>> born("dd/mm/1970"), born("00/05/1971"), born("Sep 1964"), born("early 1970s")
    (('1970',), ('1971-05',), ('1964-09',), ())
    """
    mark = "~" if _ABOUT.search(text) else ""
    if spans := _SPAN.findall(text):
        return tuple(f"{a}{mark}/{b}{mark}" for a, b in spans if a < b)
    found = (_one(match) for match in _DAY.finditer(text))
    return tuple(dict.fromkeys(day + mark for day in found if day))


def _one(match: re.Match[str]) -> str:
    got = match.groupdict()
    if iso := got["iso"]:
        year, month, day = (*(int(n) for n in iso.split("-")), 0)[:3]
    else:
        year = int(got["y"] or got["of"] or got["year"])
        month = _number(got["m"])
        if got["name"]:
            month = _MONTHS.index(got["name"][:3].lower()) + 1
        day = _number(got["d"] or got["day"])
    if not 1 <= month <= 12:
        return f"{year}"
    try:
        return date(year, month, day).isoformat() if day else f"{year}-{month:02d}"
    except ValueError:
        return f"{year}-{month:02d}"


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def address(*parts: str) -> str:
    """Return the parts of an address in one line, without the empty ones.

    >>> address("Mehrabad Airport", "", "Tehran", "Iran")
    'Mehrabad Airport, Tehran, Iran'
    """
    return ", ".join(part.strip(" ,") for part in parts if part.strip(" ,"))


# The words by which lists name kinds of numbers, the narrower before the wider.
_SCHEMES = tuple(
    (re.compile(words, re.IGNORECASE), scheme)
    for words, scheme in (
        (r"\bimo\b|vessel registration ident", "imo"),
        (r"\bmmsi\b|maritime mobile", "mmsi"),
        (r"passport|reisepass|pasaporte", "passport"),
        (r"\bswift|\bbic\b", "swift"),
        (r"\blei\b", "lei"),
        (r"\bisin\b", "isin"),
        (r"d-u-n-s|\bduns\b", "duns"),
        (r"digital currency", "crypto"),
        (r"tail number", "tail"),
        (r"serial number|\bmsn\b|construction number", "msn"),
        (r"ticker", "ticker"),
        (r"\binn\b", "inn"),
        (r"\bogrn\b|\bpsrn\b", "ogrn"),
        (r"\bokpo\b", "okpo"),
        (r"\bkpp\b", "kpp"),
        (r"\buscc\b|unified social credit|social credit code", "uscc"),
        (r"v\.?a\.?t\b", "vat"),
        (r"\btax(?:payer)?\b|fiscal|\bnit\b|\bruc\b|\br\.?f\.?c\b|\brif\b|\brtn\b|\bcnpj\b"
         r"|\bcuit\b", "tax"),
        (r"numero unico|pasport|travel document|laissez", "passport"),
        (r"electoral|credencial|foreign id|alien", "national-id"),
        (r"regist|company number|\bc\.?r\.? no|folio|matricula|chamber of commerce|gazette"
         r"|trade licen[cs]e|legal entity number|branch unit|enterprise number|licen[cs]e no"
         r"|business number|identification number \(company", "registration"),
        (r"cedula|national|identi|\bid\b|\bcurp\b|\bc\.u\.r\.p|social security|\bssn\b"
         r"|tazkira|ration card|citizen|residen|personal|civil|birth cert|driver|voter|military"
         r"|electoral|cartilla|credencial|tarjeta|d\.?n\.?i\b|kimlik|number", "national-id"),
    )
)  # fmt: skip
_NEVER = re.compile(r"phone|fax|website|e-?mail|gender|dob\b|pob\b|date|address$", re.IGNORECASE)


def scheme_of(words: str) -> str | None:
    """Return the scheme of a kind of number, as reconciling knows it; None where it is none.

    >>> scheme_of("Tax ID No."), scheme_of("IMO number"), scheme_of("Gender")
    ('tax', 'imo', None)
    """
    if _NEVER.search(words) and "digital currency" not in words.casefold():
        return None
    return next((scheme for pattern, scheme in _SCHEMES if pattern.search(words)), None)


_IMO = re.compile(r"\b\d{7}\b")
_MULTIPLE = re.compile(r"\s*[;,]\s*")


def identified(scheme: str, values: Iterable[str]) -> list[str]:
    """Return numbers with their scheme; what stands behind a number in brackets is not part of it.

    >>> identified("imo", ["IMO 9187629"]), identified("passport", ["N42881363 (Iran) expired"])
    (['imo:9187629'], ['passport:N42881363'])
    >>> identified("inn", ["780103765308; 7704676655 (Russia)"])
    ['inn:780103765308', 'inn:7704676655']
    """
    out = []
    for value in values:
        if scheme == "imo":
            out += [f"imo:{number}" for number in _IMO.findall(value)]
            continue
        for part in _MULTIPLE.split(value) if scheme != "registration" else value.split(";"):
            number = re.split(r"\s*\(|\s+(?:issued|expire[sd]?)\b|\s+\[", part, maxsplit=1)[0]
            number = number.strip(" .:#'\"")
            if any(c.isdigit() for c in number) or scheme in ("swift", "ticker", "tail"):
                out.append(f"{scheme}:{number}")
    return [one for one in out if not one.endswith(":")]
