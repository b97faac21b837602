from . import test_escalation_committee
from . import test_escalation_cron
from . import test_escalation_due
from . import test_escalation_security
from . import test_escalation_tell
from . import test_safety_words
