"""Writes the `.out` beside each program anew: run it with CPython 2.7 after changing one.

A program calls `show(lambda: expression)`, which prints the `repr` of the result, or the class and message of the exception.
"""
import glob
import os
import subprocess
import sys

folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, 'show.aurora')) as show:
    show = show.read()
for path in glob.glob(os.path.join(folder, '*.py')):
    if path != os.path.join(folder, os.path.basename(__file__)):
        with open(path) as program:
            program = show + program.read()
        printed = subprocess.check_output([sys.executable, '-c', program])
        with open(path[:-2] + 'out', 'w') as output:
            output.write(printed)
