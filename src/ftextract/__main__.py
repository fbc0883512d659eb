"""``python -m ftextract``: the command line."""

from ftextract.cli import main

if __name__ == "__main__":
    main()
