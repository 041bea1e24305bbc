"""The Python API: answers for every interface, and for Python a base to ask and rows to convert."""
