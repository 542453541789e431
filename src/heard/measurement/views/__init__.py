"""The staff pages of measurement."""
