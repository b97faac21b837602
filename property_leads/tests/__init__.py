from .lead import *
