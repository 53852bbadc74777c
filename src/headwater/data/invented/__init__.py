"""An invented partnership: a county that is nowhere, its people, and the files its agencies send.

Everything in it is made from one seed, so that the same seed gives the same bytes. What was planted
(a rise, a hot spot, near repeats, a disparity, hidden violence, faults in files) is written down in
`truth.json`, so that an analysis can be judged by what it finds and by what it does not.
"""

from headwater.data.invented.invent import invent
from headwater.data.invented.truth import Truth, read_truth

__all__ = ["Truth", "invent", "read_truth"]
