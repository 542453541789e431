"""The headers that every answer carries, whether Django gives it or one of the doors ahead of Django."""

from functools import cache

from django.conf import settings

_REFUSED = (
    "accelerometer",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-create",
    "screen-wake-lock",
    "serial",
    "usb",
    "web-share",
    "xr-spatial-tracking",
)
"""What a page may never ask a browser for. A film keeps its full screen; nothing else is used."""

SAFE = {
    "Cache-Control": "no-store",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _REFUSED),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
"""Nothing is stored, so that the back button after a quick exit shows nothing; and other sites are told nothing."""

SECRETIVE = "no-referrer"
"""The referrer policy of the public form, which has a token of its own against forgery.

Elsewhere "same-origin" tells other sites as little; under this one browsers send "Origin: null", and Django refuses.
"""

BARE_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""The content policy of an answer that is no page."""


def safe_bytes() -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers of an ASGI answer that is no page, such as a redirect or a stream."""
    return _safe_bytes(settings.SECURE_HSTS_SECONDS)


@cache
def _safe_bytes(hsts_seconds: int) -> tuple[tuple[bytes, bytes], ...]:
    told = {**SAFE, "Content-Security-Policy": BARE_POLICY}
    if hsts_seconds:
        told["Strict-Transport-Security"] = f"max-age={hsts_seconds}; includeSubDomains"
    return tuple((name.lower().encode("ascii"), value.encode("ascii")) for name, value in told.items())
