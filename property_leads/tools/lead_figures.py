"""Shares and costs of winning customers, with nothing divided by nothing."""

from dataclasses import dataclass


def share(part, whole):
    """Return a percentage, or None where there is no whole.

    >>> share(40, 400), share(12, 40), share(12, 400), share(22, 25), share(1, 0)
    (10.0, 30.0, 3.0, 88.0, None)
    """
    return 100 * part / whole if whole else None


def each(cost, count):
    """Return the cost of one, or None where there is none.

    >>> each(12000, 12), each(500, 0)
    (1000.0, None)
    """
    return cost / count if count else None


def gain(revenue, cost):
    """Return what came back in percent of what was spent, or None.

    >>> gain(30000, 12000), gain(6000, 12000), gain(5, 0)
    (150.0, -50.0, None)
    """
    return 100 * (revenue - cost) / cost if cost else None


@dataclass(frozen=True, slots=True)
class Funnel:
    """Leads that came, that became prospects, and that were won.

    >>> funnel = Funnel(400, 40, 12)
    >>> funnel.qualified_rate, funnel.won_of_qualified, funnel.won_rate
    (10.0, 30.0, 3.0)
    """

    leads: int
    qualified: int
    won: int

    @property
    def qualified_rate(self):
        return share(self.qualified, self.leads)

    @property
    def won_of_qualified(self):
        return share(self.won, self.qualified)

    @property
    def won_rate(self):
        return share(self.won, self.leads)


def expect(won, open_by_stage, conversion, usual=0.0):
    """Return the customers a year is expected to bring.

    Those won, and of those open in each stage the share that was won before out of
    those that reached the stage; where that is not known, the usual share.

    >>> expect(8, {"new": 20, "viewing": 10}, {"viewing": 0.5}, usual=0.1)
    15.0
    """
    return won + sum(
        count * conversion.get(stage, usual) for stage, count in open_by_stage.items()
    )


def cost_of_time(minutes, hour_rate):
    """Return what the minutes cost, to the cent.

    >>> cost_of_time(50, 90)
    75.0
    """
    return round(minutes * hour_rate / 60, 2)
