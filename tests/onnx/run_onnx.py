"""Checks the ONNX files of a folder, and runs them in onnxruntime: `python3 tests/onnx/run_onnx.py FOLDER`.

Each NAME.onnx gets the rows in NAME.input, float32 numbers without a header; each output is written as such
numbers to NAME.OUTPUT. A JSON line a file says what it is. Needs numpy, onnx and onnxruntime.
"""

import glob
import json
import sys

import numpy as np
import onnx
import onnxruntime


def main(folder):
    for path in sorted(glob.glob(f"{folder}/*.onnx")):
        onnx.checker.check_model(onnx.load(path), full_check=True)
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        (given,) = session.get_inputs()
        stem = path[: -len(".onnx")]
        rows = np.fromfile(f"{stem}.input", np.float32).reshape(-1, given.shape[1])
        outputs = session.get_outputs()
        for output, values in zip(outputs, session.run(None, {given.name: rows})):
            values.tofile(f"{stem}.{output.name}")
        for count in (0, 1):  # the number of rows is free
            for output, values in zip(outputs, session.run(None, {given.name: rows[:count]})):
                assert values.shape == (count, output.shape[1]), f"{output.name}: {values.shape}"
        print(json.dumps({
            "input": [given.name, given.shape],
            "outputs": [[output.name, output.shape] for output in outputs],
            "metadata": session.get_modelmeta().custom_metadata_map,
        }))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
