"""What stands before everything: it takes requests from the server, and gives every answer its form."""
