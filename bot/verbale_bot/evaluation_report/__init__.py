"""How a measurement is shown: in the terminal, and as a page with plots."""
