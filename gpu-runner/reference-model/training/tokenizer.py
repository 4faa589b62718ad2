"""Byte-level BPE with the qwen2 pre-tokenizer: every digit is a token of its own."""

import json
from collections import Counter, defaultdict

import regex

SPECIALS = ["<|pad|>", "<|bos|>", "<|end|>", "<|user|>", "<|assistant|>", "<|system|>"]
PAD, BOS, END, USER, ASSISTANT, SYSTEM = range(6)
ROLE_TOKENS = {"user": USER, "assistant": ASSISTANT, "system": SYSTEM}

PIECES = regex.compile(
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def byte_letters():
    """The printable letter that stands for each byte in a byte-level vocabulary."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {byte: chr(byte) for byte in printable}
    for offset, byte in enumerate(byte for byte in range(256) if byte not in letters):
        letters[byte] = chr(256 + offset)
    return [letters[byte] for byte in range(256)]


LETTERS = byte_letters()


def to_letters(piece):
    return "".join(LETTERS[byte] for byte in piece.encode("utf-8"))


def learn_merges(texts, count):
    """The `count` most frequent merges, greedily; ties go to the pair that sorts first."""
    words = Counter(to_letters(piece) for text in texts for piece in PIECES.findall(text))
    split = {word: list(word) for word in words}
    merges = []
    while len(merges) < count:
        pairs = Counter()
        for word, symbols in split.items():
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += words[word]
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        for word, symbols in split.items():
            if best[0] in symbols:
                split[word] = merge(symbols, best)
    return merges


def merge(symbols, pair):
    merged, index = [], 0
    while index < len(symbols):
        if index + 1 < len(symbols) and (symbols[index], symbols[index + 1]) == pair:
            merged.append(pair[0] + pair[1])
            index += 2
        else:
            merged.append(symbols[index])
            index += 1
    return merged


class Tokenizer:
    def __init__(self, merges):
        self.merges = [tuple(pair) for pair in merges]
        self.tokens = [*SPECIALS, *LETTERS, *(left + right for left, right in self.merges)]
        self.ids = {token: index for index, token in enumerate(self.tokens)}
        self.ranks = {pair: rank for rank, pair in enumerate(self.merges)}
        self.known = {}
        self.bytes = {letter: byte for byte, letter in enumerate(LETTERS)}

    def encode(self, text):
        """Ordinary text to ids; special tokens are never read out of text."""
        ids = []
        for piece in PIECES.findall(text):
            found = self.known.get(piece)
            if found is None:
                found = self.known[piece] = self.encode_piece(piece)
            ids.extend(found)
        return ids

    def encode_piece(self, piece):
        symbols = list(to_letters(piece))
        while len(symbols) > 1:
            best = min(zip(symbols, symbols[1:]), key=lambda pair: self.ranks.get(pair, 1 << 30))
            if best not in self.ranks:
                break
            symbols = merge(symbols, best)
        return [self.ids[symbol] for symbol in symbols]

    def decode(self, ids):
        letters = "".join(self.tokens[index] for index in ids if index >= len(SPECIALS))
        return bytes(self.bytes[letter] for letter in letters).decode("utf-8", errors="replace")

    def prompt(self, messages):
        """The chat template: role token and content for each turn, the end token after answers, empty system turns dropped."""
        ids = [BOS]
        for message in messages:
            if message["role"] == "system" and not message["content"]:
                continue
            ids += [ROLE_TOKENS[message["role"]], *self.encode(message["content"])]
            if message["role"] == "assistant":
                ids.append(END)
        return [*ids, ASSISTANT]

    def save(self, path):
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"merges": self.merges}, file, ensure_ascii=False)

    @staticmethod
    def load(path):
        with open(path, encoding="utf-8") as file:
            return Tokenizer(json.load(file)["merges"])
