"""Words of lists for what is done to a target and what a target is, to ours."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["KINDS", "countries_of", "kind_of", "provisions_of"]

# The narrower before the wider; every pattern that fits counts.
_PROVISIONS = tuple(
    (re.compile(words, re.IGNORECASE), slug)
    for words, slug in (
        (r"asset.?s? ?freez|freez\w* (of )?(asset|fund)|freeze|targeted financial"
         r"|блокування активів|заморо|\bblock(ed|ing)?\b|gel des (avoirs|fonds)", "asset-freeze"),
        (r"travel|entry ban|\bvisa|admission|inadmiss|заборона в.?їзду|immigration", "travel-ban"),
        (r"\barms\b|weapon|military (goods|good)", "arms-embargo"),
        (r"export|dual.use|subject to the ear|technology transfer|передання технологій"
         , "export-control"),
        (r"\bimport", "import-ban"),
        (r"technical assistance|crew servic", "technical-assistance-ban"),
        (r"port (access|ban|entry)|ports?\b.*\b(ban|entr|access)|ship ban|specified ship|vessel"
         r"|морського порту|суден", "port-ban"),
        (r"aircraft ban|overfl|airspace|повітряного простору|польотів", "airspace-closure"),
        (r"transaction|dealings?\b|block(ed|ing) (all )?deal", "transaction-ban"),
        (r"broadcast|media ban|мовлення", "broadcasting-ban"),
        (r"director disqualif", "director-disqualification"),
        (r"trust service|\bservices? (ban|prohib|restrict)|service prohibition|professional serv"
         , "services-ban"),
        (r"invest", "investment-ban"),
        (r"securities|capital market|loan|credit|correspondent|swift"
         r"|financial (restrict|messag|serv)|цінних паперів", "financial-restriction"),
        (r"price cap", "price-cap"),
        (r"confiscat|стягнення в дохід", "asset-confiscation"),
    )
)  # fmt: skip


def provisions_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what words of a list do to the target, as slugs of our provisions, sorted.

    >>> provisions_of(["Asset freeze|Travel Ban", "Trust Services Sanctions"])
    ('asset-freeze', 'services-ban', 'travel-ban')
    >>> provisions_of(["Port access ban"]), provisions_of(["Prohibition of something else"])
    (('port-ban',), ())
    """
    found = {slug for text in texts for pattern, slug in _PROVISIONS if pattern.search(text)}
    return tuple(sorted(found))


#: Kinds of the lists and schemata of FollowTheMoney to ours; the keys are in lower case.
KINDS = {
    "person": "Person",
    "individual": "Person",
    "p": "Person",
    "company": "Company",
    "organization": "Organisation",
    "legalentity": "Organisation",
    "entity": "Organisation",
    "enterprise": "Organisation",
    "e": "Organisation",
    "publicbody": "GovernmentBody",
    "vessel": "Vessel",
    "ship": "Vessel",
    "airplane": "Aircraft",
    "aircraft": "Aircraft",
}


def kind_of(word: str) -> str:
    """Return the class of actors that a list's word means; what is none of the known is a body.

    >>> kind_of("Individual"), kind_of("LegalEntity"), kind_of("?")
    ('Person', 'Organisation', 'Organisation')
    """
    return KINDS.get(word.strip().casefold(), "Organisation")


_WHOLE = re.compile(
    r"(?:Bosnia|Trinidad|Antigua|Saint \w+|St\.? \w+|S[aã]o Tom[eé]|Turks) (?:and|&) [A-Z]\w+"
    r"|Great Britain and Northern Ireland|Congo, \w+ Republic|Korea, \w+"
)
_BREAK = re.compile(r"\s*(?:[;/]|, (?=[A-Z])|,$|\band\b|\bor\b|\(\d+\)|\n)\s*")
_ASIDE = re.compile(r"\s*\((?!\d+\))[^()]*\)")


def countries_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the countries or nationalities in texts that hold one or several.

    >>> countries_of(["Russian and Ukrainian (dual)", "(1) Syria (2) Bosnia and Herzegovina"])
    ('Russian', 'Ukrainian', 'Syria', 'Bosnia and Herzegovina')
    """
    out: dict[str, None] = {}
    for text in texts:
        kept = [text] if _WHOLE.fullmatch(text) else []
        if not kept:
            held = _WHOLE.findall(text)
            for n, name in enumerate(held):
                text = text.replace(name, f"; \x00{n} ;")
            parts = _BREAK.split(_ASIDE.sub("", text))
            kept = [held[int(p[1:])] if p.startswith("\x00") else p for p in map(str.strip, parts)]
        out.update(dict.fromkeys(name.strip(" .,") for name in kept if name.strip(" .,")))
    return tuple(out)
