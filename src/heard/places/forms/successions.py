"""What is to become of an organisation: what kind of change, who follows whom, from when, and the confirmation."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, SuccessionKind, User
from heard.design import fields, forms
from heard.design.clock import start_of_day
from heard.places.actions.succeeding import SuccessionPlan
from heard.places.models import Office

NEW, NOW, DAY = "new", "now", "day"


class KindForm(forms.Form):
    """What happens to the organisation."""

    kind = fields.RadiosField(
        label=_("What happens?"),
        choices=[
            fields.Choice(
                value=SuccessionKind.RENAME.value,
                label=_("It takes a new name"),
                hint=_("Nothing else changes. What was recorded before goes on to be read under the old name."),
            ),
            fields.Choice(
                value=SuccessionKind.MERGE.value,
                label=_("It becomes one with others"),
                hint=_("All of them end, or all but one; their counts are added up in every period."),
            ),
            fields.Choice(
                value=SuccessionKind.HANDOVER.value,
                label=_("Another takes on all its work"),
                hint=_("It ends, and one other organisation goes on with everything."),
            ),
            fields.Choice(
                value=SuccessionKind.SPLIT.value,
                label=_("Its work is shared between two"),
                hint=_("It ends. One of the two keeps the records; the other starts with its people and offices."),
            ),
        ],
        coerce=SuccessionKind,
        error_messages={"required": _("Choose what happens")},
    )


class PlanForm(forms.Form):
    """From when; each kind asks more before it."""

    kind: SuccessionKind

    when = fields.RadiosField(
        label=_("From when?"),
        choices=[
            fields.Choice(value=NOW, label=_("Now")),
            fields.Choice(value=DAY, label=_("From a day to come"), reveals="on"),
        ],
        error_messages={"required": _("Choose from when")},
    )
    on = fields.DateField(label=_("First day"), hint=_("It takes effect as this day begins. For example, 1 4 2027"))

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        organisation: Organisation,
        others: Iterable[Organisation],
        mergeable: Iterable[Organisation],
        offices: Iterable[Office],
        people: Iterable[User],
        today: date,
    ) -> None:
        super().__init__(data)
        self.organisation = organisation
        self._others = {each.slug: each for each in others}
        self._people = {str(each.pk): each for each in people}
        when = self.fields["on"]
        if isinstance(when, fields.DateField):
            when.earliest = today + timedelta(days=1)
        alike = {each.slug for each in mergeable if each.kind == organisation.kind}
        self._offer("also", [(slug, each.name) for slug, each in self._others.items() if slug in alike])
        working = [(slug, each.name) for slug, each in self._others.items()]
        itself = [(organisation.slug, organisation.name)] if self.kind == SuccessionKind.MERGE else []
        self._offer("heir_old", [*itself, *working])
        self._offer("other_old", working)
        self._offer("offices", [(str(each.pk), each.name) for each in offices])
        self._offer("people", [(key, each.full_name) for key, each in self._people.items()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields.get(name)
        if isinstance(field, fields.CheckboxesField) and not choices:
            del self.fields[name]
        elif isinstance(field, fields.CheckboxesField | fields.SelectField):
            field.choices = choices

    def plan(self) -> SuccessionPlan:
        """Return what is planned; asked once the answers are right."""
        given = self.cleaned_data
        return SuccessionPlan(
            kind=self.kind,
            organisation=self.organisation,
            at=start_of_day(given["on"]) if given["when"] == DAY else None,
            name=given.get("name", ""),
            short_name=given.get("short_name", ""),
            heir=self._named("heir"),
            also=tuple(self._others[slug] for slug in given.get("also", ())),
            other=self._named("other"),
            offices=tuple(int(key) for key in given.get("offices", ())),
            people=tuple(self._people[key] for key in given.get("people", ())),
        )

    def _named(self, which: str) -> Organisation | str:
        given = self.cleaned_data
        if given.get(which) == NEW:
            return str(given[f"{which}_new"])
        slug = given.get(f"{which}_old") or ""
        return self._others.get(slug, self.organisation) if slug else ""


def _whom(label: Any, which: str) -> fields.RadiosField:
    return fields.RadiosField(
        label=label,
        choices=[
            fields.Choice(
                value=NEW, label=_("A new organisation"), hint=_("It is added with this."), reveals=f"{which}_new"
            ),
            fields.Choice(value="old", label=_("One that works already"), reveals=f"{which}_old"),
        ],
        error_messages={"required": _("Choose which organisation")},
    )


def _new() -> fields.NameField:
    return fields.NameField(
        label=_("Its name"), max_length=200, error_messages={"required": _("Enter the new organisation's name")}
    )


def _old() -> fields.SelectField:
    return fields.SelectField(
        label=_("Which one"), choices=[], error_messages={"required": _("Choose the organisation")}
    )


class RenameForm(PlanForm):
    """Its new name."""

    kind = SuccessionKind.RENAME
    field_order = ("name", "short_name", "when", "on")

    name = fields.NameField(label=_("New name"), max_length=200, error_messages={"required": _("Enter the new name")})
    short_name = fields.NameField(
        label=_("Short name"),
        hint=_("Shown at the top of each page, where space is scarce."),
        required=False,
        max_length=60,
    )


class HandOverForm(PlanForm):
    """Who takes its work on."""

    kind = SuccessionKind.HANDOVER
    field_order = ("heir", "heir_new", "heir_old", "when", "on")

    heir = _whom(_("Who takes its work on?"), "heir")
    heir_new = _new()
    heir_old = _old()


class MergeForm(PlanForm):
    """With whom it becomes one, and what that is."""

    kind = SuccessionKind.MERGE
    field_order = ("also", "heir", "heir_new", "heir_old", "when", "on")

    heir = _whom(_("What do they become?"), "heir")
    heir_new = _new()
    heir_old = _old()
    also = fields.CheckboxesField(label=_("With which others?"), choices=[], small=True, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a merge of one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("also") and given.get("heir") == NEW:
            self.add_error(
                "also" if "also" in self.fields else None,
                _("Choose at least one other. If it only takes a new name, rename it"),
            )
        return given


class SplitForm(PlanForm):
    """Who keeps the records, who is split off, and what goes along with that one."""

    kind = SuccessionKind.SPLIT
    field_order = (
        *("heir", "heir_new", "heir_old", "other", "other_new", "other_old"),
        *("offices", "people", "when", "on"),
    )

    heir = _whom(_("Who keeps the records?"), "heir")
    heir_new = _new()
    heir_old = _old()
    other = _whom(_("Who takes over the other part?"), "other")
    other_new = _new()
    other_old = _old()
    offices = fields.CheckboxesField(
        label=_("Which offices go with the other part?"),
        hint=_("All others go to the keeper of the records. Counts that were brought in by office go along."),
        choices=[],
        small=True,
        required=False,
    )
    people = fields.CheckboxesField(
        label=_("Who goes with the other part?"),
        hint=_("All others go to the keeper. Whoever goes along no longer sees the old records."),
        choices=[],
        small=True,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse the same organisation twice."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self._named("heir") and self._named("heir") == self._named("other"):
            self.add_error("other", _("Choose another one than the keeper of the records"))
        return given


class ConfirmForm(forms.Form):
    """Why, and the name typed once more, so that nothing of this weight happens by a slip."""

    reason = fields.TextField(
        label=_("Why"),
        hint=_("For the history, in a few words. For example, The council's decision of 3 March"),
        max_length=300,
        error_messages={"required": _("Say why, in a few words")},
    )
    typed = fields.NameField(
        label=_("Type the organisation's name to confirm"), autocomplete="off", max_length=200, required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, organisation: Organisation) -> None:
        super().__init__(data)
        self.marks_optional = False  # type: ignore[misc]
        self._name = organisation.name
        self.fields["typed"].hint = self._name  # type: ignore[attr-defined]

    def clean_typed(self) -> str:
        """Refuse another name than the organisation's; capitals and spaces do not matter."""
        typed: str = self.cleaned_data["typed"]
        if " ".join(typed.split()).casefold() != self._name.casefold():
            self.add_error("typed", _now("Type “%(name)s” to confirm") % {"name": self._name})
        return typed


FORMS: Mapping[SuccessionKind, type[PlanForm]] = {
    each.kind: each for each in (RenameForm, MergeForm, HandOverForm, SplitForm)
}
