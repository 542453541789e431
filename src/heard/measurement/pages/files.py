"""Pages on which a file is brought in, whole or not at all."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from heard.design.forms import Form
from heard.design.pages import Page


class FileColumn(NamedTuple):
    """A column of the file, and what stands in it."""

    key: str
    value: str


@dataclass(frozen=True, kw_only=True)
class BringInPage(Page):
    """The form for a file, what it holds, and what is wrong with the last one.

    `problem` says why a file as a whole cannot be read, `faults` which of its cells cannot be used.
    """

    template: ClassVar[str] = "measurement/bring_in.jinja"

    form: Form
    sentences: tuple[str, ...]
    columns: tuple[FileColumn, ...]
    example_href: str
    file_id: str
    problem: str
    faults: tuple[str, ...]
