"""The staff navigation: what each role finds at the top of every page."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section: its label and purpose (translated where shown), its address's name, and the roles that see it."""

    label: str
    url_name: str
    roles: tuple[str, ...]
    purpose: str = ""
    waiting: str = ""
    """A function that says how much waits there for a person (`user=`), by its dotted name."""
    holds: tuple[str, ...] = ()
    """Where its other pages stand, from the staff site's root on: those whose address does not begin with its own."""


def _(message: str) -> str:
    return message


STAFF_NAVIGATION = (
    Section(
        label=_("Queue"),
        url_name="casework:queue",
        roles=("CASEWORKER", "ANALYST", "PRIVACY_LEAD"),
        purpose=_("What people said, those at risk first, and what is decided about it"),
        holds=("cases/", "groups/", "quotes/"),
    ),
    Section(
        label=_("Decide"),
        url_name="casework:decide",
        roles=("CASEWORKER", "ANALYST", "PRIVACY_LEAD"),
        purpose=_("Read one piece after the other, and say which themes and which tone are right"),
    ),
    Section(
        label=_("Campaigns"),
        url_name="campaigns:list",
        roles=("CAMPAIGN_MANAGER", "ANALYST"),
        purpose=_("Plan a campaign, its questions, its partners and its links"),
    ),
    Section(
        label=_("Live figures"),
        url_name="measurement:campaigns",
        roles=("CAMPAIGN_MANAGER", "ANALYST", "PARTNER"),
        purpose=_("Who came, who told us something, and how that compares with the year before"),
        holds=("mentions/", "counts/"),
    ),
    Section(
        label=_("Toolkit"),
        url_name="publication:own_toolkits",
        roles=("PARTNER",),
        purpose=_("Your links, QR codes, posts and pictures to pass a campaign on, and what they bring"),
    ),
    Section(
        label=_("Stakeholders"),
        url_name="measurement:stakeholders",
        roles=("CAMPAIGN_MANAGER", "ANALYST"),
        purpose=_("The organisations and public figures whom campaigns want to reach"),
    ),
    Section(
        label=_("Double coding"),
        url_name="casework:coding",
        roles=("CASEWORKER", "ANALYST", "CAMPAIGN_MANAGER"),
        purpose=_("Let several people read the same pieces apart, and see how far they agree"),
    ),
    Section(
        label=_("Phone and paper"),
        url_name="feedback:entry",
        roles=("CASEWORKER", "CAMPAIGN_MANAGER"),
        purpose=_("Enter what a caller, a letter or a paper form says"),
        holds=("paper/",),
    ),
    Section(
        label=_("Enquiries"),
        url_name="feedback:enquiries",
        roles=("CASEWORKER", "CAMPAIGN_MANAGER", "ANALYST"),
        purpose=_("Log what people asked, and see how many asked"),
    ),
    Section(
        label=_("Openings"),
        url_name="casework:openings",
        roles=("CASEWORKER", "PRIVACY_LEAD", "ADMINISTRATOR"),
        purpose=_("Who opened contact details or words as they were written, and what waits for a second person"),
        waiting="heard.feedback.queries.openings.count_undecided",
    ),
    Section(
        label=_("Privacy"),
        url_name="casework:privacy",
        roles=("PRIVACY_LEAD", "ADMINISTRATOR"),
        purpose=_("Requests for rights, what the law holds, how long data is kept, and what people are told"),
        waiting="heard.feedback.queries.rights.count_due",
    ),
    Section(
        label=_("Machine and people"),
        url_name="measurement:agreement",
        roles=("CAMPAIGN_MANAGER", "ANALYST"),
        purpose=_("How far the machine finds the themes and the tone that people find, and where it falls behind"),
        waiting="heard.measurement.queries.agreement.count_unseen",
    ),
    Section(
        label=_("Unusual"),
        url_name="feedback:unusual",
        roles=("CAMPAIGN_MANAGER", "ANALYST"),
        purpose=_("Far more forms than usual, or many in nearly the same words: do they count?"),
        waiting="heard.feedback.queries.surges.count_unweighed",
    ),
    Section(
        label=_("Imports"),
        url_name="feedback:imports",
        roles=("CAMPAIGN_MANAGER", "ANALYST", "ADMINISTRATOR"),
        purpose=_("Bring in records from a file"),
    ),
    Section(
        label=_("Services"),
        url_name="places:services",
        roles=("CAMPAIGN_MANAGER", "ADMINISTRATOR"),
        purpose=_("The care services and local offices that people find on the form"),
        holds=("places/",),
    ),
    Section(
        label=_("People"),
        url_name="accounts:people",
        roles=("ADMINISTRATOR",),
        purpose=_("Invite people, change what they do, and help when a second factor is lost"),
    ),
    Section(
        label=_("Organisations"),
        url_name="accounts:organisations",
        roles=("ADMINISTRATOR",),
        purpose=_("Names, marks and colours"),
    ),
    Section(
        label=_("Audit"),
        url_name="accounts:audit",
        roles=("ADMINISTRATOR", "PRIVACY_LEAD"),
        purpose=_("Who did what, and when"),
    ),
)

SUCCESSION_PREVIEW = (
    "heard.accounts.queries.what_follows",
    "heard.places.queries.successions.what_follows",
    "heard.campaigns.queries.what_follows",
    "heard.feedback.queries.following.what_follows",
    "heard.casework.queries.following.what_follows",
    "heard.measurement.queries.following.what_follows",
)
"""Who says what will follow an organisation when another takes its place."""
