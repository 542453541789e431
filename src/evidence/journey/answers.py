"""Answers: those given once, and those given for each piece of feedback."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from evidence.journey.conditions import Lookup, Value

FIRST_PIECE = "1"
"""The id of the piece that every form begins with. Further pieces bring an id of their own, which never changes."""


@dataclass(frozen=True, kw_only=True)
class PieceAnswers:
    """What one piece was answered, by question; a further piece is asked on fewer pages than the first."""

    id: str
    is_further: bool = False
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Leftover:
    """An answer that no question asks for any more; `piece` is empty for answers given once."""

    piece: str
    question: str


@dataclass(frozen=True, kw_only=True)
class Answers:
    """All that one person has answered. Never changed in place: each method returns new answers."""

    once: Mapping[str, Value] = field(default_factory=dict)
    pieces: tuple[PieceAnswers, ...] = (PieceAnswers(id=FIRST_PIECE),)

    def piece(self, piece_id: str) -> PieceAnswers | None:
        """Return the piece with this id, if there is one."""
        return next((piece for piece in self.pieces if piece.id == piece_id), None)

    def lookup(self, piece_id: str = "") -> Lookup:
        """Return what looks answers up: the piece's own first, then those given once."""
        piece = self.piece(piece_id)
        own: Mapping[str, Value] = piece.values if piece else {}
        return lambda question: own.get(question, self.once.get(question))

    def storing(self, values: Mapping[str, Value], *, piece: str = "") -> "Answers":
        """Return the answers with these added or put in place of earlier ones; an unknown piece is begun."""
        if not piece:
            return replace(self, once={**self.once, **values})
        known = self.piece(piece)
        if known is None:
            begun = PieceAnswers(id=piece, is_further=piece != FIRST_PIECE, values=dict(values))
            return replace(self, pieces=(*self.pieces, begun) if begun.is_further else (begun, *self.pieces))
        stored = replace(known, values={**known.values, **values})
        return replace(self, pieces=tuple(stored if one.id == piece else one for one in self.pieces))

    def without_piece(self, piece_id: str) -> "Answers":
        """Return the answers without one piece; the last piece that is left cannot be taken out."""
        kept = tuple(piece for piece in self.pieces if piece.id != piece_id)
        return replace(self, pieces=kept) if kept else self

    def without(self, leftovers: Iterable[Leftover]) -> "Answers":
        """Return the answers without those named."""
        named = {(leftover.piece, leftover.question) for leftover in leftovers}
        return Answers(
            once={question: value for question, value in self.once.items() if ("", question) not in named},
            pieces=tuple(
                replace(
                    piece,
                    values={
                        question: value for question, value in piece.values.items() if (piece.id, question) not in named
                    },
                )
                for piece in self.pieces
            ),
        )

    def as_data(self) -> dict[str, Any]:
        """Return the answers as plain values for JSON."""
        return {
            "once": dict(self.once),
            "pieces": [
                {"id": piece.id, "is_further": piece.is_further, "values": dict(piece.values)} for piece in self.pieces
            ],
        }


def load_answers(data: Mapping[str, Any]) -> Answers:
    """Return the answers that `Answers.as_data` wrote."""
    return Answers(
        once=dict(data["once"]),
        pieces=tuple(
            PieceAnswers(id=piece["id"], is_further=piece["is_further"], values=dict(piece["values"]))
            for piece in data["pieces"]
        ),
    )
