"""Value types, free of input and output: dates, quantities, names, locators, questions, answers."""

CHECKSUM_MARK = "azmil-checksum:"  # prefix of the checksum in a database; no text of a seed may contain it
