"""Gibler, Miller and Little: a revision of the militarized disputes of the Correlates of War."""
