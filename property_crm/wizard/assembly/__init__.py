from . import property_vote_key
from . import property_vote_count
