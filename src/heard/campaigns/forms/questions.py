"""What managers answer about the questions of a form: new words, and a new question."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heard.campaigns.questions.wording import Place, places_in
from heard.design import fields, forms
from heard.design.fields import BoundAnswer

Data = Mapping[str, Any]

KINDS = {
    "text": _("One line of their own words"),
    "long_text": _("Several lines of their own words"),
    "radios": _("One answer from a list"),
    "checkboxes": _("Any number of answers from a list"),
    "yes_no": _("Yes or no"),
}
"""How a question that is added can be answered."""

CHOICES = frozenset({"radios", "checkboxes"})
MOST_ANSWERS = 30
LONGEST_LINE, LONGEST_WORDS = 200, 1000

CHANGED_MEANWHILE = _(
    "Someone else has changed these questions since you opened this page."
    " Go back and open it again, so that nothing of theirs is lost."
)

_ALWAYS_ON_A_PAGE = ("title", "caption", "intro")
_ALWAYS_ON_A_QUESTION = ("label", "hint", "short")
_ALWAYS_ON_A_NOTICE = ("label",)

_LABELS = {
    "title": _("Title of the page"),
    "caption": _("Small words above the title"),
    "intro": _("Words below the title"),
    "label": _("Question"),
    "notice.label": _("Name of the notice"),
    "hint": _("Hint"),
    "short": _("Short name, on “Check your answers”"),
    "missing": _("What we say when nothing was answered"),
    "options.label": _("Answer %(first)s"),
    "options.hint": _("Answer %(first)s: hint"),
    "sections.heading": _("Part %(first)s: heading"),
    "sections.paragraphs": _("Part %(first)s: paragraph %(second)s"),
    "sections.points": _("Part %(first)s: point %(second)s"),
    "sections.numbers.name": _("Part %(first)s: whom to call, %(second)s"),
    "sections.numbers.note": _("Part %(first)s: what %(second)s is for"),
    "variants.title": _("Other title of the page"),
    "variants.caption": _("Other words above the title"),
    "variants.intro": _("Other words below the title"),
    "variants.label": _("Question in other words"),
    "variants.hint": _("Hint in other words"),
    "variants.short": _("Short name in other words"),
    "variants.missing": _("What we say when nothing was answered, in other words"),
}
_NEEDED = frozenset(
    {
        *("title", "label", "variants.title", "variants.label", "options.label"),
        *("sections.paragraphs", "sections.points", "sections.numbers.name"),
    }
)
_LONG = frozenset({"intro", "hint", "sections.paragraphs", "sections.points", "variants.intro", "variants.hint"})


@dataclass(frozen=True, kw_only=True)
class WordsGroup:
    """The words of the page itself, or of one question on it."""

    title: str
    fields: tuple[BoundAnswer, ...]


class WordsForm(forms.Form):
    """Every word of one page of a form, each a field. `seen` is the state of the questions when the page was opened."""

    seen = fields.HiddenField(required=False)

    def __init__(self, *args: Any, page: Data, state: str, said_where: Callable[[Data], str], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"seen": state})
        super().__init__(*args, **kwargs)
        self.state = state
        self.places: dict[str, tuple[str, Place]] = {}
        self._titles: dict[str, str] = {}
        for row, title, data in rows_of(page):
            self._titles[row] = title
            for place in places_in(data):
                name = f"{row}.{place.path}"
                self.places[name] = (row, place)
                when = said_where(place.when) if place.when else ""
                self.fields[name] = _words_field(place, is_notice=data.get("kind") == "notice", when=when)

    @property
    def groups(self) -> tuple[WordsGroup, ...]:
        """The fields as they are drawn: those of the page, then those of each question."""
        own: dict[str, list[BoundAnswer]] = {row: [] for row in self._titles}
        for bound in self:
            if isinstance(bound, BoundAnswer) and bound.name in self.places:
                own[self.places[bound.name][0]].append(bound)
        return tuple(WordsGroup(title=title, fields=tuple(own[row])) for row, title in self._titles.items())

    def clean(self) -> dict[str, Any]:
        """Check that the words are those that the person looked at, and that some of them changed."""
        given = super().clean() or self.cleaned_data
        if given.get("seen") != self.state:
            self.add_error(None, CHANGED_MEANWHILE)
        elif not self.errors and not self.changes:
            self.add_error(None, _("You have not changed any words"))
        return given

    @property
    def changes(self) -> dict[str, dict[str, str]]:
        """The words that changed, by row and place, as `reword` takes them."""
        changes: dict[str, dict[str, str]] = {}
        for name, (row, place) in self.places.items():
            words = _in_one_line(self.cleaned_data.get(name, ""))
            if words != _in_one_line(place.words):
                changes.setdefault(row, {})[place.path] = words
        return changes


def rows_of(page: Data) -> Iterator[tuple[str, str, Data]]:
    """Give the page and its questions: what `reword` calls each, its title, and its data with what could be written."""
    own = {key: value for key, value in page.items() if key != "questions"}
    yield f"page:{page['slug']}", gettext("The page"), {**dict.fromkeys(_ALWAYS_ON_A_PAGE, ""), **own}
    for question in page.get("questions", ()):
        is_notice = question["kind"] == "notice"
        always = _ALWAYS_ON_A_NOTICE if is_notice else _ALWAYS_ON_A_QUESTION
        always = (*always, "missing") if question.get("required", True) and not is_notice else always
        said = gettext("The notice “%(words)s”") if is_notice else gettext("The question “%(words)s”")
        title = said % {"words": gettext(question["label"])}
        yield question["slug"], title, {**dict.fromkeys(always, ""), **question}


def _words_field(place: Place, *, is_notice: bool, when: str) -> fields.TextField | fields.TextareaField:
    settings: dict[str, Any] = {
        "label": label_of(place, is_notice=is_notice),
        "hint": when,
        "initial": place.words,
        "required": place.kind in _NEEDED,
        "max_length": LONGEST_WORDS,
    }
    return fields.TextareaField(rows=2, **settings) if place.kind in _LONG else fields.TextField(**settings)


def label_of(place: Place, *, is_notice: bool) -> str:
    """Return what staff call a place with words."""
    kind = f"notice.{place.kind}" if is_notice and place.kind == "label" else place.kind
    counted = dict(zip(("first", "second"), place.numbers, strict=False))
    return str(_LABELS[kind]) % counted


def _in_one_line(words: str | None) -> str:
    return " ".join((words or "").split())


class AddQuestionForm(forms.Form):
    """A new question, on a page of its own."""

    label = fields.TextField(
        label=_("Question"), hint=_("For example, How long did you wait?"), max_length=LONGEST_LINE
    )
    hint = fields.TextareaField(
        label=_("Hint"), hint=_("A sentence that helps to answer it."), required=False, max_length=500, rows=2
    )
    short = fields.TextField(
        label=_("Short name"),
        hint=_("Shown where people check their answers. For example, Wait"),
        required=False,
        max_length=60,
        width=20,
    )
    kind = fields.RadiosField(
        label=_("How people answer it"),
        hint=_("Their own words are kept sealed, and names and numbers in them are hidden before staff read them."),
        choices=list(KINDS.items()),
    )
    answers = fields.TextareaField(
        label=_("Answers in the list"),
        hint=_("One on each line. Leave this empty for words, and for yes or no."),
        required=False,
        rows=5,
    )
    required = fields.RadiosField(
        label=_("Must people answer it?"),
        choices=[("no", _("No, they can leave it empty")), ("yes", _("Yes, to go on they must answer"))],
    )
    scope = fields.RadiosField(
        label=_("When it is asked"),
        choices=[
            fields.Choice(value="once", label=_("Once for the whole form"), hint=_("Asked last, before they check.")),
            fields.Choice(
                value="piece",
                label=_("For each piece of feedback"),
                hint=_("Asked again when someone tells us about another service, or another thing."),
            ),
        ],
    )

    def __init__(self, *args: Any, taken: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken

    def clean_answers(self) -> tuple[str, ...]:
        """Return the answers of a list, each once."""
        lines = tuple(words for line in self.cleaned_data["answers"].splitlines() if (words := _in_one_line(line)))
        for problem in _answer_faults(lines, kind=self.cleaned_data.get("kind", "")):
            self.add_error("answers", problem)
            break
        return lines

    @property
    def question(self) -> dict[str, Any]:
        """The question, as `add_question` takes it."""
        given = self.cleaned_data
        slug = _free(given["short"] or given["label"], taken=self.taken, otherwise="question")
        data: dict[str, Any] = {
            "slug": slug,
            "kind": given["kind"],
            "label": given["label"],
            "hint": _in_one_line(given["hint"]),
            "short": given["short"],
            "required": given["required"] == "yes",
        }
        if given["kind"] in CHOICES:
            data["options"] = _options(given["answers"])
        return data


def _answer_faults(lines: tuple[str, ...], *, kind: str) -> Iterator[str]:
    if kind not in CHOICES:
        if kind and lines:
            yield gettext("Only a list has answers to choose from. Empty this, or choose a list")
        return
    if len(lines) < 2:
        yield gettext("Write at least 2 answers, one on each line")
    if len(lines) > MOST_ANSWERS:
        yield gettext("Write %(most)s answers or fewer") % {"most": MOST_ANSWERS}
    if too_long := [line for line in lines if len(line) > LONGEST_LINE]:
        yield gettext("This answer must be %(most)s characters or fewer: %(answer)s") % {
            "most": LONGEST_LINE,
            "answer": too_long[0],
        }
    if twice := [line for line in lines if sum(line.casefold() == other.casefold() for other in lines) > 1]:
        yield gettext("This answer stands there twice: %(answer)s") % {"answer": twice[0]}


def _options(answers: tuple[str, ...]) -> list[dict[str, str]]:
    options: list[dict[str, str]] = []
    for label in answers:
        value = _free(label, taken={option["value"] for option in options}, otherwise="answer")
        options.append({"value": value, "label": label})
    return options


def _free(words: str, *, taken: Collection[str], otherwise: str) -> str:
    """Return words as they can stand in an address, with a number where they are taken."""
    stem = slugify(words)[:50].strip("-") or otherwise
    return next(slug for number in count(1) if (slug := stem if number == 1 else f"{stem}-{number}") not in taken)
