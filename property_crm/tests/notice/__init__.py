from . import test_community_activity
from . import test_document
from . import test_notice
from . import test_notice_mail
from . import test_notice_portal
from . import test_notice_security
from . import test_resident_portal
from . import test_suggestion
