"""What managers answer when they say a campaign's own words in another language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from heard.campaigns.forms.questions import CHANGED_MEANWHILE, LONGEST_WORDS, label_of, rows_of
from heard.campaigns.questions.wording import SAID, places_in
from heard.campaigns.translating import Words
from heard.design import fields, forms
from heard.design.fields import BoundAnswer
from heard.design.languages import Language

SHORT = 60


@dataclass(frozen=True, kw_only=True)
class WordsGroup:
    """Words that belong together: those of the campaign itself, of a page, or of one question; `row` names it."""

    row: str
    title: str
    words: tuple[Words, ...]


@dataclass(frozen=True, kw_only=True)
class FieldsGroup:
    """The fields of a group as they are drawn."""

    title: str
    fields: tuple[BoundAnswer, ...]


def groups_of_page(page: Mapping[str, Any], *, language: Language) -> tuple[WordsGroup, ...]:
    """Return the words of a form's page and its questions; what the shipped catalogue says stands as translated."""
    return tuple(
        WordsGroup(row=row, title=title, words=tuple(_words_of(data, language=language)))
        for row, title, data in rows_of(page)
    )


def _words_of(data: Mapping[str, Any], *, language: Language) -> Iterator[Words]:
    made = data.get(SAID, {}).get(language.code, {})
    for place in places_in(data):
        if not place.words:
            continue
        source, words = made.get(place.path, ("", ""))
        with override(language.code):
            shipped = gettext(place.words)
        yield Words(
            place=place.path,
            name=label_of(place, is_notice=data.get("kind") == "notice"),
            english=place.words,
            translated=words or ("" if shipped == place.words else shipped),
            is_old=bool(words) and source != place.words,
        )


def progress_of(groups: Iterable[WordsGroup]) -> tuple[int, int]:
    """Return how many places are translated, and how many there are."""
    every = [one for group in groups for one in group.words]
    return sum(one.is_done for one in every), len(every)


class TranslationForm(forms.Form):
    """Every word of some groups, each beside its English. `seen` is the state of the words when the page was opened."""

    marks_optional = False

    seen = fields.HiddenField(required=False)

    def __init__(self, *args: Any, groups: Sequence[WordsGroup], language: Language, state: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"seen": state})
        super().__init__(*args, **kwargs)
        self.state = state
        self.places: dict[str, tuple[str, Words]] = {}
        self._groups = groups
        attributes = {"lang": language.tag, "dir": language.direction}
        for group in groups:
            for one in group.words:
                name = f"{group.row}.{one.place}"
                self.places[name] = (group.row, one)
                self.fields[name] = _field(one, attributes)

    @property
    def groups(self) -> tuple[FieldsGroup, ...]:
        """The fields as they are drawn."""
        return tuple(
            FieldsGroup(
                title=group.title,
                fields=tuple(
                    bound for one in group.words if isinstance(bound := self[f"{group.row}.{one.place}"], BoundAnswer)
                ),
            )
            for group in self._groups
            if group.words
        )

    def clean(self) -> dict[str, Any]:
        """Check that the words are those that the person looked at, that some changed, and that names keep places."""
        given = super().clean() or self.cleaned_data
        if given.get("seen") != self.state:
            self.add_error(None, CHANGED_MEANWHILE)
            return given
        for name, (_row, words) in self.places.items():
            lost = [place for place in PLACES if (place in words.english) != (place in (given.get(name) or place))]
            if given.get(name) and lost:
                self.add_error(name, gettext("Keep %(place)s: a name stands there") % {"place": lost[0]})
        if not self.errors and not self.changes:
            self.add_error(None, _("You have not changed any words"))
        return given

    @property
    def changes(self) -> dict[str, dict[str, str]]:
        """The words that changed, by row and place."""
        changes: dict[str, dict[str, str]] = {}
        for name, (row, words) in self.places.items():
            new = " ".join((self.cleaned_data.get(name) or "").split())
            if new != " ".join(words.translated.split()) or (new and words.is_old):
                changes.setdefault(row, {})[words.place] = new
        return changes


PLACES = ("{organisation}", "{campaign}", "{phone}")


def _field(words: Words, attributes: Mapping[str, str]) -> fields.TextField | fields.TextareaField:
    old = gettext("The English has changed since. Check this translation, then save it.")
    settings: dict[str, Any] = {
        "label": words.name,
        "hint": f"{words.english} ({old})" if words.is_old else words.english,
        "initial": words.translated,
        "required": False,
        "attributes": attributes,
    }
    if len(words.english) > SHORT:
        return fields.TextareaField(rows=3, max_length=2 * LONGEST_WORDS, **settings)
    return fields.TextField(max_length=LONGEST_WORDS, **settings)
