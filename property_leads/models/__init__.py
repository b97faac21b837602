from . import lead
from . import vacancy
from . import match
from . import distribution
from . import pursuit
from . import intake
