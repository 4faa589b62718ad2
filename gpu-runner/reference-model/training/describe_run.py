"""Prints the facts of a finished training run as JSON, for the manifest.

describe_run.py DATA_DIR RUN_DIR
"""

import argparse
import hashlib
import json
from pathlib import Path

import torch


def digest(path):
    sha256 = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            sha256.update(block)
    return sha256.hexdigest()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    options = parser.parse_args()
    saved = torch.load(options.run / "checkpoint.pt", weights_only=False)
    if saved["step"] != saved["steps"]:
        raise SystemExit(f"the run is at step {saved['step']} of {saved['steps']}")
    files = {name: digest(options.data / name) for name in ("lessons.jsonl", "main.jsonl")}
    facts = {
        "parameters": sum(tensor.numel() for tensor in saved["model"].values()),
        "shape": saved["shape"],
        "seed": saved["seed"],
        "steps": saved["steps"],
        "tokens": saved["seen"],
        "wallSeconds": round(saved["seconds"]),
        "torch": torch.__version__,
        "dataSha256": files,
    }
    print(json.dumps(facts, indent=2))


main()
