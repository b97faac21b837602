from . import test_return_visit
from . import test_low_score
from . import test_improvement
from . import test_service_questions
