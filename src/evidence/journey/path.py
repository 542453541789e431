"""The way through a form: what comes next, what came before, what may be visited. It never changes an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from evidence.journey.answers import Answers, Leftover, PieceAnswers
from evidence.journey.conditions import Value
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


class Journey:
    """One person's way through a form, worked out from its pages and their answers."""

    def __init__(self, pages: Sequence[Page], answers: Answers, *, is_sent: bool = False) -> None:
        """Lay out the way before sending, or, where `is_sent`, the way after it."""
        self._pages = {page.slug: page for page in pages}
        self._order = [page for page in pages if (page.scope is Scope.AFTER) is is_sent]
        self._answers = answers
        self._is_sent = is_sent

    @cached_property
    def path(self) -> tuple[Step, ...]:
        """Every step that applies, in order, answered or not. The check of answers is not among them."""
        if self._is_sent:
            return tuple(Step(page.slug) for page in self._order if page.applies(self._answers.lookup()))
        return tuple(self._steps_before_sending())

    @property
    def first(self) -> Step:
        """Where the form begins."""
        return self.path[0] if self.path else CHECK_STEP

    def page_at(self, step: Step) -> Page:
        """Return the page as it is asked at a step. Raises NoSuchStep where the form has no such step at all."""
        page = self._pages.get(step.page)
        if page is None or not self._fits(page, step.piece):
            raise NoSuchStep(step)
        return page.worded(self._answers.lookup(step.piece))

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

    def start_of_further(self, piece: str) -> Step | None:
        """Return where a further piece with a new id begins; None where the form can take no more."""
        begun = Answers(once=self._answers.once, pieces=(PieceAnswers(id=piece, is_further=True),))
        first = next((one for one in Journey(self._order, begun).path if one.piece == piece), None)
        return first if len(self._answers.pieces) < MOST_PIECES else None

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
        asked = {(step.piece, question.slug) for step in self.path for question in self.page_at(step).questions}
        changeable = {slug for step in self.path if self._pages[step.page].per_piece for slug in self._slugs(step)}
        once = (Leftover(piece="", question=slug) for slug in self._answers.once if ("", slug) not in asked)
        own = (
            Leftover(piece=piece.id, question=slug)
            for piece in self._answers.pieces
            for slug in piece.values
            if (piece.id, slug) not in asked and slug not in changeable
        )
        return (*once, *own)

    def _steps_before_sending(self) -> Iterator[Step]:
        """Walk the pages in order; further pieces come before the question that asks for another."""
        gate = self.gate
        for page in self._order:
            if gate is not None and page.slug == gate.page:
                yield from self._steps_of_further_pieces()
            if page.scope is Scope.ONCE and page.applies(self._answers.lookup()):
                yield Step(page.slug)
            if page.scope is Scope.PIECE:
                for piece in self._answers.pieces:
                    if not piece.is_further and page.applies(self._answers.lookup(piece.id)):
                        yield Step(page.slug, piece.id)

    def _steps_of_further_pieces(self) -> Iterator[Step]:
        for piece in self._answers.pieces:
            for page in self._order:
                if piece.is_further and page.scope is Scope.FURTHER and page.applies(self._answers.lookup(piece.id)):
                    yield Step(page.slug, piece.id)

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

    def _slugs(self, step: Step) -> Iterator[str]:
        return (question.slug for question in self.page_at(step).questions)
