from . import test_ticket_call
