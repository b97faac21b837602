from . import property_vote_key
