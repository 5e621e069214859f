"""Words known only through a party that says the same: shown and marked, but no position.

That Iran's foreign minister reports what Ukraine's president is said to have admitted makes no
admission of Ukraine. A charge that is repeated in order to reject it stays its speaker's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from geograph.actors import ActorIndex
from geograph.actors.tenures import holds
from geograph.model import Claim, Statement, Tenure

__all__ = ["relays"]


def relays(
    claims: Iterable[Claim],
    statements: Mapping[str, Statement],
    actors: ActorIndex,
    tenures: Iterable[Tenure],
) -> dict[str, frozenset[str]]:
    """Return through which voices each claim is known, if they are not of the speaker's own state.

    Claims that nobody else relays are left out. Of one state with its speaker is whoever speaks
    for that, and for an insider or a group the state that it is of or based in.

    Parameters
    ----------
    claims, statements
        Who said what, and where it was read.
    actors, tenures
        Who speaks for whom, and who is an insider of which state.
    """
    inside: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        if tenure.relation == "insiderOf":
            inside[tenure.who].append(tenure)
    out: dict[str, frozenset[str]] = {}
    for claim in claims:
        if not (via := statements[claim.statement].via):
            continue
        speaker = actors.get(claim.claimant)
        homes = {t.whom for t in inside[speaker.id] if holds(t, claim.said)}
        homes |= {*speaker.based_in, *((speaker.of,) if speaker.of else ())}
        own = {claim.voice, *(actors.voice(home, claim.said)[0] for home in homes)}
        told = (actors.voice(one, claim.said) for one in via)
        if others := frozenset(voice for voice, anonymous in told if not anonymous) - own:
            out[claim.id] = others
    return out
