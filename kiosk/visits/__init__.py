"""The log of visits: kept in a file of its own, sent to the hall's database, exported and reported on."""
