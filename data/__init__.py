"""The curated data that ships with geograph: reference tables (CSV) and dossiers (YAML)."""
