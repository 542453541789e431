"""What the landing page says first to the people whom a wave is for."""

from django.utils.translation import gettext as _

from heard.campaigns.models import Audience, Wave


def greeting_of(wave: Wave) -> str:
    """Return the manager's own words; without any, words that suit the kind of audience."""
    shipped = {
        Audience.CARERS: _("Do you look after someone? Tell us how their care is, and how things are for you."),
        Audience.OLDER: _("You have seen a lot of care in your life. Tell us what it is like now."),
        Audience.LEARNING_DISABILITY: _("Tell us about your care. You can ask someone to help you."),
        Audience.DISABLED: _("Are you disabled? Tell us what works for you, and what gets in your way."),
        Audience.PARENTS: _("Do you have a child? Tell us about the care that your child gets."),
        Audience.YOUNG: _("Are you young? Tell us about your care in your own words."),
        Audience.LONG_TERM: _("Have you been ill for a long time? Tell us how your care has been."),
    }
    if wave.greeting:
        return wave.greeting
    if wave.audience_kind in shipped:
        return shipped[Audience(wave.audience_kind)]
    return _("We would like to hear from %(audience)s.") % {"audience": wave.audience}
