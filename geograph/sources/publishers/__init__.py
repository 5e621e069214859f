"""One folder for each publisher: its mappings, and what makes records of odd rows.

A function takes the records of the main file and ``part``, which gives the records of another file
of the same release by the name of its layout; it yields records, never RDF. A layout names a
function of this package; what several publishers need stands in modules ``_….py``. Where the layout
says ``count: file``, ``part`` is a `Files`, by which the function counts what it leaves out.
"""

from __future__ import annotations

from geograph.sources.publishers._alliance_members import atop_alliances, atop_members, cow_members
from geograph.sources.publishers._derived_records import Changed, Files, Made, Part
from geograph.sources.publishers._state_spells import (
    cow_contiguity,
    cow_dyad_years,
    cow_dyads,
    cow_states,
    gw_states,
)
from geograph.sources.publishers.canada.autonomous_sanctions import canada_list
from geograph.sources.publishers.cow.belligerents import (
    extra_state_wars,
    incidents,
    inter_state_wars,
    intra_state_wars,
    militarized_disputes,
    non_state_wars,
)
from geograph.sources.publishers.eu.union_lists import eu_files, eu_files_xml, eu_journal
from geograph.sources.publishers.ofac.sdn_lists import ofac_table, ofac_xml
from geograph.sources.publishers.opensanctions.follow_the_money import (
    ftm_entities,
    opensanctions_targets,
)
from geograph.sources.publishers.plover.coded_parties import plover_gold, polecat
from geograph.sources.publishers.ucdp.violence import country_years
from geograph.sources.publishers.uk.designations import uk_list, uk_list_xml
from geograph.sources.publishers.un.consolidated_list import un_list
from geograph.sources.publishers.unvotes.votes import assembly_votes

__all__ = [
    "Changed",
    "Files",
    "Made",
    "Part",
    "assembly_votes",
    "atop_alliances",
    "atop_members",
    "canada_list",
    "country_years",
    "cow_contiguity",
    "cow_dyad_years",
    "cow_dyads",
    "cow_members",
    "cow_states",
    "eu_files",
    "eu_files_xml",
    "eu_journal",
    "extra_state_wars",
    "ftm_entities",
    "gw_states",
    "incidents",
    "inter_state_wars",
    "intra_state_wars",
    "militarized_disputes",
    "non_state_wars",
    "ofac_table",
    "ofac_xml",
    "opensanctions_targets",
    "plover_gold",
    "polecat",
    "uk_list",
    "uk_list_xml",
    "un_list",
]
