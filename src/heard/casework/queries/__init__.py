"""Reads of casework."""
