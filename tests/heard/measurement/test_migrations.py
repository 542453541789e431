"""What migrations of measurement do with the figures that they find."""

from datetime import UTC, date, datetime

import pytest

pytestmark = pytest.mark.migrations

DAY, NOW = date(2020, 7, 8), datetime(2020, 7, 8, 9, tzinfo=UTC)
DAYS = dict.fromkeys(("starts_on", "ends_on", "baseline_starts_on", "baseline_ends_on"), DAY)


def test_totals_of_areas_and_hours_begin_with_the_figures_that_are_held(migrated_to):
    before = migrated_to("measurement", "0015_sealed_exports")
    owner = (
        before.get_model("accounts", "Organisation")
        .objects.using("old")
        .create(name="A regulator", slug="a-regulator", kind="REGULATOR", created_at=NOW)
    )
    campaign = (
        before.get_model("campaigns", "Campaign")
        .objects.using("old")
        .create(owner=owner, title="Care", slug="care", created_at=NOW, **DAYS)
    )
    area = before.get_model("places", "Area").objects.using("old").create(code="E08000035", name="Leeds", kind="LTLA")
    of = {"campaign": campaign, "day": DAY, "kind": "CLICK"}
    areas = before.get_model("measurement", "AreaFigure").objects.using("old")
    hours = before.get_model("measurement", "HourlyFigure").objects.using("old")
    for number in (2, 3):
        areas.create(area=area, count=number, **of)
        hours.create(hour=NOW, count=number, **of)
    hours.create(hour=NOW, count=7, standing="BOT", **of)

    after = migrated_to("measurement", "0016_totals_of_areas_and_hours")

    by_area = after.get_model("measurement", "AreaTotal").objects.using("old")
    by_hour = after.get_model("measurement", "HourTotal").objects.using("old")
    assert list(by_area.values_list("area_id", "kind", "count")) == [(area.pk, "CLICK", 5)]
    assert list(by_hour.values_list("hour", "kind", "count")) == [(NOW, "CLICK", 5)]
