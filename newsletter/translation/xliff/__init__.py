"""Catalogues as other people's tools want them, and back: XLIFF 1.2, XLIFF 2.1, PO. No IO.

Catalogue ──▶ xliff12.py, xliff21.py ──▶ text ──▶ a CAT tool
bytes ──▶ xml_tree.py ──▶ xliff.py ──▶ ReturnedFile ──▶ taking.py ──▶ Catalogue
"""
