"""The sanctions lists of the United Kingdom."""
