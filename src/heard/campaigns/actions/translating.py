"""Saying a campaign's own words in another language."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns import translating
from heard.campaigns.models import Campaign, Translation
from heard.design.languages import Language


class NothingToTranslate(LookupError):
    """The campaign has no words in this place."""


@transaction.atomic
def translate_campaign(
    *, campaign: Campaign, language: Language, words: Mapping[str, str], by: User | None, now: datetime
) -> None:
    """Say words of a campaign, named by their place, in another language; empty words take a translation away.

    Raises NothingToTranslate.
    """
    english = {one.place: one.english for one in translating.words_in(campaign, language=language)}
    if not words or words.keys() - english.keys():
        raise NothingToTranslate(", ".join(sorted(words.keys() - english.keys())))
    campaign.translations.filter(language=language.code, place__in=words).delete()
    Translation.objects.bulk_create(
        (
            Translation(
                campaign=campaign,
                language=language.code,
                place=place,
                source=english[place],
                words=new,
                changed_at=now,
            )
            for place, new in words.items()
            if new
        ),
        update_conflicts=True,  # another who saves in the same instant: the later words stand
        unique_fields=["campaign", "language", "place"],
        update_fields=["source", "words", "changed_at"],
    )
    record(
        code="campaigns.words.translated",
        subject=campaign,
        by=by,
        now=now,
        organisation=campaign.owner,
        language=language.code,
    )
