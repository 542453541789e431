from hypothesis import given
from hypothesis import strategies as st

from evidence.worlds.chance import Chance
from evidence.worlds.comments import grammar
from evidence.worlds.comments.bank import shipped
from evidence.worlds.comments.tellers import Dialect, Relation, Surface, Teller, Voice
from evidence.worlds.comments.telling import Span, Telling, mark, settle

MUM = Relation("my mum", "Mum", is_female=True)


def say(template: str, relation: Relation | None) -> str:
    voice = Voice.CARER if relation else Voice.OWN
    teller = Teller(voice, Dialect.STANDARD, Surface.NEAT, relation, age=70)
    telling = Telling(Chance(1), shipped(), teller, "GP", names_people=False)
    return telling.say(grammar.parse(template))


def test_a_patient_speaks_of_themselves() -> None:
    assert say("{I} {have} lost {my} tablets", None) == "I have lost my tablets"


def test_a_carer_names_the_person_first_and_then_says_she() -> None:
    said = say("{I} {have} lost {my} tablets and need{s} them", MUM)
    assert said in {"my mum has lost her tablets and needs them", "my mum has lost Mum's tablets and needs them"}


def test_whoever_is_named_first_by_what_is_theirs_is_named_too() -> None:
    assert say("{my} tablets", MUM) == "my mum's tablets"


def test_a_word_once_chosen_stays() -> None:
    one, other = say("{condition}+{condition}", None).split("+")
    assert one == other


marked = st.lists(
    st.tuples(st.text(alphabet="ab \n", max_size=6), st.text(alphabet="xyz", min_size=1, max_size=6)), max_size=5
)


@given(marked)
def test_marks_leave_no_trace_and_spans_point_at_what_was_marked(parts: list[tuple[str, str]]) -> None:
    text, spans = settle("".join(before + mark(planted, "PERSON") for before, planted in parts))
    assert text == "".join(before + planted for before, planted in parts)
    assert [text[span.start : span.end] for span in spans] == [planted for _, planted in parts]


def test_a_mark_may_stand_inside_another() -> None:
    text, spans = settle(mark(f"ask {mark('Ann', 'PERSON')} now", "RISK"))
    assert text == "ask Ann now"
    assert set(spans) == {Span(0, 11, "RISK"), Span(4, 7, "PERSON")}
