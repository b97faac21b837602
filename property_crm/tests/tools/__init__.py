from hypothesis import HealthCheck, settings

from . import test_api_rows
from . import test_change_cursor
from . import test_completeness
from . import test_contact_choice
from . import test_duplicate
from . import test_masking
from . import test_phone_numbers
from . import test_share
from . import test_territory_match
from . import test_unit_code
from . import test_unit_generator

# The first example of a run is slow: Hypothesis looks through the loaded modules.
settings.register_profile(
    "property", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("property")
