"""Made-up comments without a sign of harm, and the sentences that plant one: for methods that must tell them apart."""

from evidence.worlds.chance import Chance
from evidence.worlds.comments import Voice, Writer
from evidence.worlds.comments.tellers import Teller, draw_teller

KINDS = ("GP", "HOSPITAL", "CARE_HOME", "HOME_CARE", "MENTAL_HEALTH", "COMMUNITY", "URGENT", "OTHER")


def ordinary_comments(count: int, *, seed: int) -> list[str]:
    """Return so many comments of all voices, kinds of service and tones; the same seed gives the same."""
    chance, writer = Chance(seed), Writer()
    texts = []
    for _ in range(count):
        kind, teller = _teller(chance)
        texts.append(writer.write(chance, teller=teller, kind=kind, tone=chance.pick(("good", "mixed", "bad"))).text)
    return texts


def sentences_of_harm(count: int, *, seed: int) -> list[str]:
    """Return so many planted sentences that speak of harm, without the comment around them."""
    chance, writer = Chance(seed), Writer()
    texts: list[str] = []
    while len(texts) < count:
        kind, teller = _teller(chance)
        comment = writer.write(chance, teller=teller, kind=kind, tone="bad", is_at_risk=True)
        if comment.risk_span is not None:
            texts.append(comment.text[comment.risk_span.start : comment.risk_span.end])
    return texts


def _teller(chance: Chance) -> tuple[str, Teller]:
    kind, voice = chance.pick(KINDS), chance.pick(tuple(Voice))
    return kind, draw_teller(chance, voice=voice, kind=kind)
