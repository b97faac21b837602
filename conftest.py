"""For every pytest run, the addons' included: how hypothesis behaves on a busy machine."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "property", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("property")
