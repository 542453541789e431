"""Numbers to call, as people write them and as telephones dial them."""

import re


def phone_href(phone: str) -> str:
    """Return the link that calls a number as people write it; empty where it holds no digits."""
    digits = re.sub(r"[^\d+]", "", phone)
    return f"tel:{digits}" if digits else ""
