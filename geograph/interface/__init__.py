"""The public functions: all that the command line does, with text and objects taken alike.

`arguments` turns what is given into objects, `checking` refuses what cannot be meant; the rest are
the functions, which open a store where a path is given, make one call, and close it again.
"""
