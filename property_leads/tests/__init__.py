from .lead import *
from .match import *
from .tools import *
from .vacancy import *
