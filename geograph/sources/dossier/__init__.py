"""Dossiers to the model: read YAML safely, check it, resolve its names, expand its claims."""

from __future__ import annotations

from geograph.dossier.assemble import assemble, load
from geograph.dossier.reader import Dossier, read

__all__ = ["Dossier", "assemble", "load", "read"]
