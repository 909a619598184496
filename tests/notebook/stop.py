"""Stops the naive run of lab.ipynb as a student does, resumes it each time, and prints what the cells said.

    python stop.py NOTEBOOK FOLDER SETTINGS

The first time by the Stop button, an interrupt, while a cell waits for the run's end; the second time by the
cell that cancels it, without its slashes.
"""

import json
import sys
import time

import nbformat
from jupyter_client.manager import start_new_kernel

path, folder, settings = sys.argv[1:]
cells = nbformat.read(path, as_version=4).cells
code = {cell.id: cell.source for cell in cells if cell.cell_type == "code"}
manager, client = start_new_kernel(kernel_name="deno", cwd=folder)


def run(source, begun=lambda: None):
    """The message of the error by which a cell fails, if it does; `begun` is called once the cell runs."""
    message = client.execute(source)
    error = None
    while True:
        answer = client.get_iopub_msg(timeout=500)
        if answer["parent_header"].get("msg_id") != message:
            continue
        if answer["msg_type"] == "execute_input":
            begun()
        if answer["msg_type"] == "error":
            error = answer["content"]["evalue"]
        if answer["content"].get("execution_state") == "idle":
            return error


def must(source):
    error = run(source)
    if error is not None:
        raise SystemExit(f"a cell failed: {error}\n\n{source}")


try:
    for cell in cells[: [cell.id for cell in cells].index("naive")]:
        if cell.cell_type == "code":
            must(cell.source)
        if "parameters" in cell.metadata.get("tags", []):
            must(f"Object.assign(settings, {settings});")

    start, cancel, end = code["naive-1"], code["naive-2"], code["naive-3"]
    must(start)
    interrupted = run(end, begun=manager.interrupt_kernel)
    waiting = run(start)  # as if it had waited for the others
    time.sleep(4)
    must(start)
    must(cancel.replace("// await", "await"))
    canceled = run(end)
    must(start)
    must(end)
    print(json.dumps({"interrupted": interrupted, "waiting": waiting, "canceled": canceled}))
finally:
    manager.shutdown_kernel(now=True)
