from . import territory
from . import place
from . import people
from . import time
from . import privacy
from . import api
from . import timeline
from . import segment
