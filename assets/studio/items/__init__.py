"""One module for each pictured record; its name is <pack>_<record>."""
