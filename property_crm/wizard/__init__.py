from . import place
from . import people
