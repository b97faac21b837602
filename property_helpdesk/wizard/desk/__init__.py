from . import property_incident_resolve
from . import property_rating_reply
