"""How cookies are named: where the site speaks https, a browser takes each from this very host and nobody else."""

HOST = "__Host-"


def named(name: str, *, is_secure: bool) -> str:
    """Return a cookie's name. With `__Host-` a browser refuses it without https, with a domain, or with another path.

    So no neighbour under the same domain can put one of its own in place of ours (RFC 6265bis, 4.1.3.2). Plain http,
    as the demonstration speaks it, has no such promise to make.
    """
    return f"{HOST}{name}" if is_secure else name
