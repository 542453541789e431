"""The queue's filters, as they stand in the URL."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import User
from heard.casework.languages import language_name
from heard.casework.models import CaseStatus, RiskState
from heard.casework.queries.choices import Choices
from heard.casework.queries.filtering import (
    DRAWN,
    IMPORTED,
    LIVE,
    ME,
    NOBODY,
    NOT_ENGLISH,
    TEST,
    UNREAD,
    UNREADABLE,
    QueueFilter,
)
from heard.casework.sought import NotSought, words_of
from heard.design import fields, forms
from heard.feedback.models import Channel, FlagKind, Tone
from heard.feedback.queries.flags import ANY


class QueueFilterForm(forms.Form):
    """What the queue may be asked for, as it was typed or as it stands in an address, where words are a token."""

    marks_optional: ClassVar[bool] = False

    words = fields.TextField(
        label=_("Words"),
        hint=_("“Two words” stand together; ambul* is how a word begins"),
        required=False,
        max_length=200,
    )
    risk = fields.SelectField(label=_("Risk"), required=False, blank=_("Any"), choices=RiskState.choices)
    assigned = fields.SelectField(label=_("Assigned to"), required=False, blank=_("Anyone or nobody"))
    tone = fields.SelectField(label=_("Tone"), required=False, blank=_("Any"), choices=Tone.choices)
    theme = fields.SelectField(label=_("Theme"), required=False, blank=_("Any"))
    channel = fields.SelectField(label=_("Channel"), required=False, blank=_("Any"), choices=Channel.choices)
    since = fields.DayField(label=_("From"), required=False)
    until = fields.DayField(label=_("To"), required=False)
    source = fields.SelectField(
        label=_("Show"),
        required=False,
        blank=_("Everything but tests"),
        choices=(
            (LIVE, _("Sent to us here")),
            (IMPORTED, _("Imported")),
            (UNREADABLE, _("Could not be read")),
            (TEST, _("Tests only")),
            (DRAWN, _("Drawn at random, to be decided")),
        ),
    )
    flag = fields.SelectField(
        label=_("Unusual"),
        required=False,
        blank=_("Any or none"),
        choices=((ANY, _("Anything unusual")), *FlagKind.choices),
    )
    language = fields.SelectField(label=_("Language"), required=False, blank=_("Any"))
    campaign = fields.SelectField(label=_("Campaign"), required=False, blank=_("Any"))
    form = fields.SelectField(label=_("Form"), required=False, blank=_("Any"), coerce=int, empty_value=None)
    placement = fields.SelectField(label=_("Link"), required=False, blank=_("Any"))
    status = fields.HiddenField(required=False)
    news = fields.HiddenField(required=False)

    def __init__(self, data: Mapping[str, Any], *, choices: Choices, is_typed: bool = False) -> None:
        held = dict(data.items())
        self._is_unknown = False
        if held.get("words") and not is_typed:
            held["words"] = self._opened(str(held["words"]))
        super().__init__(held)
        self._offer("assigned", [(ME, _("Me")), (NOBODY, _("Nobody")), *_people(choices.people)])
        self._offer("theme", [(theme.code, theme.label) for group in choices.categories for theme in group.themes])
        self._offer("campaign", [(campaign.slug, campaign.title) for campaign in choices.campaigns])
        self._offer("form", [(form.pk, form.title) for form in choices.forms])
        self._offer("placement", [(one.code, one.code) for one in choices.placements])
        self._offer(
            "language", [(NOT_ENGLISH, _("Any but English")), *((one, language_name(one)) for one in choices.languages)]
        )
        if not choices.placements:
            del self.fields["placement"]

    def _opened(self, token: str) -> str:
        try:
            return words_of(token)
        except NotSought:
            self._is_unknown = True
            return ""

    def clean_words(self) -> str:
        """Return the words; say so where an address holds some that are no token of ours."""
        if self._is_unknown:
            raise ValidationError(_("Type the words to look for again"))
        return str(self.cleaned_data.get("words") or "")

    def _offer(self, name: str, pairs: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = pairs  # type: ignore[attr-defined]

    def clean_status(self) -> str:
        """Take a status that there is; another asks for nothing."""
        status = str(self.cleaned_data.get("status") or "")
        return status if status in CaseStatus.values else ""

    def clean_news(self) -> str:
        """Take the one thing that can be asked of messages; another asks for nothing."""
        return UNREAD if self.cleaned_data.get("news") == UNREAD else ""

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        answers = super().clean() or self.cleaned_data
        since, until = answers.get("since"), answers.get("until")
        if since and until and until < since:
            self.add_error("until", _("The second day must be the same as or later than the first"))
        return answers

    def queue_filter(self) -> QueueFilter:
        """Return what is asked; a filter that is wrong asks for nothing."""
        return QueueFilter(**{name: value for name, value in self.cleaned_data.items() if value not in (None, "")})


def _people(people: Iterable[User]) -> list[tuple[str, str]]:
    return [(str(person.pk), person.full_name) for person in people]
