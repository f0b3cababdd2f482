"""Reports on a quarter or a year (004 §5) and presentations of local issues (001 §1.2): made, published."""
