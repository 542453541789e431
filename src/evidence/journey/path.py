"""The way through a form: what comes next, what came before, what may be visited. It never changes an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from evidence.journey.answers import Answers, Leftover, PieceAnswers
from evidence.journey.conditions import Lookup, Value
from evidence.journey.kinds import KINDS
from evidence.journey.pages import CHECK, Page, Scope
from evidence.journey.questions import Binding, Question

MOST_PIECES = 20
"""How many pieces one form can hold."""


@dataclass(frozen=True)
class Step:
    """One page in one person's way: the page, and which piece it is about (none when it is asked once)."""

    page: str
    piece: str = ""


CHECK_STEP = Step(CHECK)


class NoSuchStep(LookupError):
    """The form has no such page, or no such piece."""


@dataclass(frozen=True)
class Given:
    """One question that applies, and its answer; `step` is where it can be changed."""

    step: Step
    question: Question
    value: Value


class _Way:
    """The steps taken so far, and the answers that count: those to questions that were asked on the way.

    An answer that nothing asks for any more decides nothing: someone who once said that they are under 16, and then
    that they work there, is not asked their age and is treated as any member of staff.
    """

    def __init__(self, answers: Answers, *, keeping: frozenset[str]) -> None:
        self.steps: list[Step] = []
        self._stored = {"": answers.once} | {piece.id: piece.values for piece in answers.pieces}
        self._pieces = answers.pieces
        self._counting: dict[str, dict[str, Value]] = {
            piece: {slug: value for slug, value in values.items() if slug in keeping}
            for piece, values in self._stored.items()
        }

    def take(self, step: Step, page: Page) -> None:
        """Take a step, where it applies."""
        lookup = self._lookup(step.piece)
        if not page.applies(lookup):
            return
        self.steps.append(step)
        asked = [question.slug for question in page.questions if question.show_when.is_met(lookup)]
        for piece in self._stored if page.per_piece else (step.piece,):
            stored = self._stored[piece]
            self._counting[piece].update({slug: stored[slug] for slug in asked if slug in stored})

    @property
    def answers(self) -> Answers:
        """The answers that count."""
        pieces = tuple(replace(piece, values=self._counting[piece.id]) for piece in self._pieces)
        return Answers(once=self._counting[""], pieces=pieces)

    def _lookup(self, piece: str) -> Lookup:
        own, once = self._counting[piece], self._counting[""]
        return lambda question: own.get(question, once.get(question))


class Journey:
    """One person's way through a form, worked out from its pages and their answers."""

    def __init__(self, pages: Sequence[Page], answers: Answers, *, is_sent: bool = False) -> None:
        """Lay out the way before sending, or, where `is_sent`, the way after it."""
        self._pages = {page.slug: page for page in pages}
        self._order = [page for page in pages if (page.scope is Scope.AFTER) is is_sent]
        self._stored = answers
        self._is_sent = is_sent
        self._shown: dict[Step, Page] = {}
        self._way = _Way(answers, keeping=self._asked_before())
        for step in self._possible_steps():
            self._way.take(step, self._pages[step.page])
        self.path = tuple(self._way.steps)
        """Every step that applies, in order, answered or not. The check of answers is not among them."""
        self._answers = self._way.answers

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages of the form, in their order."""
        return tuple(self._pages.values())

    @property
    def first(self) -> Step:
        """Where the form begins."""
        return self.path[0] if self.path else CHECK_STEP

    def page_at(self, step: Step) -> Page:
        """Return the page as it is asked at a step. Raises NoSuchStep where the form has no such step at all."""
        page = self._pages.get(step.page)
        if page is None or not self._fits(page, step.piece):
            raise NoSuchStep(step)
        if step not in self._shown:
            self._shown[step] = page.worded(self._answers.lookup(step.piece))
        return self._shown[step]

    def worded_for_first_piece(self, page: Page) -> Page:
        """Return a page that is not asked, such as the last one, in the words that the first piece calls for."""
        return page.worded(self._answers.lookup(self.pieces[0]))

    def answers_at(self, step: Step) -> dict[str, Value]:
        """Return the answers kept for a step's questions; on a piece's own page, only that piece's."""
        page, lookup = self.page_at(step), self._answers.lookup(step.piece)
        found = {question.slug: lookup(question.slug) for question in page.questions}
        return {slug: value for slug, value in found.items() if value is not None}

    def is_answered(self, step: Step) -> bool:
        """Return whether each question of a step has an answer."""
        lookup = self._answers.lookup(step.piece)
        return all(lookup(question.slug) is not None for question in self.page_at(step).questions)

    @cached_property
    def unanswered(self) -> Step | None:
        """The first step that still needs an answer."""
        return next((step for step in self.path if not self.is_answered(step)), None)

    @property
    def is_complete(self) -> bool:
        """Whether every step that applies is answered."""
        return self.unanswered is None

    def can_visit(self, step: Step) -> bool:
        """Return whether a step may be shown: it applies, and all that comes before it is answered.

        What other further pieces still lack does not count, so that two can be written side by side.
        """
        if step == CHECK_STEP:
            return self.is_complete and not self._is_sent
        if step not in self.path:
            return self._is_override(step) or self._is_fresh(step)
        before = self.path[: self.path.index(step)]
        others = self._further_pieces - {step.piece} if step.piece else frozenset()
        return all(self.is_answered(one) for one in before if one.piece not in others)

    def next_after(self, step: Step) -> Step:
        """Return the step that follows; the check of answers follows the last."""
        if step in self.path:
            following = self.path[self.path.index(step) + 1 :]
            return following[0] if following else CHECK_STEP
        if self._is_override(step):
            return CHECK_STEP
        return self.unanswered or CHECK_STEP

    def after_change(self, step: Step) -> Step:
        """Return where a changed answer leads: to what it newly asks, or else back to the check of answers."""
        return CHECK_STEP if self.is_complete else self.unanswered or self.next_after(step)

    def previous_to(self, step: Step) -> Step | None:
        """Return the step before; nothing comes before the first."""
        if step == CHECK_STEP:
            return self.path[-1] if self.path else None
        if step in self.path:
            place = self.path.index(step)
            return self.path[place - 1] if place else None
        return self.gate if self._is_fresh(step) else CHECK_STEP

    @property
    def gate(self) -> Step | None:
        """The step that asks whether there is another piece to tell."""
        asks = (page for page in self._order if any(one.binding is Binding.ANOTHER for one in page.questions))
        return next((Step(page.slug) for page in asks), None)

    @property
    def is_full(self) -> bool:
        """Whether the form can take no more pieces."""
        return len(self._stored.pieces) >= MOST_PIECES

    def start_of_further(self, piece: str) -> Step | None:
        """Return where a further piece with a new id begins; None where the form can take no more."""
        begun = Answers(once=self._answers.once, pieces=(PieceAnswers(id=piece, is_further=True),))
        first = next((one for one in Journey(self._order, begun).path if one.piece == piece), None)
        return None if self.is_full else first

    @property
    def pieces(self) -> tuple[str, ...]:
        """The ids of the pieces, in the order in which they were told."""
        return tuple(piece.id for piece in self._answers.pieces)

    def given_once(self) -> tuple[Given, ...]:
        """Return the answers for the whole form that apply, each without choices that are no longer offered."""
        return tuple(given for step in self.path if not step.piece for given in self._given(step))

    def given_for(self, piece: str) -> tuple[Given, ...]:
        """Return the answers of one piece that apply, and after them what may be changed for it alone."""
        own = [given for step in self.path if step.piece == piece for given in self._given(step)]
        shared = [Step(step.page, piece) for step in self.path if self._pages[step.page].per_piece]
        return tuple(own + [given for step in shared for given in self._given(step)])

    def leftovers(self) -> tuple[Leftover, ...]:
        """Return the answers that nothing asks for any more. To take them out is the caller's own, plain step."""
        applying = {piece.id: piece.values for piece in self._answers.pieces}
        once = (Leftover(piece="", question=slug) for slug in self._stored.once if slug not in self._answers.once)
        own = (
            Leftover(piece=piece.id, question=slug)
            for piece in self._stored.pieces
            for slug in piece.values
            if slug not in applying[piece.id]
        )
        return (*once, *own)

    def _asked_before(self) -> frozenset[str]:
        """Return the questions whose answers stand as they are: after sending, all that were asked before it."""
        others = (page for page in self._pages.values() if self._is_sent and page.scope is not Scope.AFTER)
        return frozenset(question.slug for page in others for question in page.questions)

    def _possible_steps(self) -> Iterator[Step]:
        """Return every step that there could be, in order; further pieces stand before what asks for another."""
        gate = self.gate
        for page in self._order:
            if gate is not None and page.slug == gate.page:
                yield from self._steps_of_further_pieces()
            if page.scope in {Scope.ONCE, Scope.AFTER}:
                yield Step(page.slug)
            if page.scope is Scope.PIECE:
                yield from (Step(page.slug, piece.id) for piece in self._stored.pieces if not piece.is_further)

    def _steps_of_further_pieces(self) -> Iterator[Step]:
        pages = [page for page in self._order if page.scope is Scope.FURTHER]
        further = [piece for piece in self._stored.pieces if piece.is_further]
        return (Step(page.slug, piece.id) for piece in further for page in pages)

    @property
    def _further_pieces(self) -> frozenset[str]:
        return frozenset(piece.id for piece in self._answers.pieces if piece.is_further)

    def _fits(self, page: Page, piece: str) -> bool:
        """Return whether a page can be asked about this piece, or about none."""
        known = self._answers.piece(piece)
        return {
            Scope.ONCE: not piece or (page.per_piece and known is not None),
            Scope.PIECE: known is not None and not known.is_further,
            Scope.FURTHER: bool(piece) and (known is None or known.is_further),
            Scope.AFTER: not piece,
            Scope.SENT: False,
        }[page.scope]

    def _is_override(self, step: Step) -> bool:
        """Return whether a step changes, for one piece alone, an answer given once for all."""
        page = self._pages.get(step.page)
        whole = Step(step.page)
        has_it = page is not None and page.per_piece and self._answers.piece(step.piece) is not None
        return has_it and whole in self.path and self.is_answered(whole)

    def _is_fresh(self, step: Step) -> bool:
        """Return whether a step is the first of a piece that has not been begun, and may be."""
        gate = self.gate
        if gate is None or not step.piece or self._answers.piece(step.piece) is not None:
            return False
        before = self.path[: self.path.index(gate)] if gate in self.path else self.path
        ready = all(self.is_answered(one) for one in before if one.piece not in self._further_pieces)
        return ready and step == self.start_of_further(step.piece)

    def _given(self, step: Step) -> Iterator[Given]:
        lookup = self._answers.lookup(step.piece)
        for question in self.page_at(step).questions:
            value = lookup(question.slug)
            if value is not None:
                yield Given(step, question, KINDS[question.kind].trimmed(question, value))
