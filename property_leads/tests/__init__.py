from .lead import *
from .match import *
from .tools import *
from .vacancy import *
from .distribution import *
from .pursuit import *
from .intake import *
