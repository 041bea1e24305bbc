"""Publishing a whole knowledge base: as web pages in a folder or in one file."""
