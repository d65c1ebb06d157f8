"""Files → contents: whose they are, their tables converted, computed afresh and compared, what stands around."""

__all__ = ["folder", "libre", "load", "proposed", "read"]
