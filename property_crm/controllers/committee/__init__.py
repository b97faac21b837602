from . import portal_committee
