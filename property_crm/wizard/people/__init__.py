from . import property_contact_dialog
from . import property_ownership_transfer
from . import property_partner_merge
