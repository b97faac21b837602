from . import property_sheet_import
from . import property_proxy_revoke
from . import property_ballot_import
from . import property_service_entry
from . import property_vote_key
from . import property_vote_count
