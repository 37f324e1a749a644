"""The staff menu: what technicians and curators do at the screen itself, behind a gesture and a PIN."""
