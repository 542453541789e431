"""How often people were reached, from one row of an export: the one-point reach curve. docs/methods/reach.md."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePoint:
    """A reach curve through one known point: so many people reached by so many impressions.

    Goerg's curve: with ρ = I·R / (I − R), reach after I' impressions is ρ·I' / (I' + ρ), so that at most ρ people
    could ever be reached; of the people reached, a share (1 − R/I)^(k−1) is reached at least k times.
    Raises ValueError where fewer impressions than people are given: nobody is reached without one.
    """

    impressions: float
    reach: float

    def __post_init__(self) -> None:
        if self.reach < 0 or self.impressions < self.reach:
            raise ValueError("Impressions must be at least as many as the people reached, and neither below nought.")

    @property
    def mean(self) -> float:
        """Return impressions for each person reached; nought where nobody was."""
        return self.impressions / self.reach if self.reach else 0.0

    def reached_at_least(self, times: int) -> float:
        """Return how many people were reached at least so many `times` (1 or more)."""
        if times < 1:
            raise ValueError("Ask for once or more often.")
        return self.reach * float((1 - 1 / self.mean) ** (times - 1)) if self.reach else 0.0

    def reach_of(self, impressions: float) -> float:
        """Return how many people so many impressions would reach, bought and shown as the known ones were."""
        if impressions < 0:
            raise ValueError("Impressions cannot be below nought.")
        if not self.reach or not impressions:
            return 0.0
        if self.impressions == self.reach:
            return impressions
        limit = self.impressions * self.reach / (self.impressions - self.reach)
        return limit * impressions / (impressions + limit)
