"""pacxl: makes, reads and consolidates Excel workbooks of sales action plans (plans d'action commerciaux)."""
