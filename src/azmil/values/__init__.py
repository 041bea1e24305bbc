"""Value types without input or output: dates, quantities, names, locators, questions, answers."""

CHECKSUM_MARK = "azmil-checksum:"  # prefix of the checksum in a database; no text of a seed may contain it
