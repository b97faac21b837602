from . import property_contact_dialog
from . import property_partner_merge
