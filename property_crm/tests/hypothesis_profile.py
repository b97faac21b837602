"""Loaded before all tests of ours: Hypothesis takes its settings where one is defined.

A busy machine is no failure: there is no deadline anywhere. Whoever runs pytest gets
the same from ``conftest.py``.

The first example of a run is slow, since Hypothesis looks through the loaded modules.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "property", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("property")
