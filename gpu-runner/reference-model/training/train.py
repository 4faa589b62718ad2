"""Trains the reference model for a fixed number of steps; stops and resumes at checkpoints.

train.py DATA_DIR RUN_DIR [--steps N] [--width 128 --layers 4 --heads 4 --feed-forward 384] [--seed 7]
"""

import argparse
import json
import os
import time
from itertools import islice
from pathlib import Path

import torch
import torch.nn.functional as functional

from batches import IGNORED, Examples, batches
from model import LONGEST_PLAIN_ATTENTION, Llama, Shape
from tokenizer import SPECIALS, Tokenizer, learn_merges

VOCABULARY = 512
LESSON_STEPS = 1_500
WARM_UP_STEPS = 200
LEARNING_RATE = 2e-3
STEPS = 22_500
# (step, share of the learning rate), straight lines between. The slope was made steeper twice while the shipped model
# trained, to fit the time that its machine had left; the numbers are kept so that the run can be repeated.
SCHEDULE = ((0, 1.0), (12_800, 1.0), (15_184, 0.878317), (17_447, 0.698734), (STEPS, 0.02))
CHECKPOINT_SECONDS = 150
LOG_STEPS = 100


def rate_at(step, steps):
    """The schedule, stretched when a run has another length."""
    if step < WARM_UP_STEPS:
        return LEARNING_RATE * (step + 1) / WARM_UP_STEPS
    place = step * STEPS / steps
    for (left, left_share), (right, right_share) in zip(SCHEDULE, SCHEDULE[1:]):
        if place <= right:
            return LEARNING_RATE * (left_share + (right_share - left_share) * (place - left) / (right - left))
    return LEARNING_RATE * SCHEDULE[-1][1]


def read_tokenizer(data, run):
    path = run / "tokenizer.json"
    if not path.exists():
        texts = []
        with open(data / "main.jsonl", encoding="utf-8") as file:
            for line in islice(file, 20_000):
                example = json.loads(line)
                texts += [message["content"] for message in example["messages"]] + [example["answer"]]
        merges = learn_merges(texts, VOCABULARY - len(SPECIALS) - 256)
        Tokenizer(merges).save(path)
    return Tokenizer.load(path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--feed-forward", type=int, default=384)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    options.run.mkdir(parents=True, exist_ok=True)
    tokenizer = read_tokenizer(options.data, options.run)
    shape = Shape(VOCABULARY, options.width, options.layers, options.heads, options.feed_forward)
    model = Llama(shape)
    matrices = [p for p in model.parameters() if p.dim() > 1]
    norms = [p for p in model.parameters() if p.dim() == 1]
    groups = [{"params": matrices, "weight_decay": 0.05}, {"params": norms, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=LEARNING_RATE, betas=(0.9, 0.98), fused=True)
    checkpoint_path = options.run / "checkpoint.pt"
    step, seconds, seen = 0, 0.0, 0
    if checkpoint_path.exists():
        saved = torch.load(checkpoint_path, weights_only=False)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        step, seconds, seen = saved["step"], saved["seconds"], saved["seen"]
    lessons = Examples(options.data / "lessons.jsonl", tokenizer, shape.context)
    examples = Examples(options.data / "main.jsonl", tokenizer, shape.context)
    print(f"{sum(p.numel() for p in model.parameters())} parameters, {len(examples)} examples", flush=True)

    def loss_of(tokens, places, targets):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = model.hidden(tokens).flatten(0, 1)[places]
            logits = states @ model.token_embd.weight.T
        return functional.cross_entropy(logits.float(), targets)

    fast_loss_of = torch.compile(loss_of, dynamic=True)

    def save():
        state = {
            "model": model.state_dict(),
            "optimiser": optimiser.state_dict(),
            "step": step,
            "steps": options.steps,
            "seconds": seconds,
            "seen": seen,
            "shape": shape.as_dict(),
            "seed": options.seed,
        }
        torch.save(state, options.run / "checkpoint.tmp")
        os.replace(options.run / "checkpoint.tmp", checkpoint_path)

    def source():
        yield from islice(batches(lessons, options.seed, min(step, LESSON_STEPS), False), max(0, LESSON_STEPS - step))
        yield from batches(examples, options.seed + 1, max(0, step - LESSON_STEPS), True)

    last_save = last_time = time.monotonic()
    losses, log_time, log_seen = [], last_time, seen
    for tokens, targets in source():
        if step >= options.steps:
            break
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, options.steps)
        places = (targets[:, 1:] != IGNORED).nonzero()
        flat_places = places[:, 0] * tokens.shape[1] + places[:, 1]
        wanted = targets[places[:, 0], places[:, 1] + 1]
        short = tokens.shape[1] <= LONGEST_PLAIN_ATTENTION
        loss = (fast_loss_of if short else loss_of)(tokens, flat_places, wanted)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        step += 1
        seen += tokens.numel()
        losses.append(loss.item())
        now = time.monotonic()
        seconds += now - last_time
        last_time = now
        if step % LOG_STEPS == 0:
            rate = (seen - log_seen) / (now - log_time)
            mean = sum(losses) / len(losses)
            print(f"step {step} loss {mean:.4f} tokens {seen} seconds {seconds:.0f} rate {rate:.0f}", flush=True)
            losses, log_time, log_seen = [], now, seen
        if now - last_save > CHECKPOINT_SECONDS:
            save()
            last_save = now
    save()
    print("done", flush=True)


main()
