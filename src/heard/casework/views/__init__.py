"""Casework's pages at their addresses."""
