"""Runs lab.ipynb on Deno's kernel, through Jupyter's own client, and prints what came of it as JSON.

    python execute.py NOTEBOOK FOLDER SETTINGS

FOLDER is the one that the kernel starts in; SETTINGS, as JSON, change those of the cell tagged "parameters".
"""

import json
import sys

import nbclient
import nbformat

path, folder, settings = sys.argv[1:]
notebook = nbformat.read(path, as_version=4)
nbformat.validate(notebook)
# Jupyter would write it as it is.
as_written = nbformat.writes(notebook) + "\n" == open(path, encoding="utf-8").read()

for cell in notebook.cells:
    if "parameters" in cell.metadata.get("tags", []):
        cell.source += f"\nvoid Object.assign(settings, {settings});"

# A cell that fails raises an error here.
resources = {"metadata": {"path": folder}}
client = nbclient.NotebookClient(notebook, timeout=500, kernel_name="deno", resources=resources)
client.execute()
print(json.dumps({"asWritten": as_written, "cells": notebook.cells}))
