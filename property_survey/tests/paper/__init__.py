from . import test_answer_import
from . import test_paper
from . import test_keying
from . import test_keying_tour
from . import test_client_units
