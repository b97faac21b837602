from . import test_notice
from . import test_notice_mail
from . import test_notice_portal
from . import test_notice_security
