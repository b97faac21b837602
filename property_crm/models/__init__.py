from . import territory
from . import place
from . import people
from . import time
from . import privacy
from . import api
from . import timeline
from .privacy import res_partner_timeline  # follows the timeline
from . import value
from . import agreement
from . import segment
from . import register
from . import household
from . import notice
from . import move
from . import committee
from . import need
from . import phone
