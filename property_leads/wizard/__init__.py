from . import property_lead_contact
from . import property_lead_book
