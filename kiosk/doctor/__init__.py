"""What is wrong with a kiosk, and what to do: one check a thing that can be wrong (``kiosk doctor``)."""
