"""The commands of the command line, a module each. They import the kiosk's rooms inside their functions."""
