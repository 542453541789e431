"""What a caseworker decides on a case. Each form carries the revision that the person saw."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from evidence.text import Kind
from heard.accounts.models import User
from heard.casework.models import Case, CaseStatus
from heard.design import fields, forms
from heard.feedback.actions.messaging import LONGEST
from heard.feedback.hiding import HIDDEN
from heard.feedback.models import Tone
from heard.feedback.replies import new_mark
from heard.insight.models import Theme

LONGEST_QUOTE = 600
_REASON = _("Do not write names or contact details here")


class DecisionForm(forms.Form):
    """A decision on one case as it stood at a revision."""

    marks_optional: ClassVar[bool] = False
    name: ClassVar[str]

    revision = fields.HiddenField()

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, **initial: Any) -> None:
        super().__init__(data, initial={"revision": case.revision, **initial}, auto_id=f"{self.name}-%s")

    def clean_revision(self) -> int:
        """Return the revision as a number; one that is no number is no revision at all."""
        text = str(self.cleaned_data["revision"])
        return int(text) if text.isdecimal() and len(text) < 10 else -1

    @property
    def seen(self) -> int:
        """Return the revision that the person saw."""
        return int(self.cleaned_data["revision"])

    def at(self, revision: int) -> Self:
        """Return the form with the answers it has, to be sent again at another revision."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["revision"] = str(revision)
        self.data = data
        return self


class AssignForm(DecisionForm):
    """Whose case it is."""

    name: ClassVar[str] = "assign"

    to = fields.SelectField(label=_("Assigned to"), required=False, blank=_("Nobody"), coerce=int, empty_value=None)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, case: Case, people: Iterable[User], **initial: Any
    ) -> None:
        super().__init__(data, case=case, to=case.assigned_to_id or "", **initial)
        self.fields["to"].choices = [(person.pk, person.full_name) for person in people]  # type: ignore[attr-defined]


class StatusForm(DecisionForm):
    """Where the case stands."""

    name: ClassVar[str] = "status"

    status = fields.RadiosField(
        label=_("Status"),
        small=True,
        coerce=CaseStatus,
        choices=[
            fields.Choice(
                value=status.value,
                label=status.label,
                reveals="referred_to" if status is CaseStatus.REFERRED else "",
            )
            for status in CaseStatus
        ],
    )
    referred_to = fields.TextField(
        label=_("Referred to"),
        hint=_("The body and the team, such as “County council, adult safeguarding”"),
        max_length=200,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case) -> None:
        super().__init__(data, case=case, status=case.status, referred_to=case.referred_to)


class RiskForm(DecisionForm):
    """Why a risk is raised or closed."""

    name: ClassVar[str] = "risk"

    reason = fields.TextareaField(label=_("Why"), hint=_REASON, max_length=300)

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, asks: str = "") -> None:
        super().__init__(data, case=case)
        if asks:
            self.fields["reason"].label = asks


class NoteForm(DecisionForm):
    """A note in the caseworker's own words."""

    name: ClassVar[str] = "note"

    text = fields.TextareaField(
        label=_("Add a note"),
        hint=_("What you did or found. Do not write names or contact details: they stay sealed"),
        max_length=4000,
    )


class MessageForm(DecisionForm):
    """A message to the person; `mark` is of the page, from which one message is sent once."""

    name: ClassVar[str] = "message"

    mark = fields.HiddenField(max_length=32)
    words = fields.TextareaField(
        label=_("Write to the person"),
        hint=_(
            "Ask one thing at a time, in plain words. They read it on their own page, with the code they were given. "
            "Never ask for a name, an address or a number"
        ),
        max_length=LONGEST,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case) -> None:
        super().__init__(data, case=case, mark=new_mark())


class HideForm(DecisionForm):
    """Which of the words are hidden, and what they are."""

    name: ClassVar[str] = "hide"

    words = fields.TextField(
        label=_("Words to hide"),
        hint=_("Copy them as they stand above. They are hidden wherever they stand in what was said"),
        max_length=300,
    )
    kind = fields.SelectField(
        label=_("What are they?"),
        choices=[
            (Kind.NAME, _("A name")),
            (Kind.PHONE, _("A phone number")),
            (Kind.EMAIL, _("An e-mail address")),
            (Kind.ADDRESS, _("An address")),
            (Kind.POSTCODE, _("A postcode")),
            (Kind.DATE, _("A date")),
            (Kind.REFERENCE, _("A number or reference")),
            (HIDDEN, _("Something else that shows who someone is")),
        ],
    )


class QuoteForm(DecisionForm):
    """Which passage is a quote, and of which theme."""

    name: ClassVar[str] = "quote"

    passage = fields.TextareaField(
        label=_("Words to quote"),
        hint=_("Copy them as they stand above, in one piece"),
        rows=3,
        max_length=LONGEST_QUOTE,
    )
    theme = fields.SelectField(label=_("Theme"), required=False, blank=_("No theme"), coerce=int, empty_value=None)

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, themes: Iterable[Theme]) -> None:
        super().__init__(data, case=case)
        self.fields["theme"].choices = [(theme.pk, theme.name) for theme in themes]  # type: ignore[attr-defined]


class ThemesForm(DecisionForm):
    """Which themes are in the piece."""

    name: ClassVar[str] = "themes"

    themes = fields.CheckboxesField(label=_("Themes"), required=False, small=True, coerce=int)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        case: Case,
        themes: Iterable[Theme],
        standing: Iterable[int] = (),
    ) -> None:
        super().__init__(data, case=case, themes=[str(one) for one in standing])
        self.fields["themes"].choices = [(theme.pk, theme.name) for theme in themes]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> frozenset[str]:
        """Return the themes that show as chosen: what was sent, or what stands."""
        return frozenset(str(one) for one in self["themes"].value() or ())


class ToneForm(DecisionForm):
    """How the experience was."""

    name: ClassVar[str] = "tone"

    tone = fields.RadiosField(label=_("Tone"), small=True, coerce=Tone, choices=Tone.choices)

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case) -> None:
        super().__init__(data, case=case, tone=case.tone)


class NarrowForm(DecisionForm):
    """Which recipient's permission is taken back, and why."""

    name: ClassVar[str] = "narrow"

    consent = fields.RadiosField(label=_("Whose permission ends"), small=True, coerce=int)
    reason = fields.TextField(label=_("Why"), hint=_REASON, max_length=200)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, case: Case, narrowable: Iterable[tuple[int, str]]
    ) -> None:
        super().__init__(data, case=case)
        self.fields["consent"].choices = list(narrowable)  # type: ignore[attr-defined]
