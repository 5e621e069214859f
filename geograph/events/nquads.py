"""Values to N-Quads terms: resources, web addresses, literals, each escaped as the grammar asks."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote, urlsplit, urlunsplit

from geograph.errors import ValidationError
from geograph.vocab import GG, ID

__all__ = ["day", "double", "either", "integer", "literal", "node", "term", "web", "wikidata"]

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
SAME = "<http://www.w3.org/2002/07/owl#sameAs>"
DIFFERENT = "<http://www.w3.org/2002/07/owl#differentFrom>"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATE, _INTEGER = f'"^^<{_XSD}date>', f'"^^<{_XSD}integer>'
_DOUBLE = f'"^^<{_XSD}double>'
TRUE = f'"true"^^<{_XSD}boolean>'

_HOSTILE = re.compile(r'[\x00-\x1f\x7f"\\]')
_ESCAPES = {chr(c): f"\\u{c:04X}" for c in (*range(0x20), 0x7F)} | {
    "\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\",
}  # fmt: skip
_PLAIN = re.compile(r"[A-Za-z0-9_.~/:@!$&'()*+,;=-]*")
_SAFE = "/:@!$&'()*+,;=~%"
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(
    r"(?:[\w.~!$&'()*+,;=:%-]*@)?(?:\[[0-9A-Fa-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::\d*)?", re.ASCII
)
_RESOURCE = re.compile(r"(?:actor|event|item|measure|place|state|statement)/\S+")


def literal(text: str) -> str:
    r"""Return an N-Quads string literal.

    Raises
    ------
    ValidationError
        The text holds half a surrogate pair, which no encoding can carry.

    >>> print(literal('say "no"\n'))
    "say \"no\"\n"
    """
    if not text.isascii():
        _encodable(text)
    return f'"{_HOSTILE.sub(lambda m: _ESCAPES[m[0]], text)}"'


def node(local: str) -> str:
    """Return the N-Quads term of a resource from its local path; odd characters are %-encoded.

    >>> node("item/fath 360")
    '<https://w3id.org/geograph/id/item/fath%20360>'
    """
    return f"<{ID}{local if _PLAIN.fullmatch(local) else _escaped(local)}>"


def web(url: str) -> str:
    """Return the N-Quads term of a web address.

    Raises
    ------
    ValidationError
        It is not an address of the http or https scheme with a host.

    >>> web("https://example.org/a b?c=d#e")
    '<https://example.org/a%20b?c=d#e>'
    """
    try:
        parts = urlsplit(url)
        host = _escaped(parts.netloc, "[]")
        valid = (
            parts.scheme in ("http", "https") and _HOST.fullmatch(host) and (parts.port or 1) > 0
        )
    except ValueError:
        valid, host = False, ""
    if not valid:
        raise ValidationError(f"{url!r} is not a web address", fix="write http(s)://host/path")
    query, fragment = _escaped(parts.query, "?"), _escaped(parts.fragment, "?")
    return f"<{urlunsplit((parts.scheme, host, _escaped(parts.path), query, fragment))}>"


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as exc:
        what = f"{text!a} holds half a surrogate pair at position {exc.start}"
        raise ValidationError(what, fix="write the character itself, in UTF-8") from exc
    return text


def _escaped(text: str, more: str = "") -> str:
    return _PERCENT.sub("%25", quote(_encodable(text), safe=_SAFE + more))


def day(value: date) -> str:
    """Return an xsd:date literal.

    >>> day(date(2024, 9, 10))
    '"2024-09-10"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    return f'"{value.isoformat()}{_DATE}'


def integer(value: int) -> str:
    """Return an xsd:integer literal.

    >>> integer(365)
    '"365"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return f'"{value}{_INTEGER}'


def double(value: float) -> str:
    """Return an xsd:double literal.

    >>> double(1 / 4)
    '"0.25"^^<http://www.w3.org/2001/XMLSchema#double>'
    """
    return f'"{value!r}{_DOUBLE}'


def term(name: str) -> str:
    """Return a class or property of the ontology.

    >>> term("asserts")
    '<https://w3id.org/geograph/ns#asserts>'
    """
    return f"<{GG}{name}>"


def either(value: str) -> str:
    """Return the node of what looks like a resource, else a literal.

    >>> either("if asked"), either("event/talks")
    ('"if asked"', '<https://w3id.org/geograph/id/event/talks>')
    """
    # A condition is an event of the corpus or, where nobody coded one, words.
    return node(value) if _RESOURCE.fullmatch(value) else literal(value)


def wikidata(value: str) -> str:
    """Return the entity of a Wikidata id.

    >>> wikidata("Q30")
    '<http://www.wikidata.org/entity/Q30>'
    """
    return f"<http://www.wikidata.org/entity/{_escaped(value)}>"
