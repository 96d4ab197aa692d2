"""`python -m deliberation` is the command `deliberation`."""

from deliberation.cli import main

if __name__ == "__main__":
    main()
