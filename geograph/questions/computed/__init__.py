"""Questions in Python: the folder is their registry, each file is one question of its name."""
