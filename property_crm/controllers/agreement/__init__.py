from . import portal_agreements
