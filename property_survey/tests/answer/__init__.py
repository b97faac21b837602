from . import test_attacks
from . import test_privacy
from . import test_mode
from . import test_answer_security
from . import test_mix
from . import test_submit
