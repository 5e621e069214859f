"""The Correlates of War: states, alliances, contiguity, territory, disputes, wars."""
