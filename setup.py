"""Find the packages: those of ``geograph/``, and two that lie beside it (``package_dir``)."""

from setuptools import find_packages, setup

setup(packages=[*find_packages(include=["geograph*"]), "geograph.data", "geograph.saved"])
