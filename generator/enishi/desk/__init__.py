"""The marketer's private side: what never leaves the machine. Nothing public imports this."""
