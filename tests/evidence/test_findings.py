"""A finding is a table, a sentence and caveats."""

import json
from datetime import date

import pytest

from evidence.findings import Column, Finding, Table


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="Row 2 of “Forms” has 1 cells for 2 columns"):
        Table.of("Forms", ["Day", "Count"], [[date(2020, 7, 8), 3], [4]])


def test_a_finding_can_be_written_as_json():
    table = Table.of("Forms", ["Day", Column("Count", "forms")], [[date(2020, 7, 8), 3], [date(2020, 7, 9), None]])

    written = json.loads(json.dumps(Finding(table, "Three forms came.", ("One day is unknown.",)).as_dict()))

    assert written["table"]["rows"] == [["2020-07-08", 3], ["2020-07-09", None]]
    assert written["table"]["columns"][1] == {"name": "Count", "unit": "forms"}
    assert written["sentence"] == "Three forms came."
    assert written["caveats"] == ["One day is unknown."]
