"""The parts of the film "Seeing the mask": two goats, a bird, a snow leopard."""
