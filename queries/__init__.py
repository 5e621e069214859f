"""The saved questions that ship with geograph: one SPARQL file each; the folder is the registry."""
