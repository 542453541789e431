"""What to mend in a post before it goes out, network by network. It warns and never forbids: limits change."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heard.campaigns.models import Channel, Length, Post, PostText
from heard.campaigns.networks import Network, Pictures, length_of, networks
from heard.design.languages import language_of

LINK_AS_POSTED = "https://example.org/l/abcdefghijkl-fb"
"""A link as long as most: it follows each text, and networks count it."""


@dataclass(frozen=True, kw_only=True)
class Advice:
    """Something to mend: on which network, and what."""

    network: str
    sentence: str


def advice_on(*, post: Post, texts: Iterable[PostText]) -> tuple[Advice, ...]:
    """Return what does not suit the networks that the post is meant for."""
    known = [networks()[code] for code in post.networks if code in networks()]
    texts = list(texts)
    return tuple(one for network in known for one in _advice(post, texts, network))


def _advice(post: Post, texts: list[PostText], network: Network) -> Iterable[Advice]:
    name = str(Channel(network.channel).label)
    for sentence in (*_on_texts(texts, network), *_on_picture(post, network)):
        yield Advice(network=name, sentence=sentence)


def _on_texts(texts: list[PostText], network: Network) -> Iterable[str]:
    by_language: dict[str, list[PostText]] = {}
    for text in texts:
        by_language.setdefault(text.language, []).append(text)
    for language, some in by_language.items():
        lengths = {text.length: length_of(f"{text.text} {LINK_AS_POSTED}", network=network) for text in some}
        if any(length <= network.text for length in lengths.values()):
            continue
        shortest = min(lengths, key=lambda each: lengths[each])
        yield _("No text in %(language)s fits: the %(length)s one is %(count)s with its link, and %(most)s may be.") % {
            "language": language_of(language).name,
            "length": str(Length(shortest).label).lower(),
            "count": f"{lengths[shortest]:,}",
            "most": f"{network.text:,}",
        }


def _on_picture(post: Post, network: Network) -> Iterable[str]:
    if not post.picture:
        return
    yield from _on_file(post, network.pictures)
    yield from _on_shape(post, network.pictures)
    most = network.pictures.alt_text
    if most is not None and len(post.alt_text) > most:
        yield _("What the picture shows is said in %(count)s characters; %(most)s may be.") % {
            "count": f"{len(post.alt_text):,}",
            "most": f"{most:,}",
        }


def _on_file(post: Post, pictures: Pictures) -> Iterable[str]:
    if post.picture_kind not in pictures.types:
        yield _("The picture is a %(kind)s; it takes %(types)s.") % {
            "kind": post.picture_kind,
            "types": ", ".join(pictures.types),
        }
    if post.picture.size > pictures.most_bytes:
        yield _("The picture’s file is too large: it has %(size)s, and %(most)s may be.") % {
            "size": megabytes(post.picture.size),
            "most": megabytes(pictures.most_bytes),
        }


def _on_shape(post: Post, pictures: Pictures) -> Iterable[str]:
    width, height = post.picture_width, post.picture_height
    if width < pictures.narrowest:
        yield _("The picture is %(width)s dots wide; %(narrowest)s is the least.") % {
            "width": width,
            "narrowest": pictures.narrowest,
        }
    if pictures.most_dots is not None and width * height > pictures.most_dots:
        yield _("The picture has too many dots: %(width)s × %(height)s. %(best)s is enough.") % {
            "width": width,
            "height": height,
            "best": pictures.best,
        }
    low, high = pictures.ratios or (0.0, float("inf"))
    if not low - 0.005 <= width / height <= high + 0.005:
        sentence = _(
            "The picture will be cut or framed: %(size)s is outside its shapes, %(shapes)s. %(best)s suits it."
        )
        yield sentence % {"size": f"{width} × {height}", "shapes": pictures.shapes, "best": pictures.best}


def megabytes(size: int) -> str:
    """Return a size in bytes as it is said: in megabytes with one decimal, rounded up so that it never seems to fit."""
    tenths = -(-size // 100_000)
    return _("%(size)s MB") % {"size": f"{tenths / 10:,.1f}".removesuffix(".0")}
