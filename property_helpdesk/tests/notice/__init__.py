from . import test_suggestion_request
