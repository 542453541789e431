"""Making a new campaign from one that there is: its plan and its words, and nothing that anyone did in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Model

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns import queries
from heard.campaigns.actions.planning import CampaignPlan, create_campaign
from heard.campaigns.codes import Codes, stem_of
from heard.campaigns.grids import name_of
from heard.campaigns.models import (
    Amount,
    Campaign,
    Form,
    FormPage,
    Objective,
    Partner,
    Placement,
    Post,
    PostText,
    Question,
    QuestionSet,
    Translation,
    Wave,
)
from heard.design.once import anew

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, kw_only=True)
class CopyPlan:
    """What a manager says about the new campaign; with `has_links` each link in use is copied, with a new code."""

    title: str
    starts_on: date
    ends_on: date
    has_links: bool = False


@transaction.atomic
def copy_campaign(*, campaign: Campaign, plan: CopyPlan, by: User | None, now: datetime) -> Campaign:
    """Make a campaign in preparation like this one, its days shifted to the new first day.

    Waves, forms with their questions (not frozen), partners, posts (not approved), objectives and the planned budget
    are copied, and links where they are asked for; visits, submissions, spending and approvals never are.
    """
    made = create_campaign(owner=campaign.owner, plan=_campaign_plan(campaign, plan), by=by, now=now)
    made.doors, made.film_address = campaign.doors, campaign.film_address
    made.film, made.film_captions = campaign.film.name, campaign.film_captions.name
    made.save()
    _Copying(old=campaign, new=made, shift=plan.starts_on - campaign.starts_on, by=by, now=now).copy(
        has_links=plan.has_links
    )
    record(
        code="campaigns.campaign.copied", subject=made, by=by, now=now, organisation=made.owner, original=campaign.slug
    )
    return made


def _campaign_plan(campaign: Campaign, plan: CopyPlan) -> CampaignPlan:
    return CampaignPlan(
        title=plan.title,
        hashtag=campaign.hashtag,
        summary=campaign.summary,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        baseline_starts_on=None,
        baseline_ends_on=None,
        contact_phone=campaign.contact_phone,
        contact_hours=campaign.contact_hours,
        allowed_hosts=tuple(campaign.allowed_hosts),
        is_front_page=False,
    )


@dataclass(frozen=True, kw_only=True)
class _Copying:
    old: Campaign
    new: Campaign
    shift: timedelta
    by: User | None
    now: datetime

    def copy(self, *, has_links: bool) -> None:
        waves = {wave.pk: self._wave(wave) for wave in queries.waves_of(campaign=self.old)}
        partners = {one.pk: self._partner(one) for one in self.old.partners.order_by("pk")}
        forms = {form.pk: self._form(form) for form in self.old.forms.order_by("pk")}
        posts = {post.pk: self._post(post) for post in self.old.posts.prefetch_related("texts").order_by("pk")}
        Translation.objects.bulk_create(_anew(one, campaign=self.new) for one in self.old.translations.all())
        Objective.objects.bulk_create(
            _anew(one, campaign=self.new, wave=waves.get(one.wave_id or 0), by_day=one.by_day + self.shift)
            for one in self.old.objectives.all()
        )
        Amount.objects.bulk_create(
            _anew(one, campaign=self.new, wave=waves.get(one.wave_id or 0))
            for one in self.old.amounts.filter(spent_on=None, placement=None)
        )
        if has_links:
            anew(lambda: self._links(waves, partners, forms, posts))

    def _wave(self, wave: Wave) -> Wave:
        days = {"starts_on": wave.starts_on + self.shift, "ends_on": wave.ends_on + self.shift}
        return _saved(_anew(wave, campaign=self.new, **days))

    def _partner(self, partner: Partner) -> Partner:
        return _saved(_anew(partner, campaign=self.new, joined_at=self.now))

    def _form(self, form: Form) -> Form:
        made = _saved(_anew(form, campaign=self.new))
        versions = form.question_sets.order_by("-version")
        latest = versions.exclude(frozen_at=None).first() or versions.first()
        if latest:
            self._questions(latest, made)
        return made

    def _questions(self, latest: QuestionSet, form: Form) -> None:
        made = QuestionSet.objects.create(form=form, version=1, template=latest.template, created_at=self.now)
        pages = {page.pk: _anew(page, question_set=made) for page in latest.pages.order_by("position")}
        FormPage.objects.bulk_create(pages.values())
        Question.objects.bulk_create(
            _anew(question, question_set=made, page=pages[question.page_id])
            for question in latest.questions.order_by("page", "position")
        )

    def _post(self, post: Post) -> Post:
        fresh = {"version": 1, "changed_by": self.by, "changed_at": self.now, "approved_by": None, "approved_at": None}
        made = _saved(_anew(post, campaign=self.new, **fresh))
        PostText.objects.bulk_create(_anew(text, post=made) for text in post.texts.all())
        return made

    def _links(
        self, waves: dict[int, Wave], partners: dict[int, Partner], forms: dict[int, Form], posts: dict[int, Post]
    ) -> None:
        standing = list(self.old.placements.filter(withdrawn_at=None).select_related("partner__organisation"))
        stems = {placement.pk: self._stem(placement) for placement in standing}
        codes = Codes(taken=queries.codes_of_stems(stems=set(stems.values())))
        Placement.objects.bulk_create(
            _anew(
                placement,
                campaign=self.new,
                wave=waves.get(placement.wave_id or 0),
                partner=partners.get(placement.partner_id or 0),
                form=forms.get(placement.form_id or 0),
                ready_post=posts.get(placement.ready_post_id or 0),
                goes_out_at=placement.goes_out_at + self.shift if placement.goes_out_at else None,
                code=codes.next(stems[placement.pk]),
                created_at=self.now,
            )
            for placement in standing
        )

    def _stem(self, placement: Placement) -> str:
        return stem_of(name=name_of(self.new, placement.partner), channel=placement.channel)


def _anew(row: _Row, **changes: object) -> _Row:
    """Return a row like this one that is not saved yet."""
    said = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    made = type(row)(**said)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def _saved(row: _Row) -> _Row:
    row.save()
    return row
