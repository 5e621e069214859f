"""Releases of data sets: rows to lines and tables, and what a store says of them."""
