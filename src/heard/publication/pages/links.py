"""All that belongs to one link of a partner: address, QR code, posts, pictures, and what it puts on its own website."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from heard.accounts.models import Organisation
from heard.accounts.queries import keeper_of
from heard.campaigns.links import short_address
from heard.campaigns.models import Channel, Placement, Post
from heard.design.languages import language_of
from heard.design.pages import Page
from heard.publication import addresses, pictures
from heard.publication.pages import embeds
from heard.publication.pages.toolkits import where_seen
from heard.publication.queries import Toolkit
from heard.publication.texts import LENGTHS, Wording


@dataclass(frozen=True, kw_only=True)
class ToCopy:
    """Words to take over as they are: what for, and in how many lines they are shown. `lang` and `dir` are theirs."""

    id: str
    label: str
    words: str
    rows: int = 1
    hint: str = ""
    lang: str = ""
    dir: str = ""


@dataclass(frozen=True, kw_only=True)
class FileShown:
    """A file to download: what it is, and where."""

    text: str
    href: str
    name: str


@dataclass(frozen=True, kw_only=True)
class PictureShown:
    """A picture at one size: how it looks, and the files that it comes as."""

    id: str
    name: str
    size: str
    src: str
    width: int
    height: int
    files: tuple[FileShown, ...]


@dataclass(frozen=True, kw_only=True)
class OwnPost:
    """One of the campaign's own posts: its texts with the partner's link, and its picture, where it has one."""

    name: str
    texts: tuple[ToCopy, ...]
    picture_src: str
    alt: ToCopy


@dataclass(frozen=True, kw_only=True)
class LinkPage(Page):
    """One link of a partner with all that belongs to it."""

    template: ClassVar[str] = "publication/link.jinja"

    caption: str
    facts: str
    unchecked: str
    address: ToCopy
    qr_src: str
    qr_words: str
    qr_files: tuple[FileShown, ...]
    own_posts: tuple[OwnPost, ...]
    posts: tuple[ToCopy, ...]
    alt: ToCopy
    pictures: tuple[PictureShown, ...]
    posters: tuple[PictureShown, ...]
    snippets: tuple[ToCopy, ...]
    frame_href: str


def link_page(*, toolkit: Toolkit, placement: Placement, said: Wording, own: Iterable[Post]) -> LinkPage:
    """Return the page of one link: `said` by it in its language, and the campaign's `own` approved posts."""
    language = language_of(placement.language)
    spoken = {"lang": language.tag, "dir": language.direction}
    drawn = [(size, _picture(toolkit, placement, size)) for size in pictures.SIZES]
    return LinkPage(
        title=where_seen(placement),
        caption=toolkit.campaign.title,
        facts=_("In %(language)s. Everything here leads by your own link, so that you see what it brings.")
        % {"language": language.name},
        unchecked=""
        if language.is_checked
        else _("No translator has checked these words yet. Read them before you post."),
        address=ToCopy(id="address", label=_("Your link"), words=said.address),
        qr_src=addresses.qr_href(toolkit, placement, kind="svg"),
        qr_words=_("QR code of %(address)s") % {"address": said.address},
        qr_files=tuple(
            FileShown(
                text=_("QR code as %(kind)s") % {"kind": kind.upper()},
                href=addresses.qr_href(toolkit, placement, kind=kind),
                name=f"{placement.code}-qr.{kind}",
            )
            for kind in ("svg", "png")
        ),
        own_posts=tuple(_own(toolkit, placement, post, spoken) for post in own),
        posts=tuple(
            ToCopy(
                id=f"post-{length}",
                label=label,
                words=said.posts[length],
                rows=rows,
                hint=_("%(number)s characters") % {"number": len(said.posts[length])},
                **spoken,
            )
            for length, label, rows in zip(LENGTHS, _lengths(), (5, 8, 14), strict=True)
        ),
        alt=ToCopy(
            id="alt",
            label=_("Words for people who cannot see the picture"),
            hint=_("Paste them where the network asks for “alt text”."),
            words=pictures.alt_of(said),
            rows=4,
            **spoken,
        ),
        pictures=tuple(picture for size, picture in drawn if not size.is_poster),
        posters=tuple(picture for size, picture in drawn if size.is_poster),
        snippets=_snippets(placement, said),
        frame_href=addresses.frame_address(placement.code),
        back_href=addresses.toolkit_href(toolkit),
    )


def accent_of(placement: Placement) -> str:
    """Return the colour in which a campaign shows itself: its owner's, or whoever took the owner's place."""
    owner: Organisation = keeper_of(organisation=placement.campaign.owner)
    return owner.accent_colour


def _own(toolkit: Toolkit, placement: Placement, post: Post, spoken: dict[str, str]) -> OwnPost:
    """Return a post as it goes out: as the plan counts it, the link follows each text."""
    texts = [text for text in post.texts.all() if text.language == placement.language]
    address = short_address(placement.code)
    return OwnPost(
        name=post.name,
        texts=tuple(
            ToCopy(
                id=f"own-{post.pk}-{text.length.lower()}",
                label=f"{post.name}: {text.get_length_display()}",
                words=f"{text.text} {address}",
                rows=5,
                **spoken,
            )
            for text in texts
        ),
        picture_src=addresses.post_picture_href(toolkit, placement, post_id=post.pk) if post.picture else "",
        alt=ToCopy(
            id=f"own-{post.pk}-alt",
            label=_("%(post)s: words for people who cannot see the picture") % {"post": post.name},
            words=post.alt_text,
            rows=3,
        ),
    )


def _lengths() -> tuple[str, ...]:
    return (_("Short, for X and text messages"), _("Medium, for Facebook and Instagram"), _("Long, for newsletters"))


def _picture(toolkit: Toolkit, placement: Placement, size: pictures.Size) -> PictureShown:
    def href(kind: str, *, has_qr: bool = False) -> str:
        return addresses.picture_href(toolkit, placement, size=size.slug, kind=kind, has_qr=has_qr)

    files = [
        FileShown(text=kind.upper(), href=href(kind), name=f"{placement.code}-{size.slug}.{kind}")
        for kind in size.kinds
    ]
    if not size.has_qr:
        files.append(
            FileShown(
                text=_("PNG with QR code"), href=href("png", has_qr=True), name=f"{placement.code}-{size.slug}-qr.png"
            )
        )
    return PictureShown(
        id=f"picture-{size.slug}",
        name=str(size.name),
        size=size.said,
        src="" if size.is_poster else href("png"),
        width=round(size.width),
        height=round(size.height),
        files=tuple(files),
    )


def _snippets(placement: Placement, said: Wording) -> tuple[ToCopy, ...]:
    """Return what can be pasted into a website; for the link that stands on one, it is what the partner came for."""
    hint = "" if placement.channel == Channel.WEBSITE else _("Best with a link that you made for your website.")
    return (
        ToCopy(
            id="embed-button",
            label=_("A button"),
            words=embeds.button(placement, said, accent=accent_of(placement)),
            rows=5,
            hint=hint,
        ),
        ToCopy(
            id="embed-frame",
            label=_("A frame with both doors: tell us, or talk to someone"),
            words=embeds.frame(placement, said),
            rows=5,
            hint=_("It needs no script and stores nothing on anyone’s device."),
        ),
        ToCopy(
            id="embed-sized",
            label=_("The same frame, as high as it needs to be"),
            words=embeds.sized_frame(placement, said),
            rows=6,
            hint=_("Where your website allows scripts: a small one of ours fits its height and does nothing else."),
        ),
    )
