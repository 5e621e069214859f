"""Ask questions, judge events, list claims and ids."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, Unpack

from geograph.display import Table
from geograph.errors import (
    QueryError,
    QueryMemory,
    QueryTimeout,
    WorkerDied,
    WorkerMemory,
    WorkerTimeout,
)
from geograph.exports.ids import ids as ids_of
from geograph.interface.arguments import (
    Clock,
    Day,
    Number,
    Place,
    PolicyOptions,
    Rule,
    Source,
    Texts,
    claims_or_store,
    opened,
    path_of,
    place,
    policy_of,
)
from geograph.interface.checking import public
from geograph.networks import Level
from geograph.policy import ClaimIndex, Verdicts
from geograph.policy import judge as verdicts_of
from geograph.policy.ledger_table import to_table
from geograph.questions import Question, ask, catalogue_table
from geograph.questions import queries as saved
from geograph.store import Store, open_store
from geograph.worker import Tell, call, limited

__all__ = ["Ids", "Questions", "ids", "judge", "ledger", "queries", "query"]


class Questions(dict[str, Question]):
    """The saved questions by name; in a notebook they are a table."""

    def __repr__(self) -> str:
        return f"Questions({len(self)}: {', '.join(sorted(self)[:5])}, …)"

    def _repr_html_(self) -> str:
        """Return the catalogue for a notebook; every text is escaped."""
        return catalogue_table()._repr_html_()


class Ids(list[str]):
    """Ids, sorted.

    >>> Ids(["event/a", "event/b"])
    Ids(2: event/a, event/b)
    """

    def __repr__(self) -> str:
        more = ", …" if len(self) > 3 else ""
        return f"Ids({len(self):,}: {', '.join(self[:3])}{more})"


@public
def queries(folder: Place | None = None) -> Questions:
    """Return the saved questions by name, sorted: those that ship, and those of a folder.

    Parameters
    ----------
    folder
        A folder of ``.rq`` and ``.py`` files of your own.

    Raises
    ------
    QueryError
        A file breaks a rule, or one of the folder has the name of one that ships.

    Examples
    --------
    >>> "who-denies" in queries()
    True
    """
    return Questions(saved(None if folder is None else place(folder)))


@public
def query(
    store: Source,
    question: str | Path | Question,
    /,
    *,
    policy: Rule = None,
    voices: Texts | None = None,
    searched: bool = False,
    rivals: bool = False,
    certain: bool = False,
    drop_partly_admitted: bool = False,
    as_of: Day | None = None,
    known_by: Day | None = None,
    clock: Clock | None = None,
    timeout: float | None = None,
    max_memory: Number | None = None,
    allow_network: bool = False,
    **params: object,
) -> Table:
    """Answer a question from a store.

    A query can be ended by Ctrl-C at any time, and then gives nothing: its engine, and with a path
    or a limit all of it, works in a process of its own. Your own SPARQL sees graphs of RDF that
    others wrote by ``GRAPH`` and ``FROM`` alone.

    Parameters
    ----------
    store
        A store or its path.
    question
        The name of a saved question, a path to a ``.rq``, ``.sparql`` or ``.py`` file, SPARQL
        text, or a `Question`.
    policy, voices, searched, rivals, certain, drop_partly_admitted, as_of, known_by, clock
        Which events count and what was known when; see `PolicyOptions`.
    timeout
        The seconds after which it is ended; None means never.
    max_memory
        The MiB of memory beyond which it is ended; None means never.
    allow_network
        Whether ``SERVICE`` may ask other endpoints.
    **params
        Values of its parameters as people write them; a list for several.

    Returns
    -------
    Table
        The answer; ids as local paths. The notes have the policy and its cuts, how many events,
        documents, publishers, voices and rows this answer rests on, and of how many it is a part.

    Raises
    ------
    QueryError
        An unknown question or parameter, a policy that it does not accept, or wrong SPARQL.
    QueryTimeout, QueryMemory
        It was ended because it reached a limit.
    GeographError
        A value that names nothing (``UnknownActor``, ``UnknownItem``, ``DateError``).

    Examples
    --------
    >>> query(None, "who-denies", actor="Iran", clock="told")
    Traceback (most recent call last):
    ...
    geograph.errors.UsageError: query: `clock` cannot be 'told' (str)
      fix: give 'said' or 'published' or 'coded' or None
    """
    rule = policy_of(
        policy, voices=voices, searched=searched, rivals=rivals, certain=certain,
        drop_partly_admitted=drop_partly_admitted, as_of=as_of, known_by=known_by, clock=clock,
    )  # fmt: skip

    def answer(held: Store) -> Table:
        return ask(held, question, policy=rule, network=allow_network, **params)

    if isinstance(store, Store) and timeout is None and max_memory is None:
        return answer(store)
    return _apart(path_of(store), answer, timeout, max_memory)


def _apart(
    path: Path, answer: Callable[[Store], Table], timeout: float | None, max_memory: int | None
) -> Table:
    """Answer from a store that is opened in a process of its own, within limits."""
    limited(timeout, max_memory)

    def work(_tell: Tell) -> Table:
        with open_store(path) as held:
            return answer(held)

    fix = "ask for less, or give it more"
    try:
        return call(work, timeout=timeout, memory=max_memory and max_memory * 2**20)
    except WorkerTimeout as exc:
        raise QueryTimeout(f"the query was ended: {exc.what}", fix=fix) from exc
    except WorkerMemory as exc:
        raise QueryMemory(f"the query was ended: {exc.what}", fix=fix) from exc
    except WorkerDied as exc:
        raise QueryError(f"the query failed: {exc.what}", fix="ask for less of it") from exc


@public
def ledger(
    store: Source | ClaimIndex = None,
    policy: Rule = None,
    *,
    limit: Number | None = None,
    **options: Unpack[PolicyOptions],
) -> Table:
    """Return the claims ledger: each event, who asserts or denies it, and measures in response.

    Parameters
    ----------
    store
        A store or its path, or a claim index.
    policy
        Which events count; a policy or its text.
    limit
        Only the most contested and most recent.
    **options
        See `PolicyOptions`.

    Returns
    -------
    Table
        Event, when, status, whether it counts, who asserts, who denies, who else, measures, id.

    Examples
    --------
    >>> from geograph.model import Model
    >>> ledger(ClaimIndex.from_model(Model()), "undenied").title
    'Claims ledger under undenied'
    """
    with claims_or_store(store) as held:
        return to_table(held, policy_of(policy, **options), limit=limit)


@public
def judge(
    store: Source | ClaimIndex = None, policy: Rule = None, **options: Unpack[PolicyOptions]
) -> Verdicts:
    """Return the verdict on each event of the dossiers under a policy.

    Parameters
    ----------
    store
        A store or its path, or a claim index.
    policy
        Which events count; a policy or its text.
    **options
        See `PolicyOptions`.

    Returns
    -------
    Verdicts
        By the id of the event, or its key alone.

    Examples
    --------
    >>> from geograph.model import Model
    >>> judge(ClaimIndex.from_model(Model()), known_by="2024-09-08")
    Verdicts(0 events, 0 of which count)
    """
    with claims_or_store(store) as held:
        index = ClaimIndex.from_store(held) if isinstance(held, Store) else held
        return Verdicts(verdicts_of(index, policy_of(policy, **options)))


@public
def ids(
    store: Source = None,
    policy: Rule = None,
    *,
    by: Literal["network", "sparql", "question", "ledger", "page"] = "network",
    level: Level = "state",
    **options: Unpack[PolicyOptions],
) -> Ids:
    """Return the ids of the events and rows that count under a policy, sorted.

    Parameters
    ----------
    store
        A store or its path.
    policy
        Which events count; a policy or its text.
    by
        Which interface computes them: all give the same ids. ``network``: what a network draws,
        with what it leaves out for another reason than that it does not count. ``sparql``: a
        pattern of SPARQL over the quads. ``question``: the relations that questions in Python
        read. ``ledger``: its rows that count. ``page``: what the file of a page counts.
    level
        Of the network: ``state`` or ``actor``.
    **options
        See `PolicyOptions`.

    Examples
    --------
    >>> ids(None, "undenied", by="list")
    Traceback (most recent call last):
    ...
    geograph.errors.UsageError: ids: `by` cannot be 'list' (str)
      fix: give 'network' or 'sparql' or 'question' or 'ledger' or 'page'
    """
    with opened(store) as held:
        return Ids(ids_of(held, policy_of(policy, **options), by=by, level=level))
