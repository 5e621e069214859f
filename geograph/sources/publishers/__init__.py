"""Records to records, for the few sources whose rows do not each tell of an event.

A function takes the records of the main file and ``part``, which gives the records of another file
of the same release by the name of its layout; it yields records, never RDF. One module for each
family of sources; a layout names a function of this package. Where the layout says ``count: file``,
``part`` is a `Files`, by which the function counts what it leaves out.
"""

from __future__ import annotations

from geograph.reshape.belligerents import (
    extra_state_wars,
    incidents,
    inter_state_wars,
    intra_state_wars,
    militarized_disputes,
    non_state_wars,
)
from geograph.reshape.canada import canada_list
from geograph.reshape.european_union import eu_files, eu_files_xml, eu_journal
from geograph.reshape.follow_the_money import ftm_entities, opensanctions_targets
from geograph.reshape.made import Changed, Files, Made, Part
from geograph.reshape.members import atop_alliances, atop_members, cow_members
from geograph.reshape.ofac import ofac_table, ofac_xml
from geograph.reshape.plover import plover_gold, polecat
from geograph.reshape.spells import (
    cow_contiguity,
    cow_dyad_years,
    cow_dyads,
    cow_states,
    gw_states,
)
from geograph.reshape.united_kingdom import uk_list, uk_list_xml
from geograph.reshape.united_nations import un_list
from geograph.reshape.violence import country_years
from geograph.reshape.votes import assembly_votes

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
