from .place import *
from .territory import *
from .tools import *
