"""Value types without input or output: dates, quantities, names, locators, questions, answers."""

SEAL = "azmil-seal:"  # prefix of the checksum in a database; no text of a seed may contain it
