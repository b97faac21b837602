"""Loaded before the tests: Hypothesis takes its settings where a test is defined.

The first example of a run is slow, since Hypothesis looks through the loaded modules.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "property", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("property")
