from . import people
from . import register
from . import time
from . import notice
