"""The measures of a call centre from counts and sums. Source: domain.md 4.7 to 4.9.

Shares are from 0 to 1, None where there is nothing to divide by. The reports compute
the same in SQL; tests hold both together.
"""

from dataclasses import dataclass


def ratio(part, whole):
    """Return part / whole, None of nothing.

    >>> ratio(10, 100), ratio(1, 0)
    (0.1, None)
    """
    return part / whole if whole else None


@dataclass(frozen=True)
class Calls:
    """What was counted of some calls; short abandons are in none of the others.

    >>> calls = Calls(offered=100, answered=90, abandoned=10, answered_in_time=72,
    ...     wait=500, handle=21600)
    >>> calls.abandonment, round(calls.answer_speed, 2), calls.handle_time
    (0.1, 5.56, 240.0)
    >>> calls.get_level(), calls.get_level("answered")
    (0.72, 0.8)

    :param wait: seconds that those who were answered had waited, together
    :param handle: seconds of talk, hold and wrap-up, together
    """

    offered: int = 0
    answered: int = 0
    abandoned: int = 0
    answered_in_time: int = 0
    wait: int = 0
    handle: int = 0

    @property
    def abandonment(self):
        return ratio(self.abandoned, self.offered)

    @property
    def answer_speed(self):
        """Return the average seconds until an answer (ASA)."""
        return ratio(self.wait, self.answered)

    @property
    def handle_time(self):
        """Return the average seconds a call takes its agent (AHT)."""
        return ratio(self.handle, self.answered)

    def get_level(self, base="offered"):
        """Return the service level, of what was ``offered`` or ``answered``."""
        return ratio(self.answered_in_time, getattr(self, base))


@dataclass(frozen=True)
class CallCost:
    """What calls cost and bring.

    The airline's example: 80,000,000 calls at 3 each, 7 % of them sell.

    >>> before = CallCost(80_000_000, 240_000_000, sales=5_600_000)
    >>> before.each, round(before.per_sale, 2)
    (3.0, 42.86)
    >>> after = before.change(-0.35, sales=11_200_000)
    >>> round(after.each, 2), round(after.total), round(after.per_sale, 2)
    (1.95, 156000000, 13.93)
    >>> round(before.total - after.total), round(after.compare(before)["each"], 2)
    (84000000, -0.35)
    """

    calls: int
    total: float
    sales: int = 0

    @property
    def each(self):
        return ratio(self.total, self.calls)

    @property
    def per_sale(self):
        return ratio(self.total, self.sales)

    def change(self, share, sales):
        """Return the same calls with their cost changed by a share, and other sales."""
        return CallCost(self.calls, self.total * (1 + share), sales)

    def compare(self, before):
        """Return ``{measure: change as a share of before}``, None where it had none."""
        changes = {}
        for name in ("calls", "total", "sales", "each", "per_sale"):
            old, new = getattr(before, name), getattr(self, name)
            is_known = old is not None and new is not None
            changes[name] = ratio(new - old, old) if is_known else None
        return changes
