"""Pages that ask a manager something: questions, or whether to go on."""

from dataclasses import dataclass, replace
from typing import ClassVar

from heard.design.forms import Form
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class Leave:
    """A way on from a page of questions that answers none of them."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class AskPage(Page):
    """Questions to a manager, drawn in order; those that an answer reveals are drawn with it."""

    template: ClassVar[str] = "campaigns/ask.jinja"

    form: Form
    button: str
    sentences: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    leave: Leave | None = None

    @property
    def has_files(self) -> bool:
        """Whether files are sent with the answers."""
        return self.form.is_multipart()


def ask_page(
    *,
    title: str,
    form: Form,
    button: str,
    back_href: str,
    sentences: tuple[str, ...] = (),
    listed: tuple[str, ...] = (),
    leave: Leave | None = None,
) -> AskPage:
    """Return a page of questions to a manager."""
    return AskPage(
        title=title,
        form=form,
        button=button,
        back_href=back_href,
        sentences=sentences,
        listed=listed,
        leave=leave,
        has_errors=bool(form.errors),
    )


@dataclass(frozen=True, kw_only=True)
class ConfirmPage(Page):
    """A step that changes what the public sees: what will happen, and a button."""

    template: ClassVar[str] = "campaigns/confirm.jinja"

    sentences: tuple[str, ...]
    button: str
    is_warning: bool
    problem: str = ""


def refused(page: ConfirmPage, problem: str) -> ConfirmPage:
    """Return the page with the reason why the step could not be taken."""
    return replace(page, has_errors=True, problem=problem)
