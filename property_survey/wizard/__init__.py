from . import paper
from . import picture
from . import score
