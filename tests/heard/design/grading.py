"""The grade of an answer's headers, by the rules that the MDN HTTP Observatory publishes: 100 is the start, A+ the top.

A site begins at 100, loses for what is missing, and wins extra only once it stands at 90 or more.
https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring
"""

import re
from collections.abc import Iterable, Mapping
from http.cookies import Morsel

HALF_A_YEAR = 15_768_000
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
ENOUGH_FOR_EXTRAS = 90


def score(
    headers: Mapping[str, str], *, cookies: Iterable["Morsel[str]"] = (), is_https: bool = True
) -> tuple[int, dict[str, int]]:
    """Return the points of an answer over https, and how each header counted."""
    told = {name.lower(): value for name, value in headers.items()}
    counted = {
        "content-security-policy": _policy(told.get("content-security-policy", "")),
        "cookies": _cookies(list(cookies)),
        "cross-origin sharing": -50 if told.get("access-control-allow-origin") == "*" else 0,
        "referrer-policy": _referrer(told.get("referrer-policy", "")),
        "strict-transport-security": _transport(told.get("strict-transport-security", "")) if is_https else -20,
        "x-content-type-options": 0 if told.get("x-content-type-options") == "nosniff" else -5,
        "x-frame-options": _framing(told),
        "cross-origin-resource-policy": _resources(told.get("cross-origin-resource-policy", "")),
    }
    base = 100 + sum(points for points in counted.values() if points < 0)
    extras = sum(points for points in counted.values() if points > 0)
    return base + (extras if base >= ENOUGH_FOR_EXTRAS else 0), counted


def directives(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for words in (part.split() for part in policy.split(";")) if words}


def _policy(policy: str) -> int:
    if not policy:
        return -25
    told = directives(policy)
    scripts = told.get("script-src", told.get("default-src", ["*"]))
    styles = told.get("style-src", told.get("default-src", ["*"]))
    objects = told.get("object-src", told.get("default-src", ["*"]))
    broad = {"*", "http:", "https:", "data:", "ftp:"}
    if "'unsafe-inline'" in scripts or broad & {*scripts, *objects}:
        return -20
    if "'unsafe-eval'" in scripts:
        return -10
    if "'unsafe-inline'" in styles or broad & set(styles):
        return 0
    return 10 if told.get("default-src") == ["'none'"] else 5


def _cookies(cookies: list["Morsel[str]"]) -> int:
    if not cookies:
        return 0
    if not all(cookie["secure"] for cookie in cookies):
        return -20
    if not all(cookie["httponly"] for cookie in cookies):
        return -30
    return 5 if all(cookie["samesite"] in {"Lax", "Strict"} for cookie in cookies) else 0


def _referrer(policy: str) -> int:
    if not policy:
        return 0
    return 5 if policy in PRIVATE_REFERRERS else -5


def _transport(policy: str) -> int:
    age = re.search(r"max-age=(\d+)", policy)
    if not age:
        return -20
    return 0 if int(age[1]) >= HALF_A_YEAR else -10


def _framing(told: Mapping[str, str]) -> int:
    if "frame-ancestors" in directives(told.get("content-security-policy", "")):
        return 5
    return 0 if told.get("x-frame-options") in {"DENY", "SAMEORIGIN"} else -20


def _resources(policy: str) -> int:
    return {"same-origin": 10, "same-site": 10, "cross-origin": -5}.get(policy, 0)
