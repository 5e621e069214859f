"""Swiss sanctions: the whole list of the State Secretariat for Economic Affairs."""
