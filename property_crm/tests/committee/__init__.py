from . import test_committee_views
