"""Finding a service by what someone types: which words it may mean, which services have them, which is likeliest."""

from heard.places.queries.finding.ranking import Near
from heard.places.queries.finding.search import search

__all__ = ["Near", "search"]
