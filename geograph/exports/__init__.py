"""Standard export formats, and the ids of all that counts under a policy."""
