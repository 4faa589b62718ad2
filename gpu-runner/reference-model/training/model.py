"""A small Llama: RMSNorm, rotary positions on interleaved pairs, SwiGLU, tied embeddings, no biases."""

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn as nn
import torch.nn.functional as functional


@dataclass
class Shape:
    vocabulary: int = 512
    width: int = 128
    layers: int = 4
    heads: int = 4
    feed_forward: int = 384
    context: int = 2048
    rope_base: float = 10000.0
    norm_epsilon: float = 1e-5

    @property
    def head_width(self) -> int:
        return self.width // self.heads

    def as_dict(self) -> dict:
        return asdict(self)


class Norm(nn.Module):
    def __init__(self, width: int, epsilon: float):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, x):
        return functional.rms_norm(x, (x.shape[-1],), self.weight, self.epsilon)


def rotary_table(shape: Shape, length: int):
    """cos and sin, each (length, head_width / 2)."""
    half = shape.head_width // 2
    frequencies = shape.rope_base ** (-torch.arange(half, dtype=torch.float64) * 2 / shape.head_width)
    angles = torch.arange(length, dtype=torch.float64)[:, None] * frequencies[None, :]
    return angles.cos().float(), angles.sin().float()


def rotate(x, cos, sin):
    """x: (batch, heads, time, head_width). Pairs are neighbours, which is what llama.cpp expects."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), dim=-1).flatten(-2)


LONGEST_PLAIN_ATTENTION = 320


def attend(query, key, value):
    """Causal attention. Written out for short rows: there it is several times faster on a CPU than the fused kernel."""
    time = query.shape[-2]
    if time > LONGEST_PLAIN_ATTENTION:
        return functional.scaled_dot_product_attention(query, key, value, is_causal=True)
    scores = query @ key.transpose(-2, -1) * (1 / math.sqrt(query.shape[-1]))
    future = torch.ones(time, time, dtype=torch.bool).triu(1)
    return scores.masked_fill(future, float("-inf")).softmax(-1).to(value.dtype) @ value


class Block(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        width = shape.width
        self.attn_norm = Norm(width, shape.norm_epsilon)
        self.attn_qkv = nn.Linear(width, 3 * width, bias=False)
        self.attn_output = nn.Linear(width, width, bias=False)
        self.ffn_norm = Norm(width, shape.norm_epsilon)
        self.ffn_gate_up = nn.Linear(width, 2 * shape.feed_forward, bias=False)
        self.ffn_down = nn.Linear(shape.feed_forward, width, bias=False)

    def forward(self, x, cos, sin):
        batch, time, width = x.shape
        heads = self.shape.heads
        qkv = self.attn_qkv(self.attn_norm(x)).view(batch, time, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        query, key, value = rotate(qkv[0], cos, sin), rotate(qkv[1], cos, sin), qkv[2]
        mixed = attend(query, key, value)
        x = x + self.attn_output(mixed.transpose(1, 2).reshape(batch, time, width))
        gate, up = self.ffn_gate_up(self.ffn_norm(x)).chunk(2, dim=-1)
        return x + self.ffn_down(functional.silu(gate) * up)


class Llama(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.output_norm = Norm(shape.width, shape.norm_epsilon)
        cos, sin = rotary_table(shape, shape.context)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        self.initialise()

    def initialise(self):
        nn.init.normal_(self.token_embd.weight, std=0.02)
        for block in self.blocks:
            for linear in (block.attn_qkv, block.attn_output, block.ffn_gate_up, block.ffn_down):
                nn.init.normal_(linear.weight, std=1 / math.sqrt(linear.in_features))
            for residual in (block.attn_output, block.ffn_down):
                residual.weight.data.mul_(1 / math.sqrt(2 * self.shape.layers))

    def hidden(self, tokens):
        """(batch, time) ids to (batch, time, width) states after the last norm."""
        x = self.token_embd(tokens)
        cos, sin = self.cos[: tokens.shape[1]], self.sin[: tokens.shape[1]]
        for block in self.blocks:
            x = block(x, cos, sin)
        return self.output_norm(x)

    def forward(self, tokens):
        return self.hidden(tokens) @ self.token_embd.weight.T
