import pytest

from evidence.worlds.comments import THEMES, bank, grammar, identifiers, telling
from evidence.worlds.places import KIND_SHARES

KINDS = tuple(KIND_SHARES)
TOLD = {"openings", "plain", "sentences", "shorts", "stories"}


def test_every_slot_can_be_filled_for_every_kind_that_its_line_fits() -> None:
    shipped = bank.shipped()
    people = set(telling.PRONOUNS) | set(identifiers.MAKERS) | {"age"}
    for line in shipped.lines:
        for slot in _slots(shipped, line):
            if slot not in people:
                for kind in line.kinds or KINDS:
                    assert shipped.words(slot, kind), (slot, kind)


def _slots(shipped: bank.Bank, line: bank.Line) -> set[str]:
    """Every slot that saying a line may lead to."""
    people = set(telling.PRONOUNS) | set(identifiers.MAKERS) | {"age"}
    found: set[str] = set()
    waiting = grammar.slots_of(line.nodes)
    while waiting:
        slot = waiting.pop()
        if slot not in found:
            found.add(slot)
            if slot not in people:
                for kind in line.kinds or KINDS:
                    for words in shipped.words(slot, kind):
                        waiting |= grammar.slots_of(words)
    return found


def test_every_theme_of_the_bank_is_known() -> None:
    named = {theme for line in bank.shipped().lines if line.part in TOLD for theme in line.themes}
    assert named - {"-"} <= set(THEMES)


def test_every_theme_is_told_in_a_good_or_a_bad_way() -> None:
    told = {theme for line in bank.shipped().lines if line.part in TOLD for theme in line.themes}
    assert set(THEMES) <= told


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tone", ["good", "bad"])
def test_there_is_something_to_say_of_every_kind_of_service(kind: str, tone: str) -> None:
    found = bank.shipped().find("sentences", kind=kind, voice="own", tone=tone, dialect="")
    assert len(found) >= 3


def test_staff_say_only_what_staff_would_say() -> None:
    found = bank.shipped().find("stories", kind="CARE_HOME", voice="staff", tone="bad", dialect="")
    assert found
    assert all(line.voices == {"staff"} for lines in found.values() for line in lines.options)
