"""Entry point of ``python -m azmil``."""

from azmil.cli import main

if __name__ == "__main__":
    main()
