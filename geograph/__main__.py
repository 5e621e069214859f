"""``python -m geograph`` is the command ``geograph``."""

from geograph.cli import main

if __name__ == "__main__":
    main()
