"""What a full run does, as jobs of one processor each, and in which order.

A job begins when what it needs is there and a processor is free; of those that could
begin, the one after which most is left to do. So no processor waits for the end of a
part while there is something to do in another.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ..console import SetupError

# The job that makes the environment of linters, which the log of Odoo is read by, too.
TOOLS = "tools"


@dataclass(frozen=True)
class Job:
    """One step of a run.

    :param run: called with the gate
    :param needs: names of jobs that come before, where they are part of the run
    :param seconds: about how long it takes alone on a processor
    """

    name: str
    run: Callable
    needs: tuple = ()
    seconds: float = 10


def run(gate, jobs):
    """Do all of them, as many at a time as we have workers."""
    queue = Queue(jobs)
    with ThreadPoolExecutor(gate.workers) as pool:
        workers = [pool.submit(work, gate, queue) for _number in range(gate.workers)]
        try:
            for worker in workers:
                worker.result()
        finally:
            queue.clear()


def work(gate, queue):
    while job := queue.take():
        try:
            attempt(gate, job)
        finally:
            queue.done(job)


def attempt(gate, job):
    """A job that breaks down is a failure; the others go on."""
    try:
        job.run(gate)
    except SetupError as error:
        gate.report.check(job.name, f"{error}\n{error.hint}")


class Queue:
    """The jobs that have not begun, those after which most is left to do first."""

    def __init__(self, jobs):
        left = seconds_left(jobs)
        self.waiting = sorted(jobs, key=lambda job: -left[job.name])
        self.unfinished = {job.name for job in jobs}
        self.changed = threading.Condition()

    def take(self):
        """Return the next job as soon as one can begin; None if there is no more."""
        with self.changed:
            while self.waiting:
                for job in self.waiting:
                    if self.unfinished.isdisjoint(job.needs):
                        self.waiting.remove(job)
                        return job
                self.changed.wait()
        return None

    def done(self, job):
        with self.changed:
            self.unfinished.discard(job.name)
            self.changed.notify_all()

    def clear(self):
        """Begin nothing more."""
        with self.changed:
            self.waiting.clear()
            self.changed.notify_all()


def seconds_left(jobs):
    """{job: seconds from its beginning to the end of all that waits for it}"""
    left = {}

    def find(job):
        if job.name not in left:
            after = [other for other in jobs if job.name in other.needs]
            left[job.name] = job.seconds + max(map(find, after), default=0)
        return left[job.name]

    for job in jobs:
        find(job)
    return left
