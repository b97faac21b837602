from . import test_flood
from . import test_incident
from . import test_incident_burst
from . import test_incident_portal
from . import test_message
from . import test_named_employee
from . import test_place_report
from . import test_portal_request
