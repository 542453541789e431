"""What a page that asks for a service is drawn with, whoever fills it in."""

from evidence.journey import Page
from heard.feedback import filled as filling
from heard.feedback.pages.asked import Finder
from heard.feedback.queries.forms import MOST_FOUND, OpenDraft, services_matching


def finder_for(*, page: Page, piece: str, opened: OpenDraft | None, look_up_href: str) -> Finder:
    """Return what the page needs to ask for a service; nothing is looked up for other pages."""
    question = filling.service_question(page)
    if question is None or opened is None:
        return Finder(look_up_href=look_up_href)
    told_of = [
        value
        for one in opened.contents.answers.pieces
        if isinstance(value := one.values.get(question.slug), dict) and "code" in value
    ]
    return found_for(words=opened.contents.searches.get(piece, ""), told_of=tuple(told_of), look_up_href=look_up_href)


def found_for(*, words: str, look_up_href: str, told_of: tuple[dict[str, str], ...] = ()) -> Finder:
    """Return what some words find."""
    found = services_matching(words=words)
    return Finder(
        look_up_href=look_up_href,
        words=words,
        found=tuple(found[:MOST_FOUND]),
        has_more=len(found) > MOST_FOUND,
        told_of=told_of,
    )
