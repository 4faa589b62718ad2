"""Training examples as token arrays, and batches that depend on the step alone, so that a run can be resumed."""

import json

import numpy
import torch

from tokenizer import END, PAD

BATCH_TOKENS = 1536
CHUNK_EXAMPLES = 20_000
LONG_LENGTHS = (512, 1024, 2048)
LONG_SHARE = 0.04
IGNORED = -100


class Examples:
    """`tokens[start:answer]` is the prompt, `tokens[answer:end]` the answer with its end token."""

    def __init__(self, path, tokenizer, context):
        tokens, answers, starts = [], [], [0]
        with open(path, encoding="utf-8") as file:
            for line in file:
                example = json.loads(line)
                prompt = tokenizer.prompt(example["messages"])
                row = [*prompt, *tokenizer.encode(example["answer"]), END]
                if len(row) > context:
                    continue
                answers.append(starts[-1] + len(prompt))
                starts.append(starts[-1] + len(row))
                tokens.append(numpy.array(row, dtype=numpy.int16))
        self.tokens = numpy.concatenate(tokens)
        self.starts = numpy.array(starts)
        self.answers = numpy.array(answers)

    def __len__(self):
        return len(self.answers)

    def lengths(self, indices):
        return self.starts[indices + 1] - self.starts[indices]

    def row(self, index):
        start, answer, end = self.starts[index], self.answers[index], self.starts[index + 1]
        targets = self.tokens[start:end].astype(numpy.int64)
        targets[: answer - start] = IGNORED
        return self.tokens[start:end], targets


def batch_of(rows):
    width = max(len(tokens) for tokens, _ in rows)
    tokens = numpy.full((len(rows), width), PAD, dtype=numpy.int64)
    targets = numpy.full((len(rows), width), IGNORED, dtype=numpy.int64)
    for index, (row, target) in enumerate(rows):
        tokens[index, : len(row)] = row
        targets[index, : len(row)] = target
    return torch.from_numpy(tokens), torch.from_numpy(targets)


def conversation(examples, length, rng):
    """Random examples one after the other, as turns of one long conversation, cut at `length`."""
    tokens, targets, total = [], [], 0
    while total < length:
        row, target = examples.row(int(rng.integers(len(examples))))
        skip = 1 if tokens else 0
        tokens.append(row[skip:])
        targets.append(target[skip:])
        total += len(row) - skip
    return numpy.concatenate(tokens)[:length], numpy.concatenate(targets)[:length]


def index_batches(examples, seed, with_long):
    """Endless batches of example indices, about BATCH_TOKENS tokens each; None stands for a long batch."""
    epoch = 0
    while True:
        order = numpy.random.default_rng([seed, epoch]).permutation(len(examples))
        for chunk, begin in enumerate(range(0, len(order), CHUNK_EXAMPLES)):
            rng = numpy.random.default_rng([seed, epoch, chunk])
            indices = order[begin : begin + CHUNK_EXAMPLES]
            lengths = examples.lengths(indices)
            indices = indices[numpy.argsort(lengths + rng.random(len(indices)), kind="stable")]
            batches, current, width = [], [], 0
            for index in indices:
                width = max(width, int(examples.lengths(index)))
                if current and width * (len(current) + 1) > BATCH_TOKENS:
                    batches.append(current)
                    current, width = [], int(examples.lengths(index))
                current.append(int(index))
            batches.append(current)
            if with_long:
                batches += [None] * round(len(batches) * LONG_SHARE / (1 - LONG_SHARE))
            for position in rng.permutation(len(batches)):
                yield batches[position]
        epoch += 1


def batches(examples, seed, skip, with_long):
    """Batches from number `skip` on, as (tokens, targets)."""
    for number, indices in enumerate(index_batches(examples, seed, with_long)):
        if number < skip:
            continue
        if indices is None:
            rng = numpy.random.default_rng([seed, 1 << 20, number])
            length = int(rng.choice(LONG_LENGTHS))
            rows = [conversation(examples, length, rng) for _ in range(max(1, BATCH_TOKENS // length))]
            yield batch_of(rows)
        else:
            yield batch_of([examples.row(index) for index in indices])
