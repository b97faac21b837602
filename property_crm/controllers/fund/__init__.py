from . import portal_fund
