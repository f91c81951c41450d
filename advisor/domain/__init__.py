"""The vocabulary of the program: values, money and errors, on the standard library alone."""
