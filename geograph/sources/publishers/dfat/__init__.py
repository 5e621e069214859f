"""Australian sanctions: the consolidated list of the Department of Foreign Affairs and Trade."""
