"""What the settings promise a visitor's browser."""

from django.conf import settings

from heard.design.headers import SAFE


def test_the_content_policy_lets_nothing_in_from_outside() -> None:
    directives: dict[str, list[object]] = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]  # type: ignore[assignment]
    allowed = {str(source) for sources in directives.values() for source in sources}
    assert not [source for source in allowed if "unsafe" in source or "*" in source or "//" in source]
    assert directives["default-src"] == ["'none'"]
    assert directives["base-uri"] == ["'none'"]
    assert directives["frame-ancestors"] == ["'none'"]


def test_the_referrer_policy_tells_other_sites_nothing_and_forms_their_origin() -> None:
    assert settings.SECURE_REFERRER_POLICY == SAFE["Referrer-Policy"] == "same-origin"
