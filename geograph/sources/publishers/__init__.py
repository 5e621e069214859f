"""One folder for each publisher: its mappings, and beside them what makes records of odd rows.

No list names them: a mapping is found by its file, and names its function as ``module.py:function``
in its own folder. What several publishers need stands in modules ``_….py``.
"""
