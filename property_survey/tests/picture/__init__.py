from . import test_geometry
from . import test_pictures
from . import test_portal
from . import test_report
