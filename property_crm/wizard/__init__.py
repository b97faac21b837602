from . import place
from . import people
from . import time
