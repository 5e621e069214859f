"""What one value or one record of a dossier must be, judged without looking anything up.

`check` judges a text by its type, `rules` a record whose texts are sound: the wrong order of dates,
a denial that denies nothing, a group that is half named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from geograph.actors.voices import ALLOWED
from geograph.dates import Span, day, parse
from geograph.errors import DossierError, GeographError, Where
from geograph.sources.dossier.fields import DONE_STAGES, LANGUAGES, NEEDS, Field, RawClaim, Record
from geograph.vocab import ACTOR_CLASSES, EVENT_CLASSES, Stance, is_a

__all__ = ["KEY_FORM", "check", "classes", "is_key", "near", "rules"]

KEY_FORM = "a key is lower-case letters, digits and single hyphens, for example iran-air"

#: Place, what is wrong, fix.
Finding = tuple[Where, str, str]

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][^\s<>\"{}|\\^`]*)?")
_LOCATOR = re.compile(r"([1-9][0-9]{0,5})(?:-([1-9][0-9]{0,5}))?")
_TENURES = ("speaks_for", "owned_by", "member_of", "insider_of")
_ONLY = {"affiliation": "UnnamedSource"} | dict.fromkeys(
    ("of", "member_kind", "based_in", "members"), "ActorGroup"
)
_PARTIES = ("actor", "recipient", "participant", "object", "item", "means", "place")


def is_key(text: str) -> bool:
    """Return whether a text has the form of a key.

    >>> is_key("iran-air"), is_key("Iran Air"), is_key("-")
    (True, False, False)
    """
    return _KEY.fullmatch(text) is not None


def near(word: str, known: Iterable[str]) -> str:
    """Return "did you mean …?" for close matches, else all that is known.

    >>> near("Sanktion", ["Sanction", "Expulsion"])
    'did you mean Sanction?'
    """
    known = list(known)
    found = get_close_matches(word, known, n=3, cutoff=0.6)
    return f"did you mean {', '.join(found)}?" if found else f"one of {', '.join(known)}"


def classes(section: str) -> tuple[str, ...]:
    """Return the classes that may stand in a section.

    >>> "Sanction" in classes("measures"), "Sanction" in classes("events")
    (True, False)
    """
    if section in ("actors", "groups"):
        return tuple(name for name in ACTOR_CLASSES if name != "Actor")
    if section == "events":
        others = ("Measure", "Statement")
        return tuple(name for name in EVENT_CLASSES if not any(is_a(name, one) for one in others))
    root = {"measures": "Measure", "statements": "Statement"}[section]
    return tuple(name for name in EVENT_CLASSES if is_a(name, root))


def check(text: str, form: Field) -> GeographError | None:
    """Return what is wrong with a text of a type, or None.

    >>> print(check("4-2", Field("locator", "")))
    '4-2' is not a paragraph number
      fix: count the paragraphs of the body from 1, and write 4, 4-5 or 4,7
    """
    try:
        return _CHECKS[form.type](text, form) if form.type in _CHECKS else None
    except GeographError as error:
        return error


def _date(text: str, form: Field) -> None:
    (day if form.type == "day" else parse)(text)


def _key(text: str, form: Field) -> GeographError | None:
    return None if is_key(text) else DossierError(f"{text!r} is not a valid key", fix=KEY_FORM)


def _choice(text: str, form: Field) -> GeographError | None:
    if text in form.choices:
        return None
    if form.unstated and text == "unstated":
        return DossierError(
            "'unstated' among others", fix="write unstated alone, or what is stated"
        )
    return DossierError(f"unknown value {text!r}", fix=near(text, form.choices))


def _actor(text: str, form: Field) -> GeographError | None:
    if form.unstated and text == "unstated":
        return DossierError(
            "'unstated' among others", fix="write unstated alone, or what is stated"
        )
    return None


def _url(text: str, form: Field) -> GeographError | None:
    if _URL.fullmatch(text):
        return None
    return DossierError(
        f"{text!r} is not a valid web address", fix="write http:// or https:// and the rest"
    )


def _language(text: str, form: Field) -> GeographError | None:
    if text in LANGUAGES:
        return None
    return DossierError(
        f"{text!r} is not a language code", fix="two letters of ISO 639-1: en, fa, ru, uk"
    )


def _locator(text: str, form: Field) -> GeographError | None:
    for part in text.split(","):
        match = _LOCATOR.fullmatch(part.strip())
        if match is None or (match[2] and int(match[2]) <= int(match[1])):
            fix = "count the paragraphs of the body from 1, and write 4, 4-5 or 4,7"
            return DossierError(f"{text!r} is not a paragraph number", fix=fix)
    return None


_CHECKS: dict[str, Callable[[str, Field], GeographError | None]] = {
    "date": _date,
    "day": _date,
    "key": _key,
    "choice": _choice,
    "actor": _actor,
    "url": _url,
    "language": _language,
    "locator": _locator,
}


def rules(section: str, record: Record) -> Iterator[Finding]:
    """Yield what is wrong with a record whose single values are sound."""
    yield from _RULES[section](record) if section in _RULES else ()


def _span(record: Record, name: str) -> Span | None:
    text = record.text(name)
    return None if text is None else parse(text)


def _document(record: Record) -> Iterator[Finding]:
    cell = record.all("published")[0]
    if parse(cell.text).latest_end is None:
        fix = "write the last day on which it can have come out, for example ../2024-09-10"
        yield cell.where, f"{cell.text!r} has no last day", fix


def _actors(record: Record) -> Iterator[Finding]:
    kind = record.kind or ""
    if kind != "ActorGroup" and not record.all("name"):
        yield record.at("name"), "'name' is missing", "add it; only a group may go without a name"
    for name, only in _ONLY.items():
        if record.cells.get(name) is not None and kind != only:
            fix = f"change the class to {only}, or use speaks_for, member_of or owned_by"
            yield record.at(name), f"{name!r} is for {only}, not {kind}", fix
    for cell in record.all("member_kind"):
        if cell.text not in ACTOR_CLASSES:
            yield cell.where, f"unknown class {cell.text!r}", near(cell.text, ACTOR_CLASSES)
    if kind == "UnnamedSource" and record.all("speaks_for"):
        fix = "write affiliation: nobody speaks officially without a name"
        yield record.at("speaks_for"), "an unnamed source speaks for nobody", fix
    for cell in record.all("voice_kind"):
        if cell.text not in (allowed := ALLOWED.get(kind, ())):
            fix = f"one of {', '.join(allowed)}" if allowed else "leave it out: it cannot speak"
            yield cell.where, f"{kind} cannot be the voice of a kind {cell.text!r}", fix
    dated = [name for name in ("from", "to") if record.all(name)]
    if dated and not any(record.all(name) for name in _TENURES):
        what = f"{dated[0]!r} without {', '.join(_TENURES)}"
        yield record.at(dated[0]), what, "add whom the dates are about, or leave them out"
    start, end = _span(record, "from"), _span(record, "to")
    first, last = start and start.earliest_start, end and end.latest_end
    if first and last and last < first:
        yield record.at("to"), f"ends on {last}, before it starts on {first}", "swap the dates"


def _events(record: Record) -> Iterator[Finding]:
    if not any(record.all(name) for name in _PARTIES):
        yield record.key.where, "nobody and nothing takes part", f"add {', '.join(_PARTIES)}"


def _statements(record: Record) -> Iterator[Finding]:
    kind = record.kind or ""
    held = {claim.stance for claim in record.claims}
    needs = NEEDS.get(kind, ())
    if not held:
        fix = f"add {' or '.join(needs or tuple(Stance))} with what it is about"
        yield record.key.where, "a statement without any stance", fix
    elif needs and not held.intersection(needs):
        what = f"{kind} without {' or '.join(needs)}; it has only {', '.join(sorted(held))}"
        yield record.at("class"), what, f"add {' or '.join(needs)}, or choose another class"
    if kind == "JointStatement" and len(record.all("agent")) < 2:
        fix = "name all who made it, or choose another class"
        yield record.at("agent"), "a joint statement of one agent", fix
    for claim in record.claims:
        yield from _details(claim)
    yield from _several(record)


def _several(record: Record) -> Iterator[Finding]:
    """Yield what is wrong with several claims of one stance on one object."""
    found: dict[tuple[Stance, str], list[RawClaim]] = {}
    for claim in record.claims:
        found.setdefault((claim.stance, claim.object.text), []).append(claim)
    for claims in found.values():
        for claim in claims if len(claims) > 1 else ():
            if claim.get("stage") is None:
                fix = "say which stage each of them tells, or write one"
                yield claim.object.where, f"{claim.object.text!r} without a stage in a list", fix


def _details(claim: RawClaim) -> Iterator[Finding]:
    if claim.stance is Stance.EVALUATES and "evaluation" not in claim.details:
        fix = "write {" + claim.object.text + ": {evaluation: the judgement in a word or two}}"
        yield claim.object.where, "evaluates without an evaluation", fix
    stage, day = claim.get("stage"), claim.get("date")
    if day and stage is None:
        fix = "say which stage was reached on it, for example {stage: effective, date: …}"
        yield day.where, f"the date {day.text!r} without a stage", fix
    elif day and stage and stage.text == "planned":
        fix = "write the stage that is planned for it, or leave the date out"
        yield day.where, f"the date {day.text!r} of a plan", fix
    elif day and parse(day.text).latest_end is None:
        fix = "write the last day on which the stage can have been reached, for example ../2024-09"
        yield day.where, f"{day.text!r} has no last day", fix
    if stage and claim.stance is Stance.ASSERTS and stage.text == "planned":
        what = "what is planned has not happened and cannot be a case of asserts"
        yield stage.where, what, "use announces (one's own plan) or predicts"
    if stage and not day and claim.stance is Stance.ANNOUNCES and stage.text in DONE_STAGES:
        what = f"what is {stage.text} has happened and is more than announced"
        fix = "use asserts, or give the coming date; announces is for plans and coming acts"
        yield stage.where, what, fix


_RULES: dict[str, Callable[[Record], Iterator[Finding]]] = {
    "document": _document,
    "actors": _actors,
    "groups": _actors,
    "events": _events,
    "statements": _statements,
}
