from . import property_erasure
