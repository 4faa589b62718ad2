"""Writes a checkpoint as a GGUF v3 file (llama architecture, F16 matrices, F32 norms).

export_gguf.py RUN_DIR OUT.gguf [--checkpoint checkpoint.pt]
"""

import argparse
import struct
from pathlib import Path

import torch

from tokenizer import BOS, END, PAD, SPECIALS, Tokenizer

ALIGNMENT = 32
U32, I32, F32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
TENSOR_F32, TENSOR_F16 = 0, 1
CONTROL, NORMAL = 3, 1

CHAT_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}"
    "{% if not (message['role'] == 'system' and not message['content']) %}"
    "{{ '<|' + message['role'] + '|>' + message['content'] }}"
    "{% if message['role'] == 'assistant' %}{{ '<|end|>' }}{% endif %}"
    "{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
)


def text(value):
    encoded = value.encode("utf-8")
    return struct.pack("<Q", len(encoded)) + encoded


def entry(key, kind, value):
    return text(key) + struct.pack("<I", kind) + payload(kind, value)


def payload(kind, value):
    if kind == STRING:
        return text(value)
    if kind == BOOL:
        return struct.pack("<?", value)
    return struct.pack({U32: "<I", I32: "<i", F32: "<f"}[kind], value)


def array_entry(key, kind, values):
    body = b"".join(payload(kind, value) for value in values)
    return text(key) + struct.pack("<IIQ", ARRAY, kind, len(values)) + body


def metadata(shape, tokenizer):
    head = shape["width"] // shape["heads"]
    kinds = [CONTROL if token in SPECIALS else NORMAL for token in tokenizer.tokens]
    return [
        entry("general.architecture", STRING, "llama"),
        entry("general.name", STRING, "plumbline-reference"),
        entry("general.license", STRING, "Apache-2.0"),
        entry("general.file_type", U32, 1),
        entry("general.quantization_version", U32, 2),
        entry("llama.vocab_size", U32, shape["vocabulary"]),
        entry("llama.context_length", U32, shape["context"]),
        entry("llama.embedding_length", U32, shape["width"]),
        entry("llama.block_count", U32, shape["layers"]),
        entry("llama.feed_forward_length", U32, shape["feed_forward"]),
        entry("llama.attention.head_count", U32, shape["heads"]),
        entry("llama.attention.head_count_kv", U32, shape["heads"]),
        entry("llama.attention.key_length", U32, head),
        entry("llama.attention.value_length", U32, head),
        entry("llama.rope.dimension_count", U32, head),
        entry("llama.rope.freq_base", F32, shape["rope_base"]),
        entry("llama.attention.layer_norm_rms_epsilon", F32, shape["norm_epsilon"]),
        entry("tokenizer.ggml.model", STRING, "gpt2"),
        entry("tokenizer.ggml.pre", STRING, "qwen2"),
        array_entry("tokenizer.ggml.tokens", STRING, tokenizer.tokens),
        array_entry("tokenizer.ggml.token_type", I32, kinds),
        array_entry("tokenizer.ggml.merges", STRING, [f"{left} {right}" for left, right in tokenizer.merges]),
        entry("tokenizer.ggml.bos_token_id", U32, BOS),
        entry("tokenizer.ggml.eos_token_id", U32, END),
        entry("tokenizer.ggml.padding_token_id", U32, PAD),
        entry("tokenizer.ggml.add_bos_token", BOOL, False),
        entry("tokenizer.ggml.add_eos_token", BOOL, False),
        entry("tokenizer.ggml.add_space_prefix", BOOL, False),
        entry("tokenizer.chat_template", STRING, CHAT_TEMPLATE),
    ]


def tensors(state, shape):
    """(name, matrix or vector) in file order; fused matrices are split."""
    yield "token_embd.weight", state["token_embd.weight"]
    yield "output_norm.weight", state["output_norm.weight"]
    for layer in range(shape["layers"]):
        block = f"blocks.{layer}."
        query, key, value = state[block + "attn_qkv.weight"].chunk(3)
        gate, up = state[block + "ffn_gate_up.weight"].chunk(2)
        named = {
            "attn_norm": state[block + "attn_norm.weight"],
            "attn_q": query,
            "attn_k": key,
            "attn_v": value,
            "attn_output": state[block + "attn_output.weight"],
            "ffn_norm": state[block + "ffn_norm.weight"],
            "ffn_gate": gate,
            "ffn_up": up,
            "ffn_down": state[block + "ffn_down.weight"],
        }
        for name, tensor in named.items():
            yield f"blk.{layer}.{name}.weight", tensor


def padded(length):
    return (length + ALIGNMENT - 1) // ALIGNMENT * ALIGNMENT


def write_gguf(path, state, shape, tokenizer):
    entries = metadata(shape, tokenizer)
    infos, bodies, offset = [], [], 0
    for name, tensor in tensors(state, shape):
        matrix = tensor.dim() == 2
        body = tensor.to(torch.float16 if matrix else torch.float32).contiguous().numpy().tobytes()
        dimensions = list(reversed(tensor.shape))
        infos.append(
            text(name)
            + struct.pack("<I", len(dimensions))
            + struct.pack(f"<{len(dimensions)}Q", *dimensions)
            + struct.pack("<IQ", TENSOR_F16 if matrix else TENSOR_F32, offset)
        )
        body += b"\0" * (padded(len(body)) - len(body))
        bodies.append(body)
        offset += len(body)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(infos), len(entries)) + b"".join(entries) + b"".join(infos)
    head += b"\0" * (padded(len(head)) - len(head))
    Path(path).write_bytes(head + b"".join(bodies))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--checkpoint", default="checkpoint.pt")
    options = parser.parse_args()
    saved = torch.load(options.run / options.checkpoint, weights_only=False, map_location="cpu")
    write_gguf(options.out, saved["model"], saved["shape"], Tokenizer.load(options.run / "tokenizer.json"))


if __name__ == "__main__":
    main()
