"""Entity resolution and event linkage across sources: proposed matches, judged by people."""
