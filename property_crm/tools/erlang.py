"""How many agents a queue needs: Erlang C.

Callers come at random, talks end at random, and nobody hangs up while waiting; so real
waits are a little shorter. ``load`` is in erlangs: calls an hour x handle time / 3600,
the number of talks that go on at a time. Times are in seconds, shares from 0 to 1.
Source of the formulas: A. K. Erlang 1917; domain.md 4.7, checked against pyworkforce.
"""

from dataclasses import dataclass
from itertools import count, islice
from math import exp


def get_load(calls, handle, period=3600):
    """Return the erlangs of ``calls`` in a period, each ``handle`` seconds long.

    >>> get_load(100, 180, period=1800)
    10.0
    """
    return calls * handle / period


def _inverse_blockings(load):
    """Yield 1/B for 0, 1, 2 ... agents: the chance that all of them are busy."""
    inverse = 1.0
    for agents in count(1):
        yield inverse
        inverse = 1 + agents / load * inverse


def _get_wait_chance(load, agents, inverse_blocking):
    if agents <= load:
        return 1.0
    blocking = 1 / inverse_blocking
    chance = agents * blocking / (agents - load * (1 - blocking))
    return min(chance, 1.0)


@dataclass(frozen=True)
class Service:
    """What callers meet who call a number of agents.

    >>> service = get_service(10, 14, handle=180)
    >>> round(service.wait_chance, 9), round(service.get_level(20), 9)
    (0.174131934, 0.888350019)
    >>> round(service.occupancy, 6), round(service.wait, 2)
    (0.714286, 7.84)
    """

    load: float
    agents: int
    handle: float
    wait_chance: float

    @property
    def is_stable(self):
        """Whether the queue does not grow for ever."""
        return self.agents > self.load

    @property
    def occupancy(self):
        """Return the share of their time that agents handle calls."""
        return min(self.load / self.agents, 1.0) if self.agents else 1.0

    @property
    def wait(self):
        """Return the average seconds until an answer, None where there is no end."""
        if not self.is_stable:
            return None
        return self.wait_chance * self.handle / (self.agents - self.load)

    def get_level(self, within):
        """Return the share of calls answered within so many seconds."""
        if not self.is_stable:
            return 0.0
        rate = (self.agents - self.load) / self.handle
        return 1 - self.wait_chance * exp(-rate * within)


def get_service(load, agents, handle):
    """Return the ``Service`` of so many agents; nobody calls: nobody waits."""
    if load <= 0:
        return Service(0.0, agents, handle, 0.0)
    inverse = next(islice(_inverse_blockings(load), agents, None))
    return Service(load, agents, handle, _get_wait_chance(load, agents, inverse))


def get_agents_needed(load, handle, level=0.8, within=20, occupancy=1.0):
    """Return the fewest agents who keep the service level and stay below an occupancy.

    >>> get_agents_needed(10, 180, level=0.8), get_agents_needed(10, 180, level=0.79)
    (14, 13)
    >>> get_agents_needed(10, 180, occupancy=0.68), get_agents_needed(0, 180)
    (15, 0)

    :param level: share of calls to be answered ``within`` seconds, below 1
    :param occupancy: the most of their time that agents are to be busy
    """
    if load <= 0:
        return 0

    def is_enough(agents, inverse):
        if agents <= load or load > occupancy * agents:
            return False
        chance = _get_wait_chance(load, agents, inverse)
        return Service(load, agents, handle, chance).get_level(within) >= level

    numbers = enumerate(_inverse_blockings(load))
    return next(agents for agents, inverse in numbers if is_enough(agents, inverse))


def get_rostered(agents, shrinkage):
    """Return how many to put on the roster, since some are absent or on a break.

    >>> [get_rostered(agents, 30) for agents in (13, 14, 15)]
    [19, 20, 22]

    :param int shrinkage: percent of the rostered time in which nobody can take calls
    """
    return -(-agents * 100 // (100 - shrinkage))
