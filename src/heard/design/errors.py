"""Errors that every part of the site may raise on behalf of a page."""


class NotFound(Exception):
    """There is no such thing for this person: it is missing, or it is not theirs, and we do not say which."""


class CannotKeep(Exception):
    """What was sent cannot be kept now, for a reason that is ours; the page gives the person's words back."""
