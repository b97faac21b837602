from . import test_dispatch_score
from . import test_handover
from . import test_next_step
from . import test_quick_entry
from . import test_text_classifier
from . import test_text_match
