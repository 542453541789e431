"""A campaign's own words in other languages: which there are, and the campaign as its reader is shown it.

A translation stands only while the English that it was made from does: once that has changed, the reader gets the new
English until someone translates it anew.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heard.campaigns.doors import rule_of
from heard.campaigns.models import Campaign, Form, Translation, Wave
from heard.design import languages
from heard.design.languages import ENGLISH, Language


@dataclass(frozen=True, kw_only=True)
class Words:
    """Words in one place of a campaign: what staff call the place, the English, and the translation that stands."""

    place: str
    name: str
    english: str
    translated: str = ""
    is_old: bool = False

    @property
    def is_done(self) -> bool:
        """Whether a reader of the language gets these words in it."""
        return bool(self.translated) and not self.is_old


def words_in(campaign: Campaign, *, language: Language) -> tuple[Words, ...]:
    """Return every place of a campaign that holds words of its own, with what stands there in a language."""
    made = {one.place: one for one in campaign.translations.filter(language=language.code)}
    return tuple(
        Words(
            place=place,
            name=name,
            english=english,
            translated=made[place].words if place in made else "",
            is_old=place in made and made[place].source != english,
        )
        for place, name, english in _places(campaign)
        if english
    )


def _places(campaign: Campaign) -> Iterator[tuple[str, str, str]]:
    yield "title", _("Title"), campaign.title
    yield "summary", _("Summary"), campaign.summary
    for wave in campaign.waves.order_by("starts_on", "pk"):
        yield _audience(wave), _("Audience of the wave “%(wave)s”") % {"wave": wave.name}, wave.audience
        yield _greeting(wave), _("Greeting of the wave “%(wave)s”") % {"wave": wave.name}, wave.greeting
    for form in campaign.forms.order_by("pk"):
        yield _title(form), _("Title of the form “%(form)s”") % {"form": form.title}, form.title
    for offer in rule_of(campaign.doors).offers:
        yield _offer(offer.form), _("What the form “%(form)s” is for") % {"form": offer.form}, offer.words


def _audience(wave: Wave) -> str:
    return f"wave.{wave.pk}.audience"


def _greeting(wave: Wave) -> str:
    return f"wave.{wave.pk}.greeting"


def _title(form: Form) -> str:
    return f"form.{form.slug}.title"


def _offer(form_slug: str) -> str:
    return f"offer.{form_slug}.words"


class Reader:
    """Says a campaign's words in the language of the page; reads the translations once, and none for English."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        language = languages.current()
        self._is_english = language == ENGLISH
        rows = () if self._is_english else Translation.objects.filter(campaign=campaign.pk, language=language.code)
        self._made: Mapping[str, Translation] = {row.place: row for row in rows}

    def say(self, place: str, english: str) -> str:
        """Return the words of a place, in English where no translation of that English stands."""
        made = self._made.get(place)
        return made.words if made and made.source == english else english

    def campaign(self) -> Campaign:
        """Return the campaign to show: a copy, which nobody may save."""
        if self._is_english:
            return self._campaign
        shown = copy(self._campaign)
        shown.title = self.say("title", shown.title)
        shown.summary = self.say("summary", shown.summary)
        rule = rule_of(shown.doors)
        offers = [{"form": offer.form, "words": self.say(_offer(offer.form), offer.words)} for offer in rule.offers]
        shown.doors = {**rule.as_data(), "offers": offers}
        shown.untranslated = frozenset(
            place for place in ("title", "summary") if not self._stands(place, getattr(self._campaign, place))
        )
        return shown

    def forms(self, forms: Iterable[Form]) -> list[Form]:
        """Return forms to show: copies, which nobody may save."""
        if self._is_english:
            return list(forms)
        return [self._form(form) for form in forms]

    def wave(self, wave: Wave | None) -> Wave | None:
        """Return a wave to show: a copy, which nobody may save."""
        if wave is None or self._is_english:
            return wave
        shown = copy(wave)
        shown.audience = self.say(_audience(wave), wave.audience)
        shown.greeting = self.say(_greeting(wave), wave.greeting)
        return shown

    def _form(self, form: Form) -> Form:
        shown = copy(form)
        shown.title = self.say(_title(form), form.title)
        return shown

    def _stands(self, place: str, english: str) -> bool:
        made = self._made.get(place)
        return bool(made and made.source == english)
