"""Signs of harm: which texts a person should read first, and why. Nothing is closed and nothing is hidden by it."""

from evidence.text.risk.finding import METHOD, Harm, Risk, Sign, find_risk

__all__ = ["METHOD", "Harm", "Risk", "Sign", "find_risk"]
