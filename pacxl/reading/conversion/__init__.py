"""Raw cells → columns: what each is worth in its column, what there is to tell of it, the account of its numbers."""

__all__ = ["cell_numbers", "convert_table", "outcome", "raw_columns"]
