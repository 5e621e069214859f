"""Votes of the General Assembly of the United Nations."""
