"""`python -m aistock` is `aistock`."""

import sys

from aistock.cli import main

if __name__ == "__main__":
    sys.exit(main())
