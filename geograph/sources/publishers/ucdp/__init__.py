"""The Uppsala Conflict Data Program."""
