"""The invented partnership's boards, so that none of their pages is empty."""

from headwater.web.governance.demonstration.boards import furnish_boards

__all__ = ["furnish_boards"]
