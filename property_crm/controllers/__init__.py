from . import agreement
from . import household
from . import people
from . import privacy
from . import register
from . import time
from . import notice
from . import phone
