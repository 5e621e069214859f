"""The ways in: dossiers, and publishers' own files by a mapping; both become events."""
