"""The sanctions lists of the Office of Foreign Assets Control of the United States."""
