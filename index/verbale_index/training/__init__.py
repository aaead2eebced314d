"""Learning the coefficients from labelled sets. Nothing here is imported while questions are answered."""
