"""Questions on transfers: concentration, both sides, intermediaries, re-export, embargoes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from math import fsum

from geograph.analysis.concentration import hhi, shares
from geograph.force import ENDS, NO, Period, in_force
from geograph.model import Event, Measure
from geograph.policy import Verdict
from geograph.queries.computed.asked import Answer, Asked
from geograph.queries.telling import otherwise, status, voices
from geograph.table import Cell
from geograph.vocab import Stance, is_a

__all__ = ["both_sides", "concentration", "embargoes", "intermediaries", "reexports"]

ARMS = ("ArmsTransfer", "GoodsTransfer")
HOSTILE = ("Attack", "War", "MilitaryOperation")
#: Who can pass things on without being a state, a person or an unnamed source.
BETWEEN = ("Organisation", "ActorGroup", "Vessel")


def concentration(asked: Asked) -> Answer:
    """Say how concentrated the suppliers of each recipient are, and who the largest is."""
    wanted = asked.all("recipient")
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    G = asked.network(["ArmsTransfer"])
    for u, v, data in G.edges(data=True):
        if data["weight"] and (not wanted or v in wanted):
            found[v][u].append(data["weight"])
    rows: list[tuple[Cell, ...]] = []
    for recipient, suppliers in found.items():
        weights = {supplier: fsum(parts) for supplier, parts in suppliers.items()}
        index = hhi(weights)
        for supplier, share in shares(weights).items():
            held = list(G.get_edge_data(supplier, recipient).values())
            rows.append(
                (
                    asked.label(recipient),
                    len(weights),
                    round(index, 4),
                    asked.label(supplier),
                    round(weights[supplier], 4),
                    round(share, 4),
                    sum(data["status"] == "contested" for data in held),
                    voices(d["asserting"] for d in held),
                    voices(d["denying"] for d in held),
                    supplier,
                )
            )
    rows.sort(key=lambda row: (str(row[0]), -float(str(row[5])), str(row[9])))
    return Answer(
        rows, ("weights are events told of, not quantities: a corpus measures attention",)
    )


def both_sides(asked: Asked) -> Answer:
    """List transfers of suppliers who supply both sides of a conflict."""
    sides: dict[tuple[str, str], set[str]] = defaultdict(set)
    for event, _ in asked.relations(*HOSTILE):
        own = {asked.voice(a, event) for a in event.actor}
        other = {asked.voice(a, event) for a in event.recipient}
        pairs = [(a, b) for a in own for b in other]
        if is_a(event.kind, "War"):
            pairs += combinations(sorted({asked.voice(a, event) for a in event.participant}), 2)
        for a, b in pairs:
            if a != b:
                sides[min(a, b), max(a, b)].add(event.id)
    sent: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event, _ in asked.relations(*ARMS, "MilitaryAssistance"):
        for a in event.actor:
            for b in event.recipient:
                sent[asked.voice(a, event), asked.voice(b, event)].append(event)
    wanted = asked.all("supplier")
    rows = []
    for (one, enemy), fights in sorted(sides.items()):
        for supplier in sorted(
            {a for a, b in sent if b == one} & {a for a, b in sent if b == enemy}
        ):
            if supplier in (one, enemy) or (wanted and supplier not in wanted):
                continue
            for side in (one, enemy):
                for event in sent[supplier, side]:
                    conflict = f"{asked.label(one)} – {asked.label(enemy)}"
                    what = asked.labels(event.item) or None
                    rows.append(
                        (
                            asked.label(supplier),
                            conflict,
                            len(fights),
                            asked.label(side),
                            what,
                            event.label,
                            event.start,
                            event.id,
                        )
                    )
    rows.sort(key=lambda row: tuple("" if cell is None else str(cell) for cell in row))
    return Answer(rows, ("a conflict is an attack, operation or war between the two that counts",))


def intermediaries(asked: Asked) -> Answer:
    """List what organisations that stand between supplier and recipient receive and pass on."""
    got: dict[str, list[tuple[Event, str]]] = defaultdict(list)
    gave: dict[str, list[tuple[Event, str]]] = defaultdict(list)
    for event, _ in asked.relations(*ARMS):
        for a in event.actor:
            for b in event.recipient:
                gave[a].append((event, b))
                got[b].append((event, a))
    rows: list[tuple[Cell, ...]] = []
    for actor in sorted(got.keys() & gave.keys()):
        kind = asked.world.actors.get(actor).kind
        if not any(is_a(kind, between) for between in BETWEEN):
            continue
        if {other for _, other in got[actor]} == {other for _, other in gave[actor]}:
            continue  # back and forth between two is no chain
        for leg, legs in (("receives from", got[actor]), ("passes on to", gave[actor])):
            for event, other in legs:
                rows.append(
                    (
                        *(asked.label(actor), kind, leg, asked.label(other)),
                        *(asked.labels(event.item), event.start, event.id),
                    )
                )
    rows.sort(
        key=lambda row: (str(row[0]), str(row[2]) != "receives from", str(row[3]), str(row[6]))
    )
    return Answer(rows)


def reexports(asked: Asked) -> Answer:
    """List transfers onward of what was itself received, as coded or by the kind of goods."""
    transfers = [event for event, _ in asked.relations(*ARMS)]
    rows: list[tuple[Cell, ...]] = []
    for later in transfers:
        for earlier in transfers:
            basis = _basis(asked, earlier, later)
            if earlier.id == later.id or basis is None:
                continue
            for middle in sorted(_voices(asked, earlier, "to") & _voices(asked, later, "from")):
                origin = _voices(asked, earlier, "from") - {middle}
                end = _voices(asked, later, "to") - {middle} - origin
                if origin and end:
                    rows.append(
                        (
                            *(asked.labels(origin), asked.label(middle), asked.labels(end)),
                            *(asked.labels(later.item), basis, earlier.label),
                            *(status(asked.verdicts[earlier.id]), later.label, later.start),
                            *(earlier.id, later.id),
                        )
                    )
    rows.sort(key=lambda row: (row[4] != "as told", *(str(cell) for cell in row)))
    note = "same kind: goods of one kind came in and went out, not that they are the same pieces"
    return Answer(rows, (note,))


def _basis(asked: Asked, earlier: Event, later: Event) -> str | None:
    """Say why what went out can be what had come in; None where nothing says so."""
    if earlier.id in later.item_from:
        return "as told"
    if later.start is None or later.start < _first(earlier):
        return None
    for one in earlier.item:
        # goods of the widest kind ("weapons") prove nothing: the kind passed on must be named
        if asked.kinds(one) and any(one in (o, *asked.kinds(o)) for o in later.item):
            return "same kind"
    return None


def _first(event: Event) -> date:
    return event.start_earliest or event.start or date.min


def _voices(asked: Asked, event: Event, side: str) -> set[str]:
    return {asked.voice(a, event) for a in (event.actor if side == "from" else event.recipient)}


def embargoes(asked: Asked) -> Answer:
    """List transfers into, or out of, a target of an arms embargo that was in force then."""
    rows: list[tuple[Cell, ...]] = []
    for embargo, verdict in _embargoes(asked):
        for event, _ in asked.relations("ArmsTransfer"):
            broken = _breaks(asked, event, embargo)
            if broken is None or not _in_force(embargo, event):
                continue
            rows.append(
                (
                    asked.labels(event.actor),
                    asked.labels(event.recipient),
                    asked.labels(event.item),
                    event.label,
                    event.start,
                    embargo.label,
                    broken,
                    "; ".join(filter(None, (status(verdict), otherwise(asked.world, verdict)))),
                    _called(asked, event),
                    embargo.id,
                    event.id,
                )
            )
    rows.sort(key=lambda row: tuple("" if cell is None else str(cell) for cell in row))
    note = (
        "the embargo is asserted, taken as given, or told of as lifted; that a transfer fell under"
        " it is a matter of parties and days, not of law"
    )
    return Answer(rows, (note,))


def _embargoes(asked: Asked) -> Iterator[tuple[Measure, Verdict]]:
    """Yield the arms embargoes that anybody speaks of as being in place."""
    for key, verdict in sorted(asked.verdicts.items()):
        event = asked.world.events.get(key)
        if isinstance(event, Measure) and any("arms-embargo" in p for p in event.provision):
            told = [asked.world.claims[c] for c in verdict.evidence]
            taken = verdict.voices(Stance.PRESUPPOSES) or any(c.stage in ENDS for c in told)
            if verdict.edge or taken:
                yield event, verdict


def _in_force(embargo: Measure, event: Event) -> bool:
    """Say whether an embargo can have been in force on the day of a transfer, before its end."""
    if event.start is None:
        return False
    held = Period.of(embargo)
    over = held.holds_until is not None and event.start >= held.holds_until
    return not over and in_force(held, event.start) != NO


def _breaks(asked: Asked, event: Event, embargo: Measure) -> str | None:
    """Say how a transfer meets the target: sent to it, sent by it, or brought into its land."""
    if embargo.item and not any({i, *asked.kinds(i)} & set(embargo.item) for i in event.item):
        return None
    target = set(embargo.recipient)
    if target & {*event.recipient, *_voices(asked, event, "to")}:
        return "sent to the target"
    if target & {*event.actor, *_voices(asked, event, "from")}:
        return "sent by the target"
    based = {b for r in event.recipient for b in asked.world.actors.get(r).based_in}
    if target & {*event.place, *based}:
        return "sent into the target's land"
    return None


def _called(asked: Asked, event: Event) -> str | None:
    told = (asked.world.claims[c] for c in asked.verdicts[event.id].evidence)
    said = {f"{asked.label(c.voice)}: {c.evaluation}" for c in told if c.evaluation}
    return "; ".join(sorted(said)) or None
