"""The GDELT Project: events coded by machine, and who mentions them."""
