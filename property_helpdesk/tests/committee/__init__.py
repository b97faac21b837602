from . import test_committee_request
