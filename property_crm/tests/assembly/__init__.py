from . import test_flow
from . import test_freeze
from . import test_preview
from . import test_vote_procedure
from . import test_vote_rule
from . import test_vote_rule_security
from . import test_vote_rule_tour
from . import test_vote_rule_views
