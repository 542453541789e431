"""What migrations do with the records that they find."""

from datetime import UTC, date, datetime

import pytest

pytestmark = pytest.mark.migrations

DAY, NOW = date(2020, 7, 8), datetime(2020, 7, 1, tzinfo=UTC)
DAYS = dict.fromkeys(("starts_on", "ends_on", "baseline_starts_on", "baseline_ends_on"), DAY)


def test_waves_whose_names_differ_in_letter_case_alone_are_told_apart(migrated_to):
    before = migrated_to("campaigns", "0013_plainer_destination")
    owner = (
        before.get_model("accounts", "Organisation")
        .objects.using("old")
        .create(name="A regulator", slug="a-regulator", kind="REGULATOR", created_at=NOW)
    )
    campaigns = before.get_model("campaigns", "Campaign").objects.using("old")
    one, other = (
        campaigns.create(
            owner=owner,
            title=slug,
            slug=slug,
            starts_on=DAY,
            ends_on=DAY,
            baseline_starts_on=DAY,
            baseline_ends_on=DAY,
            created_at=NOW,
        )
        for slug in ("one", "other")
    )
    waves = before.get_model("campaigns", "Wave").objects.using("old")
    for campaign, name in ((one, "Carers"), (one, "carers"), (one, "carers (2)"), (one, "CARERS"), (other, "carers")):
        waves.create(campaign=campaign, name=name, audience="carers", starts_on=DAY, ends_on=DAY)

    after = migrated_to("campaigns", "0014_wave_names")

    found = after.get_model("campaigns", "Wave").objects.using("old").order_by("pk").values_list("name", flat=True)
    assert list(found) == ["Carers", "carers (2)", "carers (2) (2)", "CARERS (3)", "carers"]
