"""The parts of the film "How the ice formed": a cut through Berel kurgan 11."""
