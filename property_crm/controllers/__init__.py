from . import people
from . import register
