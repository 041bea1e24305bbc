"""The version of azmil."""

__version__ = "0.1.0"
