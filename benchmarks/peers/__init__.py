"""Other generators, each given the same portal to build; one module a peer."""
