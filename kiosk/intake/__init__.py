"""From a delivery to the screen: packs are taken in, checked, kept as versions, shown, taken back."""
