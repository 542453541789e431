"""What people send: from a form they opened to pieces, words, consents and equality answers."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from evidence.worlds import truth as known
from evidence.worlds.campaign import Calendar, WavePlan
from evidence.worlds.chance import Chance
from evidence.worlds.comments import Comment, Teller, Voice, Writer, identifiers
from evidence.worlds.comments.tellers import NO_CHILDREN, draw_teller
from evidence.worlds.organisations import NETWORK
from evidence.worlds.places import KIND_SHARES
from evidence.worlds.truth import Truth
from evidence.worlds.values import Area, Piece, Service, Submission
from evidence.worlds.visiting import Start

_ABOUT = {Voice.OWN: "OWN", Voice.CARER: "CARED_FOR", Voice.RELATIVE: "RELATIVE", Voice.STAFF: "STAFF"}
_STAFF_KINDS = {"CARE_HOME": 0.45, "HOSPITAL": 0.3, "HOME_CARE": 0.2, "MENTAL_HEALTH": 0.05}
_SAME_SERVICE = 0.45
_UNLISTED = 0.04
_PRECISIONS = {"DAY": 0.32, "MONTH": 0.46, "ONGOING": 0.12, "UNSURE": 0.1}
_TOLD = {"NOT_TOLD": 0.5, "TOLD": 0.36, "COMPLAINED": 0.14}
_BACKGROUNDS = {
    "white": {"white-british": 0.91, "white-irish": 0.02, "white-roma": 0.005, "white-other": 0.065},
    "mixed": {"mixed-white-black-caribbean": 0.3, "mixed-white-asian": 0.3, "mixed-other": 0.4},
    "asian": {"asian-indian": 0.36, "asian-pakistani": 0.32, "asian-bangladeshi": 0.13, "asian-other": 0.19},
    "black": {"black-african": 0.6, "black-caribbean": 0.27, "black-other": 0.13},
    "other": {"other-arab": 0.35, "other-other": 0.65},
}


class Senders:
    """Makes submissions."""

    def __init__(
        self, *, calendar: Calendar, shires: tuple[Area, ...], services: tuple[Service, ...], truth: Truth
    ) -> None:
        self._calendar = calendar
        self._truth = truth
        self._writer = Writer()
        self._areas = {shire.code: float(shire.population) for shire in shires}
        self._services: dict[tuple[str, str], list[Service]] = {}
        for service in services:
            self._services.setdefault((service.area, service.kind), []).append(service)

    def by_web(self, chance: Chance, start: Start, *, number: int, wave: WavePlan) -> Submission:
        """Return what a person sent by the form that they opened."""
        minutes = min(chance.lognormal(7.0, 0.7), 50.0)
        received_at = start.visit.at + timedelta(minutes=max(minutes, 1.2))
        return self._submission(
            chance,
            number=number,
            wave=wave,
            form=start.visit.form,
            placement=start.visit.placement,
            channel="WEB",
            started_at=start.visit.at,
            received_at=received_at,
        )

    def by_other_ways(self, chance: Chance, *, number: int, wave: WavePlan, day: int) -> Submission:
        """Return what the network's staff wrote down from a call or a paper form, in office hours."""
        at = self._calendar.moment(day) + timedelta(hours=9, minutes=chance.below(8 * 60))
        channel = "PHONE" if chance.happens(0.7) else "PAPER"
        return self._submission(
            chance,
            number=number,
            wave=wave,
            form=NETWORK,
            placement="",
            channel=channel,
            started_at=None,
            received_at=at,
        )

    def _submission(
        self,
        chance: Chance,
        *,
        number: int,
        wave: WavePlan,
        form: str,
        placement: str,
        channel: str,
        started_at: datetime | None,
        received_at: datetime,
    ) -> Submission:
        voice = Voice(chance.weighted(_tilted(self._truth.voices, wave.voices)))
        area = chance.weighted(self._areas)
        is_under_16 = voice is Voice.OWN and chance.happens(0.008)
        pieces = self._pieces(chance, voice=voice, area=area, form=form, at=received_at, wave=wave)
        may_contact = not is_under_16 and chance.happens(self._truth.may_contact_rate)
        is_at_risk = any(piece.comment.risk for piece in pieces)
        return Submission(
            number=number,
            form=form,
            placement=placement,
            channel=channel,
            started_at=started_at,
            received_at=received_at,
            about=_ABOUT[voice],
            is_under_16=is_under_16,
            risk_declared=chance.happens(
                self._truth.risk_declared_rate if is_at_risk else self._truth.false_declaration_rate
            ),
            area=area,
            may_contact=may_contact,
            contact=_contact(chance) if may_contact else (),
            pieces=tuple(_unpublished(piece) for piece in pieces) if is_under_16 else pieces,
            equality=self._equality(chance) if not is_under_16 and channel != "PHONE" else (),
        )

    def _pieces(
        self, chance: Chance, *, voice: Voice, area: str, form: str, at: datetime, wave: WavePlan
    ) -> tuple[Piece, ...]:
        count = chance.weighted(self._truth.pieces)
        pieces: list[Piece] = []
        teller: Teller | None = None
        for _ in range(count):
            if pieces and chance.happens(_SAME_SERVICE):
                kind, service = pieces[0].kind, pieces[0].service
            else:
                kind = self._kind(chance, voice, wave)
                if teller and teller.is_about_a_child and kind in NO_CHILDREN:
                    kind = pieces[0].kind
                service = self._service(chance, kind, area)
            teller = teller or draw_teller(chance, voice=voice, kind=kind)
            pieces.append(self._piece(chance, teller=teller, kind=kind, service=service, form=form, at=at, wave=wave))
        return tuple(pieces)

    def _kind(self, chance: Chance, voice: Voice, wave: WavePlan) -> str:
        if voice is Voice.STAFF:
            return chance.weighted(_STAFF_KINDS)
        return chance.weighted(_tilted(KIND_SHARES, wave.kinds))

    def _service(self, chance: Chance, kind: str, area: str) -> str:
        if chance.happens(_UNLISTED):
            return ""
        return chance.pick(self._services[area, kind]).code

    def _piece(
        self, chance: Chance, *, teller: Teller, kind: str, service: str, form: str, at: datetime, wave: WavePlan
    ) -> Piece:
        tone = chance.weighted(self._truth.tones)
        comment = self._writer.write(
            chance,
            teller=teller,
            kind=kind,
            tone=tone,
            is_at_risk=tone == "bad" and chance.happens(self._truth.risk_rate),
            is_identifying=chance.happens(self._truth.identifying_rate),
            emphasis=wave.themes,
        )
        precision = chance.weighted(_PRECISIONS)
        return Piece(
            service=service,
            kind=kind,
            tone=_step(chance, tone, comment, form),
            happened_on=_happened_on(chance, precision, at),
            happened_precision=precision,
            told_service="" if tone == "good" else chance.weighted(_TOLD),
            comment=comment,
            where=self._aside(chance, "where", 0.3, teller, kind, "any"),
            wanted=self._aside(chance, "wanted", 0.45, teller, kind, tone),
            recipients=tuple(name for name, share in self._truth.consents.items() if chance.happens(share)),
        )

    def _aside(self, chance: Chance, part: str, share: float, teller: Teller, kind: str, tone: str) -> str:
        if not chance.happens(share):
            return ""
        return self._writer.phrase(chance, part, teller=teller, kind=kind, tone=tone)

    def _equality(self, chance: Chance) -> tuple[tuple[str, str], ...]:
        if not chance.happens(self._truth.equality_rate):
            return ()
        answers: list[tuple[str, str]] = []
        for topic in known.POPULATION:
            if chance.happens(self._truth.prefer_not_rate):
                answers.append((topic, "prefer-not-to-say"))
                continue
            category = chance.weighted(known.answer_shares(topic))
            answers.append((topic, category))
            if topic == "ethnic-group":
                answers.append((f"ethnic-background-{category}", chance.weighted(_BACKGROUNDS[category])))
        return tuple(answers)


def _tilted(shares: Mapping[str, float], by: Mapping[str, float]) -> dict[str, float]:
    return {name: share * by.get(name, 1.0) for name, share in shares.items()}


def _step(chance: Chance, tone: str, comment: Comment, form: str) -> str:
    """Return the answer to the form's own question: three steps on the regulator's, five on the network's."""
    if tone == "mixed":
        return "MIXED"
    if form != NETWORK:
        return tone.upper()
    strong = 0.75 if comment.risk else 0.55 if tone == "good" else 0.4
    return f"VERY_{tone.upper()}" if chance.happens(strong) else tone.upper()


def _happened_on(chance: Chance, precision: str, at: datetime) -> date | None:
    """Return the day, or the first of the month where only that is known; none where it goes on or nobody is sure."""
    day = (at - timedelta(days=min(chance.lognormal(20, 1.1), 700))).date()
    return {"DAY": day, "MONTH": day.replace(day=1)}.get(precision)


def _unpublished(piece: Piece) -> Piece:
    return Piece(
        service=piece.service,
        kind=piece.kind,
        tone=piece.tone,
        happened_on=piece.happened_on,
        happened_precision=piece.happened_precision,
        told_service=piece.told_service,
        comment=piece.comment,
        where=piece.where,
        wanted=piece.wanted,
        recipients=tuple(name for name in piece.recipients if name != "PUBLICATION"),
    )


def _contact(chance: Chance) -> tuple[tuple[str, str], ...]:
    contact = [("name", identifiers.full_name(chance)), ("email", identifiers.email(chance))]
    if chance.happens(0.4):
        contact.append(("phone", identifiers.phone(chance)))
    return tuple(contact)
