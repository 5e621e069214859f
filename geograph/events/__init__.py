"""The one event: its columns, its quads, and the tables that hold it, whatever its source."""
