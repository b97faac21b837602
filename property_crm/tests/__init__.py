from .api import *
from .place import *
from .privacy import *
from .territory import *
from .time import *
from .tools import *
from .people import *
from .timeline import *
