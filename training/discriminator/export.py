"""The weights as a safetensors file: matrices as int8 with a factor a row, the rest as float32."""
from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import torch

LEAST = 2000  # smaller tensors stay as they are


def write(path: Path, weights: dict[str, torch.Tensor]) -> None:
    tensors: dict[str, np.ndarray] = {}
    for name, weight in weights.items():
        value = weight.detach().numpy().astype(np.float32)
        name = "endings" if name == "endings.weight" else name
        if value.ndim == 2 and value.size > LEAST:
            scale = np.maximum(np.abs(value).max(axis=1), 1e-8) / 127
            tensors[name] = np.clip(np.rint(value / scale[:, None]), -127, 127).astype(np.int8)
            tensors[name + ".scale"] = scale.astype(np.float32)
        else:
            tensors[name] = value
    header, offset, blobs = {}, 0, []
    for name in sorted(tensors, key=lambda key: (tensors[key].dtype == np.int8, key)):  # float32 first: aligned
        blob = tensors[name].tobytes()
        header[name] = {"dtype": "I8" if tensors[name].dtype == np.int8 else "F32", "shape": list(tensors[name].shape),
                        "data_offsets": [offset, offset + len(blob)]}
        offset += len(blob)
        blobs.append(blob)
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(head)) + head + b"".join(blobs))


def read(path: Path) -> dict[str, torch.Tensor]:
    """What `write` wrote, multiplied out."""
    raw = path.read_bytes()
    start = 8 + struct.unpack("<Q", raw[:8])[0]
    kinds = {"I8": np.int8, "F32": np.float32}
    tensors = {}
    for name, entry in json.loads(raw[8:start]).items():
        first, last = entry["data_offsets"]
        tensors[name] = np.frombuffer(raw[start + first : start + last], kinds[entry["dtype"]]).reshape(entry["shape"])
    weights = {}
    for name, value in tensors.items():
        if not name.endswith(".scale"):
            scale = tensors.get(name + ".scale")
            weight = value.astype(np.float32) * (1 if scale is None else scale[:, None])
            weights["endings.weight" if name == "endings" else name] = torch.from_numpy(weight)
    return weights
