"""Kiel Institute for the World Economy: the Ukraine Support Tracker."""
