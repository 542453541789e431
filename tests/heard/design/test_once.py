"""Whoever writes what another wrote in the same instant is told so, whatever was looked up before."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from heard.accounts import actions as accounts
from heard.accounts.actions import organising
from heard.accounts.models import Organisation, OrganisationKind
from heard.campaigns import actions as campaigns
from heard.campaigns import queries
from heard.campaigns.actions import planning
from heard.campaigns.grids import Grid
from heard.campaigns.models import Campaign, Channel, Measure, Placement, Translation
from heard.design.languages import language_of
from heard.design.once import TRIES, anew
from heard.measurement.actions import importing, surveys
from heard.measurement.actions import stakeholders as measurement
from heard.measurement.models import CountImport, DailyCount, SurveyFigure
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.campaigns import (
    OPENED_AT,
    CampaignFactory,
    ObjectiveFactory,
    PlacementFactory,
    PostFactory,
    WaveFactory,
)
from tests.factories.measurement import StakeholderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unseen(monkeypatch):
    """Let every look-up find nothing, as where another's transaction has not ended yet."""

    def begin():
        monkeypatch.setattr(QuerySet, "exists", lambda _: False)

    return begin


def test_a_stakeholder(unseen):
    known, other = StakeholderFactory.create(name="Harbour"), StakeholderFactory.create(name="Quay")
    other.register = known.register
    other.save()
    told = measurement.StakeholderIn(name="Harbour", kind="CHARITY")
    unseen()

    with pytest.raises(measurement.NameTaken):
        measurement.add_stakeholder(register=known.register, told=told, by=None, now=OPENED_AT)
    with pytest.raises(measurement.NameTaken):
        measurement.change_stakeholder(stakeholder=other, told=told, by=UserFactory.create(), now=OPENED_AT)


def test_a_post(unseen):
    post = PostFactory.create(name="Film")
    unseen()

    with pytest.raises(campaigns.PostExists):
        campaigns.add_post(campaign=post.campaign, plan=campaigns.PostPlan(name="film"), by=None, now=OPENED_AT)


def test_a_wave(unseen):
    wave = WaveFactory.create(name="Carers")
    plan = campaigns.WavePlan(name="Carers", audience="", starts_on=wave.starts_on, ends_on=wave.ends_on)
    unseen()

    with pytest.raises(campaigns.WaveExists):
        campaigns.add_wave(campaign=wave.campaign, plan=plan, by=None, now=OPENED_AT)


def test_an_objective(unseen):
    objective = ObjectiveFactory.create(by_day=date(2020, 8, 1))
    plan = campaigns.ObjectivePlan(measure=Measure(objective.measure), target=5, by_day=date(2020, 8, 1))
    unseen()

    with pytest.raises(campaigns.ObjectiveExists):
        campaigns.add_objective(campaign=objective.campaign, plan=plan, by=None, now=OPENED_AT)


def test_the_code_of_a_link(unseen):
    campaign = CampaignFactory.create()
    placement = PlacementFactory.create(campaign=campaign, code="carers-fb")
    PlacementFactory.create(campaign=campaign, code="harbour-fb")
    unseen()

    with pytest.raises(campaigns.CodeTaken):
        campaigns.change_code(placement=placement, code="harbour-fb", by=None, now=OPENED_AT)


def a_plan(**words: Any) -> campaigns.CampaignPlan:
    said: dict[str, Any] = {
        "title": "Because we care",
        "hashtag": "",
        "summary": "",
        "starts_on": date(2020, 7, 8),
        "ends_on": date(2021, 3, 31),
        "baseline_starts_on": None,
        "baseline_ends_on": None,
        "contact_phone": "",
        "contact_hours": "",
        "allowed_hosts": (),
        "is_front_page": False,
    }
    return campaigns.CampaignPlan(**{**said, **words})


def a_campaign(owner: Organisation, **words: Any) -> Campaign:
    return campaigns.create_campaign(owner=owner, plan=a_plan(**words), by=None, now=OPENED_AT)


@pytest.fixture
def late(monkeypatch):
    """Let a look-up find at first what it would have found before another's transaction ended, and then what is."""

    def begin(module: object, name: str, stale: object) -> None:
        real: Callable[..., object] = getattr(module, name)
        answers = iter([stale])
        monkeypatch.setattr(module, name, lambda *args, **words: next(answers, None) or real(*args, **words))

    return begin


def test_the_address_of_a_campaign(late):
    owner = OrganisationFactory.create()
    first = a_campaign(owner)
    late(planning, "free_slug", first.slug)

    assert a_campaign(owner).slug == "because-we-care-2"


def test_the_front_page(unseen):
    owner = OrganisationFactory.create()
    first, other = a_campaign(owner, is_front_page=True), a_campaign(owner)
    unseen()

    with pytest.raises(campaigns.FrontPageTaken):
        a_campaign(owner, is_front_page=True)
    with pytest.raises(campaigns.FrontPageTaken):
        campaigns.change_campaign(campaign=other, plan=a_plan(is_front_page=True), by=None, now=OPENED_AT)
    assert list(Campaign.objects.filter(is_front_page=True)) == [first]


def test_the_code_that_a_new_link_is_given(late):
    PlacementFactory.create(code="tellus-print")
    campaign = CampaignFactory.create(hashtag="TellUs")
    late(queries, "codes_beginning_with", {"nothing"})

    plan = campaigns.PlacementPlan(channel=Channel.PRINT)

    assert campaigns.place(campaign=campaign, plan=plan, by=None, now=OPENED_AT).code == "tellus-print-2"


def test_the_codes_of_a_grid_of_links(late):
    PlacementFactory.create(code="tellus-print")
    campaign = CampaignFactory.create(hashtag="TellUs")
    late(queries, "codes_of_stems", {"nothing"})

    made = campaigns.place_all(
        campaign=campaign,
        grid=Grid(partners=(None,), channels=(Channel.PRINT,), posts=("Poster", "Leaflet")),
        by=None,
        now=OPENED_AT,
    )

    assert [placement.code for placement in made] == ["tellus-print-2", "tellus-print-3"]


def test_the_codes_of_links_that_are_copied(late):
    campaign = CampaignFactory.create(hashtag="TellUs")
    PlacementFactory.create(campaign=campaign, code="tellus-fb", channel=Channel.FACEBOOK)
    late(queries, "codes_of_stems", {"nothing"})

    plan = campaigns.CopyPlan(title="Again", starts_on=date(2021, 7, 8), ends_on=date(2022, 3, 31), has_links=True)
    made = campaigns.copy_campaign(campaign=campaign, plan=plan, by=None, now=OPENED_AT)

    assert [placement.code for placement in Placement.objects.filter(campaign=made)] == ["tellus-fb-2"]


def test_words_in_another_language(monkeypatch):
    campaign = CampaignFactory.create(title="Because it matters")
    said: dict[str, Any] = {"campaign": campaign, "language": language_of("pl"), "by": None, "now": OPENED_AT}
    campaigns.translate_campaign(words={"title": "Pierwsze"}, **said)
    monkeypatch.setattr(QuerySet, "delete", lambda _: (0, {}))

    campaigns.translate_campaign(words={"title": "Drugie"}, **said)

    assert list(Translation.objects.values_list("words", flat=True)) == ["Drugie"]


def an_organisation(name: str) -> Organisation:
    return accounts.create_organisation(
        name=name,
        short_name="Harbour",
        kind=OrganisationKind.CHARITY_PARTNER,
        accent_colour="#005eb8",
        mark=None,
        by=None,
        now=OPENED_AT,
    )


def test_the_name_of_an_organisation(unseen):
    an_organisation("Harbour Voice")
    other = an_organisation("Quay Voice")
    unseen()

    with pytest.raises(accounts.NameTaken):
        an_organisation("Harbour Voice")
    with pytest.raises(accounts.NameTaken):
        accounts.edit_organisation(
            organisation=other,
            name="Harbour Voice",
            short_name="",
            accent_colour="#005eb8",
            mark=None,
            by=UserFactory.create(),
            now=OPENED_AT,
        )


def test_the_name_that_an_organisation_takes_anew(unseen):
    an_organisation("Harbour Voice")
    other = an_organisation("Quay Voice")
    unseen()

    with pytest.raises(accounts.NameTaken):
        accounts.rename(
            organisation=other,
            name="Harbour Voice",
            short_name="",
            at=OPENED_AT,
            reason="",
            by=None,
            now=OPENED_AT,
        )


def test_the_address_of_an_organisation(late):
    an_organisation("Harbour Voice")
    late(organising, "free_slug", "harbour")

    assert an_organisation("Quay Voice").slug == "harbour-2"


def a_file(folder: Path, name: str, *rows: str) -> Path:
    file = folder / name
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def test_the_counts_of_a_day(monkeypatch, tmp_path):
    organisation = OrganisationFactory.create(slug="harbour")
    header = ",".join(importing.COLUMNS)

    def take(name: str, *counts: int) -> importing.CountsReport:
        rows = [f"harbour,,forms,2019-07-0{day},{count},CRM,Forms" for day, count in enumerate(counts, 1)]
        file = a_file(tmp_path, name, header, *rows)
        return importing.import_counts(path=file, by=None, allowed=[organisation], now=OPENED_AT)

    def after(others: Callable[[], object]) -> None:
        flags = importing._flags

        def flagged(*args: Any) -> tuple[str, ...]:
            monkeypatch.setattr(importing, "_flags", flags)
            others()
            return flags(*args)

        monkeypatch.setattr(importing, "_flags", flagged)

    after(lambda: take("theirs.csv", 94))
    report = take("ours.csv", 94, 5)
    assert (report.new, report.already) == (1, 1)

    after(lambda: take("theirs.csv", 94, 5, 7))
    report = take("ours.csv", 94, 5, 8)
    assert report.refusals == ("Row 4: The count of this day is here already as 7. Remove that file first.",)

    after(lambda: take("theirs.csv", 94, 5, 7, 9))
    report = take("theirs.csv", 94, 5, 7, 9)
    assert report.was_here
    assert (CountImport.objects.count(), DailyCount.objects.count()) == (4, 4)


def test_a_wave_of_a_survey(monkeypatch, tmp_path):
    campaign = CampaignFactory.create()
    header = "question,wave,first_day,last_day,base,percent,source"

    def take(name: str, percent: int) -> surveys.SurveyReport:
        file = a_file(tmp_path, name, header, f"Knows it,June,2020-06-08,2020-06-09,1000,{percent},Omnibus")
        return surveys.import_survey(path=file, file_name=name, campaign=campaign, by=None, now=OPENED_AT)

    figure = surveys._figure

    def figured(*args: Any) -> SurveyFigure:
        monkeypatch.setattr(surveys, "_figure", figure)
        take("theirs.csv", 20)
        return figure(*args)

    monkeypatch.setattr(surveys, "_figure", figured)

    report = take("ours.csv", 30)

    assert report.problems == ("Row 2: This wave of the question is here already. Take the earlier file back first.",)
    assert SurveyFigure.objects.get().percent == 20


def test_who_never_finds_a_free_word_is_not_tried_for_ever():
    tried = []

    def write() -> None:
        tried.append(1)
        raise IntegrityError

    with pytest.raises(IntegrityError):
        anew(write)
    assert len(tried) == TRIES
