"""Studio: scripts that draw, model and render the replica pictures of the content packs."""
