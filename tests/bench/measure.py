"""Times as ratios: the ways are run in turn, and of each the best time counts."""

import gc
import time

ROUNDS = 11


def clock(run):
    """Return seconds and result of one run."""
    gc.collect()
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


def in_turn(ways, rounds=ROUNDS):
    """Run every way once a round, and return ``{name: best seconds}``.

    ``ways`` is ``{name: function}``; the functions take the number of the round.
    """
    best = {}
    for number in range(rounds):
        for name, run in ways.items():
            seconds, _result = clock(lambda run=run, number=number: run(number))
            best[name] = min(seconds, best.get(name, seconds))
    return best


def line(what, best, ours, peer, unit=1):
    """Return a row of the table: what, ours, peer, how many times faster."""
    return (
        what,
        f"{1000 * best[ours] / unit:.2f}",
        f"{1000 * best[peer] / unit:.2f}",
        f"{best[peer] / best[ours]:.2f}",
    )


def table(head, rows):
    """Return the rows as a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in lines)
