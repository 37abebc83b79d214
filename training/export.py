"""Writes the model as transformers.js reads it: int8 rows with a scale each, in an ONNX graph of seven nodes."""
from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from tokenizer import Tokenizer


def quantise(table: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """int8 rows, their scales, and the table that comes back from them."""
    scale = np.maximum(np.abs(table).max(axis=1), 1e-8) / 127
    rows = np.clip(np.rint(table / scale[:, None]), -127, 127).astype(np.int8)
    scale = scale.astype(np.float32)
    return rows, scale, rows.astype(np.float32) * scale[:, None]


def write(folder: Path, table: np.ndarray, tokenizer: Tokenizer, name: str) -> None:
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    rows, scale, _ = quantise(table)
    size, dim = rows.shape
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["picked"], axis=0),
        helper.make_node("Cast", ["picked"], ["values"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["scales", "input_ids"], ["scale"], axis=0),
        helper.make_node("Mul", ["values", "scale"], ["vectors"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last_axis"], ["mask3"]),
        helper.make_node("Mul", ["vectors", "mask3"], ["last_hidden_state"]),
    ]
    ids = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "tokens"]) for n in ("input_ids", "attention_mask")]
    out = [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", dim])]
    weights = [numpy_helper.from_array(rows, "table"), numpy_helper.from_array(scale[:, None], "scales"),
               numpy_helper.from_array(np.array([-1], np.int64), "last_axis")]
    graph = helper.make_graph(nodes, name, ids, out, weights)
    model = helper.make_model(graph, producer_name="hizala", opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, str(folder / "onnx" / "model_quantized.onnx"))
    tokenizer.save(folder)
    config = {"architectures": ["BertModel"], "model_type": "bert", "hidden_size": dim, "vocab_size": size, "num_hidden_layers": 0,
              "num_attention_heads": 1, "intermediate_size": dim, "max_position_embeddings": 1024, "pad_token_id": 0}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
