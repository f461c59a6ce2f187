"""Green counterparts of standard modules: the same names, and calls that suspend the greenthread only."""
