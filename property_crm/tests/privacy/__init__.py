from . import test_consent
from . import test_data_request
from . import test_erasure
from . import test_masked_char
from . import test_masked_doors
from . import test_portal_privacy
from . import test_property_disclosure
from . import test_masked_sweep
