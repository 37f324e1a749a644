"""The screens: Kivy lives here and nowhere else."""
