from . import place
from . import privacy
from . import people
from . import time
from . import need
