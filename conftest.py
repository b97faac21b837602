"""For every pytest run, the addons' too: how hypothesis takes a busy machine."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "property", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("property")
