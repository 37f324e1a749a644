"""Pictures and films: look into them, derive from them."""
