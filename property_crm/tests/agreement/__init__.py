from . import test_agreement
from . import test_agreement_portal
from . import test_agreement_prices
from . import test_agreement_renewal
from . import test_agreement_security
from . import test_upcoming_value
from . import test_agreement_tour
