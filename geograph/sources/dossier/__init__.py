"""Dossiers to the model: read YAML safely, check it, resolve its names, expand its claims."""

from __future__ import annotations

from geograph.sources.dossier.assembly import assemble, load
from geograph.sources.dossier.dossier_files import Dossier, read

__all__ = ["Dossier", "assemble", "load", "read"]
