"""Values: dates, quantities, names and fingerprints, without any input or output."""
