"""Catalogues as other people's tools want them, and back: XLIFF 1.2, XLIFF 2.1, PO. No IO.

Catalogue ──▶ write_v12.py, write_v21.py ──▶ text ──▶ a CAT tool
bytes ──▶ interchange/xml_tree.py ──▶ reader.py ──▶ ReturnedFile ──▶ apply.py ──▶ Catalogue
"""
