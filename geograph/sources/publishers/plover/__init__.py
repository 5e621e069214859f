"""Events coded by machines after PLOVER: its gold standard, and POLECAT."""
