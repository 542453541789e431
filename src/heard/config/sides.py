"""Which side of the site a process serves: both (the default), the public's alone, or staff's alone.

What belongs to the other side keeps its address, so that pages can name it, and leads nowhere here.
"""

from django.conf import settings

PUBLIC, STAFF = "public", "staff"

STAFF_MIDDLEWARE = frozenset(
    {
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "heard.accounts.middleware.SessionLengthMiddleware",
        "heard.accounts.middleware.SecondFactorMiddleware",
    }
)
"""What only pages of staff need: a process for the public reads no session and knows nobody."""


def middleware_of(middleware: list[str], *, side: str) -> list[str]:
    """Return the middleware that a side needs."""
    return [each for each in middleware if side != PUBLIC or each not in STAFF_MIDDLEWARE]


def serves_public() -> bool:
    """Return whether this process answers the public."""
    return settings.HEARD_SIDE != STAFF


def serves_staff() -> bool:
    """Return whether this process answers staff."""
    return settings.HEARD_SIDE != PUBLIC
