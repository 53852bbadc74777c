"""Pure functions on arrays: no clock, no file, no global random numbers.

Arrays in, frozen dataclass out. Every statistic names the publication it follows and is verified in
`tests/spec` against worked examples.
"""
