"""Where the pages of a toolkit are: under the staff side for those who sign in, under the secret for its holder."""

from django.conf import settings
from django.urls import reverse

from heard.campaigns.models import Placement
from heard.publication.queries import Toolkit


def toolkit_href(toolkit: Toolkit) -> str:
    """Return the path of a toolkit's first page."""
    return _at(toolkit, "toolkit")


def above_href(toolkit: Toolkit) -> str:
    """Return the path from which a toolkit was reached: a partner's list, a manager's page of the partner, or none."""
    if toolkit.secret:
        return ""
    if toolkit.is_managed:
        return reverse("publication:partner", args=[toolkit.campaign.slug, toolkit.partner.organisation.slug])
    return reverse("publication:own_toolkits")


def new_link_href(toolkit: Toolkit) -> str:
    """Return the path at which a partner places a link of its own."""
    return _at(toolkit, "new_link")


def link_href(toolkit: Toolkit, placement: Placement) -> str:
    """Return the path of the page of one link."""
    return _at(toolkit, "link", placement.code)


def qr_href(toolkit: Toolkit, placement: Placement, *, kind: str) -> str:
    """Return the path of a link's QR code as a file of the kind."""
    return _at(toolkit, "qr", placement.code, kind)


def picture_href(toolkit: Toolkit, placement: Placement, *, size: str, kind: str, has_qr: bool = False) -> str:
    """Return the path of a picture of one size as a file of the kind."""
    return _at(toolkit, "picture", placement.code, size, kind) + ("?qr=yes" if has_qr else "")


def post_picture_href(toolkit: Toolkit, placement: Placement, *, post_id: int) -> str:
    """Return the path of the picture of one of the campaign's own posts."""
    return _at(toolkit, "post_picture", placement.code, post_id)


def held_address(secret: str) -> str:
    """Return the whole address that is sent to a partner."""
    return settings.HEARD_BASE_URL + reverse("publication:held_toolkit", args=[secret])


def frame_address(code: str) -> str:
    """Return the whole address of the frame with a link's two doors."""
    return settings.HEARD_BASE_URL + reverse("publication:frame", args=[code])


def sizer_address() -> str:
    """Return the whole address of the script that fits frames to what they hold."""
    return settings.HEARD_BASE_URL + reverse("publication:sizer")


def _at(toolkit: Toolkit, name: str, *more: str | int) -> str:
    if toolkit.secret:
        return reverse(f"publication:held_{name}", args=[toolkit.secret, *more])
    return reverse(f"publication:{name}", args=[toolkit.campaign.slug, toolkit.partner.organisation.slug, *more])
