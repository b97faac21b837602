from . import test_install
from . import test_vote_procedure
from . import test_vote_rule
from . import test_vote_rule_security
from . import test_vote_rule_tour
from . import test_vote_rule_views
