"""The rotation in words: a module for each topic, from what prices tell to what the window, the paper and the command line say."""
