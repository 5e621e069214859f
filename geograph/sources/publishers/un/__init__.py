"""The consolidated list of the Security Council."""
