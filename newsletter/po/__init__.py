"""PO and MO files: read strictly, written as gettext writes them, merged with what texts say now."""
