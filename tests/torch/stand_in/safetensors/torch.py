"""load_file() as safetensors.torch has it, for files of float32 alone."""

import json
import struct

import numpy
import torch


def load_file(path):
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    values = data[8 + length:]

    def tensor(entry):
        begin, end = entry["data_offsets"]
        array = numpy.frombuffer(values[begin:end], dtype="<f4").copy()
        return torch.from_numpy(array).reshape(entry["shape"])

    return {name: tensor(entry) for name, entry in header.items()}
