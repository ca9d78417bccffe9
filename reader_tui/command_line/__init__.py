"""The command line in parts: one table of verbs, and a module for each family of them, loaded when it is asked for."""
