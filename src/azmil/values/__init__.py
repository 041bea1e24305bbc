"""Values: dates, quantities, names, lines, questions and answers, without any input or output."""

SEAL = "azmil-seal:"  # what marks the seal of a database, and so no text of a seed may hold
