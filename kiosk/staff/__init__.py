"""What staff do at the screen itself: the gesture, the PIN, the menu's facts and deeds. No Kivy."""
