"""EUSANCT: threats and sanctions of the EU, the US and the UN."""
