"""Canada's list of autonomous sanctions."""
