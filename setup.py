"""Find the packages: those of ``geograph/``, and two that lie beside it.

``packages = find:`` in setup.cfg would do, but for these two: it names a package after its path,
and ``data`` and ``queries`` are no names to install. ``package_dir`` says where ``geograph.data``
and ``geograph.saved`` lie, and adds neither to what is found.
"""

from setuptools import find_packages, setup

setup(packages=[*find_packages(include=["geograph*"]), "geograph.data", "geograph.saved"])
