"""The maintenance fund in whole cents: how a sum is split, and when it runs low.

Source: domain.md 5.4 (largest remainder) and 5.6. Nothing is rounded: a sum is split
into whole cents that add up to it, and shares are compared crosswise.
"""

from decimal import Decimal

from .fee import round_half_up, to_decimal

# of the first deposit; below it the fund has to be renewed (Beijing 83, Hangzhou 71)
RENEWAL_PERCENT = 30


def to_cents(amount, places=2):
    """Return an amount in the smallest coin.

    >>> to_cents(1000.1), to_cents("-0.005"), to_cents(7, 0), to_cents(None)
    (100010, -1, 7, 0)
    """
    coin = Decimal(1).scaleb(-places)
    return int(round_half_up(to_decimal(amount), coin).scaleb(places))


def from_cents(cents, places=2):
    """Return the amount of so many of the smallest coin.

    >>> from_cents(-1), from_cents(7, 0)
    (Decimal('-0.01'), Decimal('7'))
    """
    return Decimal(cents).scaleb(-places)


def apportion(total, weights):
    """Split a whole number by weights into whole numbers that add up to it.

    Each gets what is his without the rest; what is left goes, one by one, to those
    whose rest is largest, and of the same rest to who stands first.

    >>> apportion(100_000, [8932, 10150, 7605, 12000])
    [23088, 26236, 19658, 31018]
    >>> apportion(10, [1, 1, 1]), apportion(-10, [1, 1, 1]), apportion(5, [0, 2])
    ([4, 3, 3], [-4, -3, -3], [0, 5])
    >>> apportion(5, [0])
    Traceback (most recent call last):
    ValueError: weights
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights")
    sign = -1 if total < 0 else 1
    parts = [divmod(abs(total) * weight, whole) for weight in weights]
    shares = [share for share, _rest in parts]
    left = abs(total) - sum(shares)
    order = sorted(range(len(parts)), key=lambda place: -parts[place][1])
    for place in order[:left]:
        shares[place] += 1
    return [sign * share for share in shares]


def is_low(balance, first_deposit, percent=RENEWAL_PERCENT):
    """Tell whether a balance is under its share of what was first paid in, in cents.

    >>> is_low(299, 1000), is_low(300, 1000), is_low(-1, 0), is_low(0, 0)
    (True, False, True, False)
    """
    return balance * 100 < first_deposit * percent
