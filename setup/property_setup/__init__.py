"""The machinery behind setup/run, setup/test, setup/site and setup/build.

Only the standard library is imported here: it runs before anything is installed.
"""
