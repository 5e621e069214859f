"""Read abbreviated, inverted and bracketed names of states: "Korea, Dem. People's Rep.".

A name in a list is often cut short ("Rep.", "Fed. Sts."), turned round ("Congo, Rep.") or has its
form of government in initials ("Lao PDR"). Such a name means a place only if its words, written in
full, are all the words of one of the place's names: no word is dropped but "of", "the" and "and",
so that "Congo, Rep." and "Congo, Dem. Rep." stay two, and a parenthesis is never thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import islice, pairwise, product

from geograph.actors.names import key_of

__all__ = ["Bag", "bag_of", "bags_of", "bracketed", "joined"]

#: The words of a name without order, and without words that only join the others.
Bag = tuple[str, ...]

_JOINING = frozenset({"of", "the", "and", "de", "du"})

# What a short word stands for, by its key; a point after it is allowed, not needed.
_SHORT: dict[str, tuple[str, ...]] = {
    "rep": ("republic", "republica"),
    "repub": ("republic",),
    "dem": ("democratic",),
    "fed": ("federal", "federated", "federation"),
    "soc": ("socialist",),
    "sts": ("states",),
    "st": ("saint",),
    "is": ("islands",),
    "isl": ("islands", "island", "islamic"),
    "isls": ("islands",),
    "prov": ("province",),
    "terr": ("territory", "territories"),
    "utd": ("united",),
    "em": ("emirates",),
    "emir": ("emirates",),
    "herz": ("herzegovina",),
    "barb": ("barbuda",),
    "vin": ("vincent",),
    "gren": ("grenadines",),
    "eq": ("equatorial",),
    "cent": ("central",),
    "br": ("british",),
    "brit": ("british",),
    "am": ("american",),
    "fr": ("french", "federal republic"),
}

# Initials, which count in capitals only: alone they are codes, with a place they qualify it.
_INITIALS: dict[str, tuple[str, ...]] = {
    "N": ("north", "northern", "new"),
    "S": ("south", "southern"),
    "E": ("east", "eastern", "equatorial"),
    "W": ("west", "western"),
    "C": ("central",),
    "P": ("papua",),
    "DR": ("democratic republic",),
    "DPR": ("democratic peoples republic",),
    "PDR": ("peoples democratic republic",),
    "PR": ("peoples republic",),
    "RB": ("bolivarian republic",),
    "AR": ("arab republic",),
    "IR": ("islamic republic",),
    "UR": ("united republic",),
    "SR": ("socialist republic",),
    "FS": ("federated states",),
    "FYR": ("former yugoslav republic",),
    "SAR": ("special administrative region",),
    "UA": ("united arab",),
}

_WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*")
_BRACKETED = re.compile(r"(?P<name>[^()]+?) \((?P<other>[^()]+)\)")

# A name with many short words has few sensible readings: more are not tried.
_MOST = 64


def bag_of(key: str) -> Bag:
    """Return the words of a key of `key_of`, sorted, without those that only join.

    >>> bag_of("republic of the congo"), bag_of("trinidad and tobago")
    (('congo', 'republic'), ('tobago', 'trinidad'))
    """
    return tuple(sorted(word for word in key.split() if word not in _JOINING))


def bags_of(name: str) -> tuple[Bag, ...]:
    """Return the bags of words that a name can stand for, short words written in full.

    A bag has two words at least: one word is a name, and found as such or not at all.

    >>> ("democratic", "korea", "peoples", "republic") in bags_of("Korea, Dem. People's Rep.")
    True
    >>> bags_of("Korea, North"), bags_of("Iran")
    ((('korea', 'north'),), ())
    """
    choices = []
    for at, word in enumerate(_WORD.findall(name)):
        key = key_of(word).replace(" ", "")
        bare = word.replace(".", "")
        if bare.isupper() and bare in _INITIALS:
            choices.append((*_INITIALS[bare], key))
        elif key in _SHORT and (at or key == "st" or bare[0].isupper()):
            choices.append((*_SHORT[key], key))
        else:
            choices.append((key_of(word),))
    bags = {bag_of(" ".join(words)) for words in islice(product(*choices), _MOST)}
    return tuple(sorted(bag for bag in bags if len(bag) > 1))


def bracketed(name: str) -> tuple[str, str] | None:
    """Return the two names of "Russia (Soviet Union)", or None.

    >>> bracketed("Russia (Soviet Union)"), bracketed("Russia")
    (('Russia', 'Soviet Union'), None)
    """
    found = _BRACKETED.fullmatch(name.strip())
    return (found["name"], found["other"]) if found else None


def joined(
    one: Iterable[tuple[int, int, str]],
    two: Iterable[tuple[int, int, str]],
    numbers: Mapping[str, Collection[str]],
) -> set[tuple[int, int, str]]:
    """Return whom two names of one place mean together, over time: "Russia (Soviet Union)".

    Parameters
    ----------
    one, two
        The uses of the name and of the name in brackets: first day, last day, actor.
    numbers
        The numbers under which lists of states count each actor.

    The two are names of one place if they share an actor, or if an actor of one has the number of
    an actor of the other (Serbia and Yugoslavia). Then an actor that both name is meant while
    either names it; at other times whoever one of them names while the other names nobody. Where
    each names somebody else, nobody is meant.

    >>> here, there = ((1, 9, "a"), (10, 20, "b")), ((1, 9, "a"),)
    >>> sorted(joined(here, there, {}))
    [(1, 9, 'a'), (10, 20, 'b')]
    >>> joined(((1, 9, "a"),), ((1, 9, "b"),), {})
    set()
    """
    one, two = tuple(one), tuple(two)
    ours, theirs = {use[2] for use in one}, {use[2] for use in two}
    shared = ours & theirs

    def counted(keys: set[str]) -> set[str]:
        return {number for key in keys for number in numbers.get(key, ())}

    if not shared and not counted(ours) & counted(theirs):
        return set()
    both = {use for use in (*one, *two) if use[2] in shared}
    rest = {*one, *two} - both
    days = sorted({day for start, end, _ in (*one, *two) for day in (start, end + 1)})
    found = set(both)
    for first, after in pairwise(days):
        last = after - 1
        if any(start <= first and last <= end for start, end, _ in both):
            continue
        here = {key for start, end, key in rest if start <= first and last <= end}
        of_one = {key for key in here if key in ours}
        if here and (of_one == here or not of_one):
            found |= {(first, last, key) for key in here}
    return found
