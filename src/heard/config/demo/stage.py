"""Sets the stage: made-up bodies, places and people, and a campaign that is open."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.utils.timezone import get_default_timezone, localdate

from evidence.worlds import NETWORK, PARTNERS, REGULATOR, World
from heard.accounts import actions as accounts
from heard.accounts.models import Organisation, OrganisationKind, User
from heard.campaigns import actions as campaigns
from heard.campaigns.doors import DoorRule, Offer
from heard.campaigns.models import Audience, Campaign, Channel, Destination, Form, Partner, Placement, QuestionSet, Wave
from heard.campaigns.queries import current_question_set
from heard.config.demo import people
from heard.config.demo.network import offices_of_england
from heard.config.demo.particulars import tell_of
from heard.config.demo.planning import plan_it
from heard.config.demo.speaking import (
    FOR_THE_NETWORK,
    FOR_THE_REGULATOR,
    GIVE_FEEDBACK,
    SUMMARY,
    TELL_YOUR_OFFICE,
    TITLE,
    translate,
)
from heard.feedback.actions import papering
from heard.places import actions as places
from heard.places.models import Area, Office, Service, ServiceKind

MADE_READY = timedelta(days=21)
"""How long before its first day the campaign was prepared."""
_TEMPLATES = {REGULATOR: "regulator", NETWORK: "network"}
_TITLES = {REGULATOR: GIVE_FEEDBACK, NETWORK: TELL_YOUR_OFFICE}
_COUNCIL_HOURS = {
    "DAY": "Monday to Friday, 8.30am to 5pm; closed on bank holidays",
    "NIGHT": "Monday to Friday, 5pm to 8.30am; weekends and bank holidays, at any time",
}
_OFFERS = {REGULATOR: FOR_THE_REGULATOR, NETWORK: FOR_THE_NETWORK}


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The rows that the rest of the loading needs, by the keys they have in the world."""

    campaign: Campaign
    organisations: dict[str, Organisation]
    staff: dict[str, User]
    areas: dict[str, Area]
    offices: dict[str, Office]
    office_of_area: dict[str, Office]
    services: dict[str, Service]
    forms: dict[str, Form]
    question_sets: dict[str, QuestionSet]
    placements: dict[str, Placement]


def named(name: str) -> str:
    """Return the name with the word that says it is made up."""
    return f"{name} (fictional)"


def aware(moment: datetime) -> datetime:
    """Return a world's wall-clock moment in the site's own time zone."""
    return moment.replace(tzinfo=get_default_timezone())


_AUDIENCES = {"carers": Audience.CARERS}
_POPULATIONS = {"carers": 9_000}
"""How many carers there are in the made-up shires."""
_GREETINGS = {
    "launch": "Good, bad or both: tell us what your care was like.",
    "winter": "Did you wait for care this winter? Tell us what it was like.",
}
_LOCAL = {"council-letter"}
"""Links that one shire's people see."""


def set_stage(*, world: World) -> Stage:
    """Make everything that stands before the first visitor comes, and open the campaign."""
    opened_at = aware(world.calendar.moment(0))
    now = opened_at - MADE_READY
    organisations = _organisations(world, now)
    staff = people.hire(organisations=organisations, now=now)
    _places(world, organisations, now)
    _contacts(world, now)
    manager = staff["manager@good-care.example.org"]
    campaign = _campaign(world, organisations, manager, now)
    forms = {
        key: campaigns.add_form(
            campaign=campaign,
            organisation=organisations[key],
            title=_TITLES[key],
            template=template,
            by=manager,
            now=now,
        )
        for key, template in _TEMPLATES.items()
    }
    for form in forms.values():
        campaigns.set_reading_hours(
            form=form, hours="Monday to Friday, 9am to 5pm; closed on bank holidays", by=manager, now=now
        )
    campaigns.change_doors(
        campaign=campaign,
        rule=DoorRule(offers=tuple(Offer(form=forms[key].slug, words=words) for key, words in _OFFERS.items())),
        by=manager,
        now=now,
    )
    placements = _placements(world, campaign, forms, organisations, manager, now)
    plan_it(
        campaign=campaign,
        placements=placements.values(),
        writer=manager,
        reader=staff["second.manager@good-care.example.org"],
        now=now,
    )
    for form in forms.values():
        papering.set_up_paper(form=form, return_address=_freepost(form), by=manager, now=now)
    translate(campaign=campaign, by=manager, now=now)
    tell_of(forms=forms.values(), by=staff["privacy@good-care.example.org"], now=now)
    campaigns.open_campaign(campaign=campaign, by=manager, now=opened_at)
    offices = {office.key: Office.objects.get(name=named(office.name)) for office in world.offices}
    return Stage(
        campaign=campaign,
        organisations=organisations,
        staff=staff,
        areas={area.code: area for area in Area.objects.all()},
        offices=offices,
        office_of_area={office.area: offices[office.key] for office in world.offices},
        services={service.code: service for service in Service.objects.select_related("area")},
        forms=forms,
        question_sets={key: current_question_set(form) for key, form in forms.items()},
        placements=placements,
    )


def _organisations(world: World, now: datetime) -> dict[str, Organisation]:
    return {
        each.key: accounts.create_organisation(
            name=named(each.name),
            short_name=each.short_name,
            kind=OrganisationKind(each.kind),
            accent_colour=each.colour,
            mark=None,
            by=None,
            now=now,
        )
        for each in world.organisations
    }


def _places(world: World, organisations: dict[str, Organisation], now: datetime) -> None:
    places.load_areas(
        rows=[{"code": area.code, "name": area.name, "kind": area.kind, "parent": area.parent} for area in world.areas],
        by=None,
        now=now,
    )
    places.load_services(
        rows=[
            {
                "code": service.code,
                "name": named(service.name),
                "kind": service.kind,
                "address": service.address,
                "postcode": service.postcode,
                "area": service.area,
                "provider": organisations[service.provider].slug if service.provider else "",
            }
            for service in world.services
        ],
        by=None,
        now=now,
        is_fictional=True,
    )
    _close_one(world, now)
    made_up = (
        {
            "organisation": organisations[NETWORK].slug,
            "name": named(office.name),
            "areas": office.area,
            "phone": office.phone,
            "text_relay": office.text_relay,
            "email": office.email,
            "web": office.web,
            "hours": f"{office.hours}; closed on bank holidays",
            "languages": "English; Urdu; Polish; BSL",
            "address": f"Freepost {office.name.upper()}",
        }
        for office in world.offices
    )
    real_places = offices_of_england(organisation=organisations[NETWORK].slug)
    places.load_offices(rows=chain(made_up, real_places), by=None, now=now)


def _close_one(world: World, now: datetime) -> None:
    """Let one surgery have closed before the campaign, with another in its place."""
    follower = next(service for service in world.services if service.kind == ServiceKind.GP)
    code = f"{follower.code}-OLD"
    old = {"code": code, "name": named(f"Old {follower.name}"), "kind": follower.kind, "area": follower.area}
    places.load_services(rows=[old], by=None, now=now, is_fictional=True)
    places.close_service(
        service=Service.objects.get(code=code),
        closed_on=now.date(),
        successor=Service.objects.get(code=follower.code),
        by=None,
        now=now,
    )


def _contacts(world: World, now: datetime) -> None:
    """Give each shire's council the numbers that are called by day and by night when someone is in danger."""
    today = localdate(now)
    teams = {
        "ADULT_SAFEGUARDING": "Adult social care",
        "CHILD_SAFEGUARDING": "Children's services",
    }
    rows = [
        {
            "area": office.area,
            "kind": f"{kind}_{part}",
            "name": named(f"{team}, {part.lower()} team"),
            "number": f"01632 960{first + number:03d}",
            "hours": _COUNCIL_HOURS[part],
            "note": "If an adult is being hurt or neglected" if "ADULT" in kind else "If a child is being hurt",
            "languages": "English",
            "source": "Made up for the demonstration",
            "checked_on": today.isoformat(),
            "expires_on": (today + timedelta(days=365)).isoformat(),
        }
        for number, office in enumerate(world.offices)
        for (kind, team), firsts in zip(teams.items(), ((300, 340), (400, 440)), strict=True)
        for part, first in zip(_COUNCIL_HOURS, firsts, strict=True)
    ]
    report = places.load_contacts(rows=rows, by=None, now=now)
    if report.refusals:
        raise RuntimeError(str(report.refusals[0]))


def _campaign(world: World, organisations: dict[str, Organisation], manager: User, now: datetime) -> Campaign:
    starts_on = world.calendar.starts_on
    return campaigns.create_campaign(
        owner=organisations[REGULATOR],
        plan=campaigns.CampaignPlan(
            title=TITLE,
            hashtag="TellUsHowItWas",
            summary=SUMMARY,
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=world.calendar.length - 1),
            baseline_starts_on=None,
            baseline_ends_on=None,
            contact_phone="020 7946 0123",
            contact_hours="Monday to Friday, 8am to 8pm; Saturday 9am to 1pm",
            allowed_hosts=(),
            is_front_page=True,
        ),
        by=manager,
        now=now,
    )


def _freepost(form: Form) -> str:
    """Return an address that no post reaches: it names a made-up body and no place."""
    return f"Freepost\n{form.organisation.name}"


def _placements(
    world: World,
    campaign: Campaign,
    forms: dict[str, Form],
    organisations: dict[str, Organisation],
    manager: User,
    now: datetime,
) -> dict[str, Placement]:
    made: dict[str, Any] = {"campaign": campaign, "by": manager, "now": now}
    waves: dict[str, Wave] = {
        wave.key: campaigns.add_wave(
            plan=campaigns.WavePlan(
                name=wave.name,
                audience=wave.audience,
                audience_kind=_AUDIENCES.get(wave.key, ""),
                greeting=_GREETINGS.get(wave.key, ""),
                population=_POPULATIONS.get(wave.key),
                population_source="Made up for the demonstration" if wave.key in _POPULATIONS else "",
                starts_on=wave.starts_on,
                ends_on=wave.ends_on,
            ),
            **made,
        )
        for wave in world.waves
    }
    local = Area.objects.get(code=world.shires[0].code)
    partners: dict[str, Partner] = {
        key: campaigns.add_partner(organisation=organisations[key], **made) for key in PARTNERS
    }
    return {
        placement.key: campaigns.place(
            plan=campaigns.PlacementPlan(
                channel=Channel(placement.channel),
                post=placement.post,
                is_paid=placement.is_paid,
                wave=waves[placement.wave],
                partner=partners.get(placement.partner),
                destination=Destination.FORM if placement.form else Destination.LANDING,
                form=forms.get(placement.form),
                area=local if placement.key in _LOCAL else None,
            ),
            **made,
        )
        for placement in world.placements
    }
