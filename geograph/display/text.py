"""The plain words of the page: dates, statuses, stances, policies, and what a page cannot say."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection
from datetime import date

__all__ = [
    "CAVEATS",
    "FLAGS",
    "GRADES",
    "STANCES",
    "STATUSES",
    "address",
    "rule_in_words",
    "say_date",
    "universe",
    "wrap_label",
]

MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

#: status → (glyph, words, what it means); the order is that of the legend and of the chips.
STATUSES: dict[str, tuple[str, str, str]] = {
    "contested": (
        "≠",
        "contested",
        "a voice says that it happened, and a voice that it did not",
    ),
    "corroborated": (
        "●",
        "corroborated",
        "two or more voices that count say so, each in words of its own, and nobody denies it",
    ),
    "asserted": ("○", "asserted", "a voice that counts says so, nobody denies it"),
    "reported-only": (
        "¶",
        "reported",
        "the press alone reports it, in its own name; nobody denies it",
    ),
    "anonymous-only": (
        "◌",
        "anonymous only",
        "only people who are not named say so, or a group of whom nobody knows who is in it",
    ),
    "recorded-only": ("▫", "recorded only", "a machine found it in a text; nobody is on record"),
    "cleared": (
        "✓",
        "cleared",
        "a voice says that they did not do it; nobody says they did",
    ),
    "denied-only": ("–", "denied only", "it is denied, and nobody now on record asserts it"),
    "doubted-only": ("?", "doubted only", "it is doubted, and nobody now on record asserts it"),
    "announced-only": (
        "→",
        "announced",
        "somebody says they will do it; nobody says it is done",
    ),
    "requested-only": ("!", "requested", "somebody asks for it; nobody says it is done"),
    "predicted-only": ("…", "predicted", "somebody expects it; nobody says that it happened"),
    "presupposed-only": (
        "∴",
        "taken as given",
        "it is taken as given in speaking of something else; nobody says that it happened",
    ),
    "mentioned-only": ("·", "mentioned", "it is spoken of, and nobody says whether it happened"),
    "attributed-only": (
        "“",
        "attributed",
        "known only through a party that says the same; nobody says so for themselves",
    ),
    "withdrawn": ("×", "withdrawn", "whoever said so has taken it back"),
}

#: how much disagreement a status stands for; the ledger opens on the highest.
HEAT: dict[str, int] = {
    "contested": 4,
    "denied-only": 3,
    "cleared": 2,
    "doubted-only": 1,
}

FLAGS: dict[str, str] = {
    "owned": "one of those who did it says so",
    "admitted": "one of those who did it denied it before, and says so now",
    "reversed": "a voice has changed its mind",
    "mixed": "a voice contradicts itself on one day",
    "hedged": "nobody says so for certain, only as likely or possible",
    "partly admitted": "who denies it at large has admitted a part of that since",
    "possible": "a denial at large was said while it may not have begun yet",
}

#: by whom a contested event is denied, as a row says it; never a verdict on who is right.
GRADES: dict[str, str] = {
    "party": "denied by a party",
    "others": "denied by others only",
    "mixed": "by a voice that says both",
    "press or unnamed": "denied by the press, unnamed sources or vague groups only",
}

#: stance → (what the claim does, how a row says it); last, what is none on the event itself.
STANCES: dict[str, tuple[str, str]] = {
    "asserts": ("asserts", "asserted by"),
    "denies": ("denies", "denied by"),
    "doubts": ("doubts", "doubted by"),
    "presupposes": ("takes as given", "taken as given by"),
    "announces": ("announces", "announced by"),
    "predicts": ("predicts", "predicted by"),
    "requests": ("requests", "requested by"),
    "opposes": ("warns or demands against", "opposed by"),
    "threatens": ("threatens", "threatened by"),
    "offers": ("offers", "offered by"),
    "evaluates": ("evaluates", "evaluated by"),
    "retracts": ("retracts", "retracted by"),
    "records": ("records", "recorded by"),
    "ending": ("speaks of the end of", "its end spoken of by"),
    "attributed": ("is said to have said", "attributed to"),
}

RULES: dict[str, str] = {
    "all": "An event counts as a relation as soon as one voice says that it happened, "
    "whoever denies it.",
    "recorded": "An event counts as a relation as soon as one voice says that it happened, "
    "or a machine has recorded it.",
    "accepted": "An event counts as a relation as soon as one voice says that it happened, or a "
    "state that is not a party to it takes it as given.",
    "undenied": "An event counts as a relation when at least one voice says that it happened "
    "and no voice denies it.",
    "party-undenied": "An event counts as a relation when at least one voice says that it "
    "happened and none of its own parties denies it.",
    "owned": "An event counts as a relation only when one of those who did it says that it "
    "happened.",
    "party-confirmed": "An event counts as a relation only when one of those who did it, or a "
    "recipient who gains by it, says that it happened.",
    "endorsed": "An event counts as a relation when at least {n} voices say that it happened: the "
    "press, vague groups and unnamed sources not counted.",
    "corroborated": "An event counts as a relation when at least {n} voices say so, each in words "
    "of its own: a joint statement counts once, the press, vague groups and unnamed sources not.",
    "contested-by:party": "An event counts as a relation only when a voice says that it happened "
    "and one of its own parties denies it.",
    "contested-by:others": "An event counts as a relation only when a voice says that it happened "
    "and others deny it, none of them a party.",
    "held-by": "An event counts as a relation when {holders} says that it happened and does not "
    "deny it.",
}


def rule_in_words(rule: str, *, n: int | None = None, holders: tuple[str, ...] = ()) -> str:
    """Return what a claim policy does, in one sentence.

    >>> rule_in_words("held-by", holders=("Iran",))
    'An event counts as a relation when Iran says that it happened and does not deny it.'
    """
    who = " or ".join(holders) or "nobody"
    return RULES.get(rule, f"An event counts as a relation under the policy “{rule}”.").format(
        n=n if n is not None else 2, holders=who
    )


def say_date(edtf: str | None) -> str:
    """Say an EDTF date as people do; a form that is not known here is returned as it stands.

    >>> say_date("2024-09-10"), say_date("2024-09"), say_date("2024~")
    ('10 Sep 2024', 'Sep 2024', 'about 2024')
    >>> say_date("../2024-09-10"), say_date("2022-02/.."), say_date("2022-11/2024-09-10")
    ('by 10 Sep 2024', 'since Feb 2022', 'Nov 2022 to 10 Sep 2024')
    >>> say_date("202X"), say_date(None)
    ('2020s', 'undated')
    """
    if not edtf:
        return "undated"
    if "/" in edtf:
        first, last = edtf.split("/", 1)
        if first in ("", ".."):
            return f"by {_moment(last)}" if last not in ("", "..") else "undated"
        return (
            f"since {_moment(first)}"
            if last in ("", "..")
            else f"{_moment(first)} to {_moment(last)}"
        )
    return _moment(edtf)


def _moment(text: str) -> str:
    """Say one EDTF moment."""
    found = re.fullmatch(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)", text)
    if decade := re.fullmatch(r"(\d{3})X", text):
        return f"{decade[1]}0s"
    if not found or (found[2] and not 1 <= int(found[2]) <= 12):
        return text
    year, month, day, mark = found.groups()
    said = f"{MONTHS[int(month)]} {year}" if month else year
    if day:
        said = f"{int(day)} {said}"
    return {"~": f"about {said}", "?": f"{said}, uncertain", "%": f"about {said}, uncertain"}.get(
        mark, said
    )


def wrap_label(text: str, *, width: int = 18, lines: int = 3) -> str:
    r"""Break a name into a few short lines for the drawing; the full name stays in the panel.

    >>> wrap_label("companies and people based in Iran")
    'companies and\npeople based in\nIran'
    >>> wrap_label("x" * 500).count("x") < 60
    True
    """
    # a drawing has no <bdi>: marks that turn the direction of what follows would mislead there
    words = " ".join(re.sub("[\u202a-\u202e\u2066-\u2069]", "", text).split())
    return "\n".join(
        textwrap.wrap(words, width, max_lines=lines, placeholder=" …", break_long_words=True)
        or [words]
    )


def address(url: str | None) -> str | None:
    """Return a URL that may become a link (http or https), else None.

    >>> address("https://example.org/a"), address("javascript:alert(1)"), address(None)
    ('https://example.org/a', None, None)
    """
    return url if url and re.match(r"https?://[^\s/?#]", url, re.IGNORECASE) else None


def universe(events: int, published: Collection[date | None], releases: int = 0) -> str:
    """Say in a line what a page is about, and what it cannot show.

    Parameters
    ----------
    events
        How many events and measures are spoken of.
    published
        When each document was published, as far as it is known.
    releases
        How many releases of data sets are counted beside them.

    Examples
    --------
    >>> universe(7, [date(2024, 9, 10)]).partition("; ")[0]
    'About 7 events and measures of which 1 document of 2024 speaks'
    """
    years = sorted({day.year for day in published if day})
    when = " to ".join(dict.fromkeys((str(years[0]), str(years[-1])))) if years else ""
    told = (
        f"About {events:,} event{'' if events == 1 else 's'} and measures of which "
        f"{len(published):,} document{'' if len(published) == 1 else 's'}"
        f"{f' of {when}' if when else ''} speak{'s' if len(published) == 1 else ''}"
    )
    if not releases:
        return f"{told}; what nobody reports is missing."
    more = f"{releases:,} release{'' if releases == 1 else 's'}"
    return (
        f"{told}, and about the rows of {more}, which are counted and not drawn; what nobody "
        "reports and no release lists is missing."
    )


#: What a page on contested claims can and cannot say.
CAVEATS: tuple[str, ...] = (
    "It can say who claims what, when, and where that was read. It cannot say what is true.",
    "What no document here reports is missing without a trace: an absent row means that "
    "nothing was coded, never that nothing happened.",
    "How contested or how busy somebody looks here measures attention as well as conduct.",
    "A denial counts as wide as it was spoken: whoever denies all arms also denies the "
    "missiles that can have been sent by that day. A claim that reaches an event in this way is "
    "marked “inherited”.",
    "An event in the ledger need not be in the graph: nothing that is only planned, predicted, "
    "asked for or denied is a relation, and neither is what the policy does not count or what "
    "names one side alone.",
)
