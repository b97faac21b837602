from . import place
from . import phone
from . import privacy
from . import people
from . import time
from . import need
from . import assembly
from . import fund
