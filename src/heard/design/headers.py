"""The headers that every answer carries, whether Django gives it or one of the doors ahead of Django."""

SAFE = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Nothing is stored, so that the back button after a quick exit shows nothing; and other sites are told nothing."""

SAFE_BYTES = tuple((name.lower().encode("ascii"), value.encode("ascii")) for name, value in SAFE.items())
"""The same for an ASGI answer."""
