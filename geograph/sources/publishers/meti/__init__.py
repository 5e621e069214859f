"""Japanese export control: the end user list of the Ministry of Economy, Trade and Industry."""
