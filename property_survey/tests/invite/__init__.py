from . import test_ask
from . import test_invite_security
from . import test_sheet_phone
from . import test_sheet_page
from . import test_unsubscribe
from . import test_bounce
from . import test_letter
