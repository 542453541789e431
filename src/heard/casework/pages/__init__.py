"""Casework's pages: every word and number that its templates show."""
