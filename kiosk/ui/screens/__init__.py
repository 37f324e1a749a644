"""One module a screen. A screen shows a view-model and asks navigation to go somewhere."""
