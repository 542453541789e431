"""What is true of every simulated world: the parameters that a method should find again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from evidence.worlds.organisations import NETWORK, REGULATOR


def _frozen(values: dict[str, float]) -> Mapping[str, float]:
    return MappingProxyType(values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Rates and shares of a world. Start and look-up rates belong to each link (`evidence.worlds.campaign.LINKS`)."""

    completion_rate: float = 0.43
    """Of people who start a form, the share that sends it."""
    door_shares: Mapping[str, float] = field(default_factory=lambda: _frozen({REGULATOR: 0.44, NETWORK: 0.56}))
    """Of people who start from the landing page, the share of each organisation's form."""
    number_shown_rate: float = 0.8
    call_tap_rate: float = 0.35
    """Of look-ups, the share that shows a number; of numbers shown, the share that is tapped."""
    pieces: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({1: 0.48, 2: 0.36, 3: 0.16}))
    """How many pieces a submission holds; the mean is 1.68."""
    visitor_classes: Mapping[str, float] = field(
        default_factory=lambda: _frozen({"PREVIEW": 0.11, "BOT": 0.07, "SUSPECT": 0.03})
    )
    """Clicks that are nobody's, per click by a person."""
    click_dispersion: float = 1.6
    baseline_dispersion: float = 2.2
    """Variance over mean of a link's daily clicks, and of a day's counts in the year before."""
    uplift: Mapping[tuple[str, str], float] = field(
        default_factory=lambda: MappingProxyType(
            {(REGULATOR, "FORMS"): 1.62, (NETWORK, "FORMS"): 1.23, (NETWORK, "LOOKUPS"): 1.68}
        )
    )
    """Expected count of the campaign over that of the same days a year before, by organisation and outcome."""
    voices: Mapping[str, float] = field(
        default_factory=lambda: _frozen({"own": 0.57, "carer": 0.17, "relative": 0.215, "staff": 0.045})
    )
    tones: Mapping[str, float] = field(default_factory=lambda: _frozen({"good": 0.4, "mixed": 0.16, "bad": 0.44}))
    risk_rate: float = 0.018
    """Of pieces in a bad tone, the share with a sign of harm in the words, before kinds and voices that have none."""
    risk_declared_rate: float = 0.55
    """Of submissions with such a piece, the share that also says so when asked."""
    false_declaration_rate: float = 0.003
    identifying_rate: float = 0.055
    may_contact_rate: float = 0.38
    equality_rate: float = 0.55
    prefer_not_rate: float = 0.04
    consents: Mapping[str, float] = field(
        default_factory=lambda: _frozen({"OTHER": 0.7, "PROVIDER": 0.46, "PUBLICATION": 0.34})
    )
    not_by_web_rate: float = 0.04
    """Submissions by phone or paper to the network, per submission by web, in expectation."""


POPULATION: Mapping[str, Mapping[str, float]] = {
    "age-band": _frozen(
        {
            "16-24": 0.13,
            "25-34": 0.17,
            "35-44": 0.16,
            "45-54": 0.16,
            "55-64": 0.15,
            "65-74": 0.12,
            "75-84": 0.08,
            "85-and-over": 0.03,
        }
    ),
    "sex": _frozen({"female": 0.51, "male": 0.49}),
    "ethnic-group": _frozen({"white": 0.81, "mixed": 0.03, "asian": 0.096, "black": 0.042, "other": 0.022}),
    "disability": _frozen({"yes": 0.24, "no": 0.76}),
    "sexual-orientation": _frozen({"heterosexual": 0.966, "gay-or-lesbian": 0.017, "bisexual": 0.013, "other": 0.004}),
    "religion": _frozen(
        {
            "none": 0.39,
            "christian": 0.49,
            "buddhist": 0.005,
            "hindu": 0.018,
            "jewish": 0.005,
            "muslim": 0.07,
            "sikh": 0.009,
            "other": 0.013,
        }
    ),
    "carer": _frozen(
        {
            "no": 0.911,
            "up-to-9": 0.04,
            "10-to-19": 0.01,
            "20-to-34": 0.008,
            "35-to-49": 0.006,
            "50-or-more": 0.025,
        }
    ),
}
"""Each topic's shares in the made-up country's population."""

PROPENSITY: Mapping[str, Mapping[str, float]] = {
    "age-band": _frozen({"16-24": 0.35, "25-34": 0.7, "55-64": 1.3, "65-74": 1.5, "75-84": 1.1, "85-and-over": 0.5}),
    "sex": _frozen({"male": 0.62}),
    "ethnic-group": _frozen({"asian": 0.45, "black": 0.5, "other": 0.6}),
    "disability": _frozen({"yes": 1.7}),
    "sexual-orientation": _frozen({}),
    "religion": _frozen({"muslim": 0.5}),
    "carer": _frozen({"up-to-9": 1.6, "10-to-19": 2.0, "20-to-34": 2.2, "35-to-49": 2.2, "50-or-more": 2.4}),
}
"""How likely a group is to take part beside others of the topic at 1: below 1 is under-represented."""


def answer_shares(topic: str) -> dict[str, float]:
    """Return the true share of each category among those who answer a topic with a category."""
    weights = {name: share * PROPENSITY[topic].get(name, 1.0) for name, share in POPULATION[topic].items()}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}
