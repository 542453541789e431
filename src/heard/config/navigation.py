"""The staff navigation: what each role finds at the top of every page."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section: its label (translated where shown), its address's name, and the roles that see it."""

    label: str
    url_name: str
    roles: tuple[str, ...]


def _(message: str) -> str:
    return message


STAFF_NAVIGATION = (
    Section(label=_("Queue"), url_name="casework:queue", roles=("CASEWORKER", "ANALYST", "PRIVACY_LEAD")),
    Section(
        label=_("Campaigns"), url_name="campaigns:list", roles=("CAMPAIGN_MANAGER", "ANALYST")
    ),
    Section(
        label=_("Live figures"), url_name="measurement:campaigns", roles=("CAMPAIGN_MANAGER", "ANALYST", "PARTNER")
    ),
    Section(
        label=_("Imports"), url_name="feedback:imports", roles=("CAMPAIGN_MANAGER", "ANALYST", "ADMINISTRATOR")
    ),
    Section(label=_("People"), url_name="accounts:people", roles=("ADMINISTRATOR",)),
    Section(label=_("Audit"), url_name="accounts:audit", roles=("ADMINISTRATOR", "PRIVACY_LEAD")),
)
