"""The Python API: queries shared by all interfaces, and knowledge bases and rows for Python."""
