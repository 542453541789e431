"""What measures, labels and sources of networks are called, in which unit, and what each counts."""

from django.utils.translation import gettext as _

from evidence.exports import LEFT_OUT, Label, Measure, sources
from heard.measurement.models import Paid


def measure_name(measure: Measure) -> str:
    """Return what a measure is called."""
    return {
        Measure.IMPRESSIONS: _("Impressions"),
        Measure.REACH: _("Reach"),
        Measure.POTENTIAL_REACH: _("Potential reach"),
        Measure.MENTIONS: _("Mentions"),
        Measure.LINK_CLICKS: _("Link clicks"),
        Measure.ALL_CLICKS: _("All clicks"),
        Measure.LANDING_VIEWS: _("Landing page views"),
        Measure.ENGAGEMENTS: _("Engagements"),
        Measure.REACTIONS: _("Reactions"),
        Measure.COMMENTS: _("Comments"),
        Measure.SHARES: _("Shares"),
        Measure.SAVES: _("Saves"),
        Measure.VIDEO_VIEWS: _("Video views"),
        Measure.WATCH_HOURS: _("Hours watched"),
        Measure.FOLLOWS: _("New followers"),
        Measure.CONVERSIONS: _("Conversions"),
        Measure.SPEND: _("Spend"),
    }[measure]


def definition_of(measure: Measure) -> str:
    """Return what a measure counts, with its unit."""
    return {
        Measure.IMPRESSIONS: _("Times it was shown, to the same person again too. Not people."),
        Measure.REACH: _("Accounts to which it was shown at least once, as the network counts them. Never added up."),
        Measure.POTENTIAL_REACH: _("Followers or readers of whoever posted, added up. Not people who saw it."),
        Measure.MENTIONS: _("Items that a listening service found by its search."),
        Measure.LINK_CLICKS: _("Clicks on the link, as the network counts them. Heard’s own clicks are counted apart."),
        Measure.ALL_CLICKS: _("Clicks of any kind: on a picture, a name, “more” and the link."),
        Measure.LANDING_VIEWS: _("Times that the page behind the link was loaded, as the network counts them."),
        Measure.ENGAGEMENTS: _("Whatever people did with it, by the network’s own definition."),
        Measure.REACTIONS: _("Likes and the like."),
        Measure.COMMENTS: _("Comments and replies."),
        Measure.SHARES: _("Shares and reposts."),
        Measure.SAVES: _("Saves and bookmarks."),
        Measure.VIDEO_VIEWS: _("Views of a film, by the network’s own rule of how long a view is."),
        Measure.WATCH_HOURS: _("Hours for which a film was watched."),
        Measure.FOLLOWS: _("Accounts that began to follow."),
        Measure.CONVERSIONS: _("Results that the network credits to itself. Heard’s own forms are counted apart."),
        Measure.SPEND: _("Money spent, as the network says, without tax that comes on top."),
    }[measure]


def label_name(label: Label) -> str:
    """Return what a column says of its row."""
    return {
        Label.CAMPAIGN: _("Name of a campaign"),
        Label.GROUP: _("Name of a group of advertisements"),
        Label.AD: _("Name of an advertisement"),
        Label.POST: _("Number of a post"),
        Label.LINK: _("Address of a post"),
        Label.NETWORK: _("Network"),
        Label.PROFILE: _("Account"),
        Label.DAY: _("Day"),
        Label.START: _("First day"),
        Label.END: _("Last day"),
        Label.PUBLISHED: _("When it was published"),
        Label.CURRENCY: _("Currency"),
    }[label]


def meanings() -> tuple[tuple[str, str], ...]:
    """Return what a column can be said to be: its word and its name; what is left out first."""
    return (
        (LEFT_OUT, _("Leave it out")),
        *((measure.value, measure_name(measure)) for measure in Measure),
        *((label.value, label_name(label)) for label in Label),
    )


def meaning_name(word: str) -> str:
    """Return what a column was said to be."""
    return dict(meanings()).get(word, word)


def paid_name(paid: str) -> str:
    """Return whether something was paid for, in words."""
    return str(Paid(paid).label) if paid else _("Paid or organic: not said")


def source_title(code: str) -> str:
    """Return what a source is called."""
    return next((source.title for source in sources() if source.code == code), _("Another table"))


def written(measure: Measure, value: int, currency: str = "") -> str:
    """Return a figure as it is read: whole, with hundredths, or as an amount."""
    if measure is Measure.SPEND:
        signs = {"GBP": "£", "EUR": "€", "USD": "$"}
        return f"{signs.get(currency, f'{currency} ')}{value / 100:,.2f}"
    return f"{value:,}" if measure.is_whole else f"{value / 100:,.2f}"
