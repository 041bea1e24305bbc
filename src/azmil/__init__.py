"""A relational knowledge base of the Azerbaijani armed forces, and a workbench for making more of them."""

__version__ = "0.1.0"
