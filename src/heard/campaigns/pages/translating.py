"""Pages on which a campaign's own words are said in other languages, side by side with the English."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.campaigns.forms.translating import FieldsGroup, TranslationForm
from heard.campaigns.models import Campaign, Form, QuestionSet
from heard.campaigns.pages.shown import campaign_href
from heard.design.languages import Language
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class Part:
    """Something to translate: what it is, where, and how far it has come."""

    text: str
    href: str
    done: int
    total: int
    id: str

    @property
    def is_done(self) -> bool:
        """Whether nothing waits for a translation."""
        return self.done == self.total


@dataclass(frozen=True, kw_only=True)
class LanguageParts:
    """One language and its parts."""

    name: str
    tag: str
    direction: str
    done: int
    total: int
    id: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class LanguagesPage(Page):
    """Every language, and what waits in it."""

    template: ClassVar[str] = "campaigns/languages.jinja"

    caption: str
    languages: tuple[LanguageParts, ...]


@dataclass(frozen=True, kw_only=True)
class TranslatePage(Page):
    """Words side by side with their English."""

    template: ClassVar[str] = "campaigns/translate.jinja"

    caption: str
    form: TranslationForm
    groups: tuple[FieldsGroup, ...]
    warning: str
    confirm: str
    button: str


def languages_href(campaign: Campaign) -> str:
    """Return where the languages of a campaign are listed."""
    return reverse("campaigns:languages", args=[campaign.slug])


def campaign_part(campaign: Campaign, *, language: Language, progress: tuple[int, int]) -> Part:
    """Return the campaign's own words as a part."""
    return Part(
        text=_("The campaign's own words"),
        href=reverse("campaigns:translate", args=[campaign.slug, language.code]),
        done=progress[0],
        total=progress[1],
        id=f"{language.prefix}-campaign",
    )


def form_part(form: Form, *, slug: str, title: str, language: Language, progress: tuple[int, int]) -> Part:
    """Return one page of a form as a part."""
    return Part(
        text=_("“%(form)s”: the page “%(page)s”") % {"form": form.title, "page": title},
        href=reverse("campaigns:translate_page", args=[form.campaign.slug, form.slug, slug, language.code]),
        done=progress[0],
        total=progress[1],
        id=f"{language.prefix}-{form.slug}-{slug}",
    )


def languages_page(*, campaign: Campaign, parts: Iterable[tuple[Language, tuple[Part, ...]]]) -> LanguagesPage:
    """Return every language with its parts; those that wait come first."""
    return LanguagesPage(
        title=_("Other languages"),
        caption=campaign.title,
        back_href=campaign_href(campaign),
        languages=tuple(
            LanguageParts(
                name=language.name,
                tag=language.tag,
                direction=language.direction,
                done=sum(part.done for part in several),
                total=sum(part.total for part in several),
                id=language.prefix,
                parts=tuple(sorted(several, key=lambda part: part.is_done)),
            )
            for language, several in parts
        ),
    )


def translate_page(
    *, campaign: Campaign, language: Language, form: TranslationForm, question_set: QuestionSet | None = None
) -> TranslatePage:
    """Return the words of a campaign or of one page of a form; where questions are fixed, what saving does."""
    is_fixed = question_set is not None and question_set.frozen_at is not None
    numbers = {"now": question_set.version, "next": question_set.version + 1} if question_set else {}
    return TranslatePage(
        title=_("Translate into %(language)s") % {"language": language.name},
        caption=campaign.title,
        has_errors=bool(form.errors),
        back_href=languages_href(campaign),
        form=form,
        groups=form.groups,
        warning=_("These questions are fixed. Saving makes version %(next)s.") % numbers if is_fixed else "",
        confirm=_("Whoever began under version %(now)s finishes under it.") % numbers if is_fixed else "",
        button=_("Save as version %(next)s") % numbers if is_fixed else _("Save"),
    )
