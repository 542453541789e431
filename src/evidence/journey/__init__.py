"""The way through a form, as data: kinds of question, pages, answers, and what comes next.

    pages = load_pages(data)                     # plain dictionaries, checked: BrokenForm says what is wrong
    answers = Answers().storing({"tone": "BAD"}, piece="1")
    journey = Journey(pages, answers)
    journey.next_after(Step("tone", "1"))

Nothing here knows the web, a database or the clock.
"""

from evidence.journey.answers import FIRST_PIECE, Answers, Leftover, PieceAnswers, load_answers
from evidence.journey.conditions import BrokenCondition, Value
from evidence.journey.kinds import KINDS, Known, Posted, Problem, read_page
from evidence.journey.pages import CHECK, BrokenForm, Page, Scope, load_pages
from evidence.journey.path import CHECK_STEP, MOST_PIECES, Given, Journey, NoSuchStep, Step
from evidence.journey.questions import Binding, Number, Option, Question, Section

__all__ = [
    "CHECK",
    "CHECK_STEP",
    "FIRST_PIECE",
    "KINDS",
    "MOST_PIECES",
    "Answers",
    "Binding",
    "BrokenCondition",
    "BrokenForm",
    "Given",
    "Journey",
    "Known",
    "Leftover",
    "NoSuchStep",
    "Number",
    "Option",
    "Page",
    "PieceAnswers",
    "Posted",
    "Problem",
    "Question",
    "Scope",
    "Section",
    "Step",
    "Value",
    "load_answers",
    "load_pages",
    "read_page",
]
