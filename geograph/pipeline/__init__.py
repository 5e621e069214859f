"""What fills and checks a store: build, load, unload, foreign RDF, validation."""
