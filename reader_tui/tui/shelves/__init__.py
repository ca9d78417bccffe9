"""The screens beside the reader (library, notes): what they ask for, done with the store, one module for each."""
