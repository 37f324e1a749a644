"""Short silent films for the kiosk, computed frame by frame."""
