"""Heard: public feedback campaigns on health and social care."""
