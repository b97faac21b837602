from . import lead
from . import vacancy
from . import match
