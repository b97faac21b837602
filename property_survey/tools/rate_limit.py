"""How often one sender may do something, without a note of who he is.

What is counted lives in the memory of the process alone, under a salt that dies with
it: no address is written anywhere, nor anything that could be computed back to one.
"""

from collections import deque
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock
from time import monotonic


class RateLimit:
    """
    >>> clock = iter([0, 1, 2, 70]).__next__
    >>> limit = RateLimit(2, 60, clock)
    >>> [limit.allows("::1") for _time in range(4)]
    [True, True, False, True]
    >>> RateLimit(1, 60).allows("a"), "a" in RateLimit(1, 60).seen
    (True, False)
    """

    def __init__(self, count, seconds, clock=monotonic, most=10_000):
        self.count, self.seconds, self.clock, self.most = count, seconds, clock, most
        self.salt, self.seen, self.lock = token_bytes(16), {}, Lock()

    def allows(self, sender):
        """Return whether he may, and count that he did."""
        key = blake2b(sender.encode(), key=self.salt, digest_size=16).digest()
        with self.lock:
            now = self.clock()
            self._forget(now)
            times = self.seen.setdefault(key, deque())
            if len(times) >= self.count:
                return False
            times.append(now)
            return True

    def _forget(self, now):
        for key, times in list(self.seen.items()):
            while times and times[0] <= now - self.seconds:
                times.popleft()
            if not times or len(self.seen) > self.most:
                del self.seen[key]
