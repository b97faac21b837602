from . import phone_event
from . import phone_recording
