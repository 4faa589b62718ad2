"""Greedy answers of the shipped model (F16-rounded weights, 32-bit arithmetic) to 100 prompts, for the engine's tests.

make_fixture.py DATA_DIR RUN_DIR OUT.json
"""

import argparse
import json
from pathlib import Path

import torch

from model import Llama, Shape
from tokenizer import SPECIALS, Tokenizer

LONGEST_ANSWER = 160
LONG_CONVERSATIONS = 10
TURNS = 12


def prompts_of(held):
    """40 bare questions, 20 judging tasks, 30 tag requests, 10 long conversations."""
    bare = [[{"role": "user", "content": problem["statement"]}] for problem in held["problems"]]
    judged = [task["messages"] for task in held["judged"]]
    tagged = [task["messages"] for task in held["tagged"]]
    chosen = bare[7::22][:40] + judged[3::45][:20] + tagged[5::89][:30]
    for index in range(LONG_CONVERSATIONS):
        turns = []
        for turn in range(TURNS):
            problem = held["problems"][(index * 83 + turn * 37) % len(held["problems"])]
            turns.append({"role": "user", "content": problem["statement"]})
            turns.append({"role": "assistant", "content": f"\\boxed{{{problem['gold']}}}"})
        chosen.append(turns + bare[index * 61 % len(bare)])
    return chosen


@torch.no_grad()
def greedy(model, ids, context):
    answer = []
    while len(answer) < LONGEST_ANSWER and len(ids) < context:
        token = int(model(torch.tensor([ids]))[0, -1].argmax())
        if token < len(SPECIALS):
            break
        answer.append(token)
        ids = [*ids, token]
    return answer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    saved = torch.load(options.run / "checkpoint.pt", weights_only=False)
    model = Llama(Shape(**saved["shape"]))
    model.load_state_dict({name: t.half().float() if t.dim() > 1 else t for name, t in saved["model"].items()})
    tokenizer = Tokenizer.load(options.run / "tokenizer.json")
    held = json.loads((options.data / "held.json").read_text(encoding="utf-8"))
    rows = []
    for messages in prompts_of(held):
        prompt = tokenizer.prompt(messages)
        tokens = greedy(model, prompt, saved["shape"]["context"])
        rows.append({"messages": messages, "promptTokens": len(prompt), "text": tokenizer.decode(tokens)})
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    options.out.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


main()
