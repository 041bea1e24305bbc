"""Values: dates, quantities, names, lines, questions and answers, without any input or output."""

CHECKSUM_MARK = "azmil-checksum:"  # precedes the checksum in a database; not allowed in the text of a seed
