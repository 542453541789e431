"""Names of people that no title announces: found word by word, by lists, the words around and how it is written."""

from evidence.text.names.finding import METHOD, Name, find_names

__all__ = ["METHOD", "Name", "find_names"]
