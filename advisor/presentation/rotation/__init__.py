"""The rotation in words: a module for each topic, from what prices tell to what window, paper and command line say."""
