"""Threat and Imposition of Economic Sanctions (TIES): episodes with their outcome."""
