"""Random pairs of expressions, fractions, matrices, sets and regions, equal and perturbed, labelled by sympy: one JSON object a line.

Usage: python3 differential.py COUNT SEED. Needs sympy. A pair is equal when it was made by a rewriting that keeps the value, and
different when values at three random points differ by more than 1e-6; all other pairs are left out.
"""
import json
import random
import sys

import sympy as sp
from sympy.printing.str import StrPrinter


class AnswerPrinter(StrPrinter):
    """Writes e and i as answers do."""

    def _print_Exp1(self, expr):
        return "e"

    def _print_ImaginaryUnit(self, expr):
        return "i"


COUNT, SEED = int(sys.argv[1]), int(sys.argv[2])
random.seed(SEED)
x, y, t = sp.symbols("x y t", positive=True)
n = sp.symbols("n", positive=True, integer=True)


def number():
    kind = random.random()
    if kind < 0.6:
        return sp.Integer(random.randint(-9, 9))
    if kind < 0.8:
        return sp.Rational(random.randint(-12, 12), random.randint(1, 12))
    return sp.sqrt(random.randint(2, 15)) * random.choice([1, 2, -1])


def leaf():
    return random.choice([x, x, y, t, number(), number(), sp.pi, sp.E])


def expression(depth):
    if depth == 0:
        return leaf()
    a, b = expression(depth - 1), expression(depth - 1)
    kind = random.randint(0, 9)
    if kind <= 2:
        return a + b
    if kind <= 4:
        return a * b
    if kind == 5:
        return a / (b if b != 0 else sp.Integer(3))
    if kind == 6:
        return a ** random.choice([2, 3, sp.Rational(1, 2), -1]) if a != 0 else b
    if kind == 7:
        return random.choice([sp.sin, sp.cos, sp.exp])(a)
    if kind == 8:
        return random.choice(
            [
                sp.log(abs(number()) + x + 2),
                sp.log(x**2 * y),
                sp.Abs(a),
                sp.tan(x),
                sp.sinh(y),
                sp.cosh(x),
                sp.binomial(random.randint(3, 9), random.randint(0, 3)),
                sp.factorial(random.randint(0, 6)),
                sp.I * number() + x,
                2**x,
                sp.cbrt(x),
                sp.acos(sp.Rational(random.randint(-4, 4), 5)),
                sp.atan(y),
            ]
        )
    return a - b


REWRITES = [
    sp.expand,
    sp.factor,
    sp.together,
    lambda e: e.rewrite(sp.exp) if e.has(sp.sin, sp.cos, sp.sinh) else sp.expand(e),
    sp.expand_log,
    sp.expand_trig,
    sp.radsimp,
    lambda e: e + 0 * x + sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1,
    lambda e: sp.Mul(e, sp.Rational(3, 3), evaluate=False),
    lambda e: sp.powsimp(e),
]


def perturbed(e):
    numbers = [a for a in e.atoms(sp.Integer, sp.Rational) if a not in (0, 1, -1)]
    if numbers and random.random() < 0.6:
        old = random.choice(sorted(numbers, key=str))
        return e.xreplace({old: old + random.choice([1, -1, sp.Rational(1, 1000)])})
    return random.choice([e + sp.Rational(1, 10**6) * x, -e, e * 2, e + 1, e * (1 + sp.Rational(1, 10**5))])


def differ(a, b):
    far = 0
    for _ in range(3):
        point = {s: sp.Rational(random.randint(100, 400), 100) for s in (x, y, t)}
        u, v = complex((a).subs(point).evalf(30)), complex((b).subs(point).evalf(30))
        if abs(u - v) > 1e-7 * max(abs(u), abs(v), 1e-30):
            far += 1
    return far == 3



def rational():
    return sp.Rational(random.randint(-20, 20), random.choice([1, 1, 2, 3, 4, 5, 8, 10]))


def written(q):
    """One of the ways to write a rational: fraction, mixed number, decimal, percentage."""
    sign, top, bottom = "-" if q < 0 else "", abs(q.p), q.q
    ways = [rf"{sign}\frac{{{top}}}{{{bottom}}}", f"{q}", rf"{sign}\dfrac{{{top * 3}}}{{{bottom * 3}}}"]
    if bottom > 1 and top > bottom:
        ways.append(rf"{sign}{top // bottom}\tfrac{{{top % bottom}}}{{{bottom}}}")
    if bottom in (1, 2, 4, 5, 8, 10):
        ways.append(f"{float(q):g}")
    return random.choice(ways)


def changed(items):
    """The list with one member made another."""
    at = random.randrange(len(items))
    return [item + random.choice([1, -1, sp.Rational(1, 10)]) if i == at else item for i, item in enumerate(items)]


def fraction_pair(equal):
    q = rational()
    return written(q), written(q if equal else q + random.choice([1, -1, sp.Rational(1, 7)])), equal


def matrix_text(rows):
    body = r" \\ ".join(" & ".join(written(q) for q in row) for row in rows)
    name = random.choice(["pmatrix", "bmatrix"])
    if random.random() < 0.2:
        return "[" + ",".join("[" + ",".join(str(q) for q in row) + "]" for row in rows) + "]"
    return rf"\begin{{{name}}} {body} \end{{{name}}}"


def matrix_pair(equal):
    height, width = random.randint(2, 3), random.randint(2, 3)
    m = sp.Matrix(height, width, [rational() for _ in range(height * width)])
    other = m if equal else random.choice([m.T, 2 * m, sp.Matrix(height, width, changed(list(m)))])
    if equal and random.random() < 0.3:
        return matrix_text(m.tolist()), rf"\frac{{1}}{{3}}{matrix_text((3 * m).tolist())}", True
    return matrix_text(m.tolist()), matrix_text(other.tolist()), m == other


def set_text(items):
    parts = [written(q) for q in random.sample(items, len(items))]
    joined = ", ".join(parts)
    ways = [rf"\{{{joined}\}}", rf"x \in \left\{{{joined}\right\}}", joined, rf"{', '.join(parts[:-1])} \text{{ and }} {parts[-1]}"]
    return random.choice(ways)


def set_pair(equal):
    items = list({rational() for _ in range(random.randint(2, 5))})
    other = items if equal else random.choice([changed(items), items[1:], items + [sp.Integer(97)]])
    if len(items) < 2 or len(other) < 2:
        return fraction_pair(equal)
    return set_text(items), set_text(other), set(items) == set(other)


def interval_text(part):
    low, high, left_open, right_open = part.start, part.end, part.left_open, part.right_open
    ends = [r"-\infty" if low == -sp.oo else written(low), r"\infty" if high == sp.oo else written(high)]
    return f"{'(' if left_open else '['}{ends[0]},{ends[1]}{')' if right_open else ']'}"


def inequality_text(part):
    left = "" if part.start == -sp.oo else written(part.start) + (" < " if part.left_open else r" \le ")
    right = "" if part.end == sp.oo else (" < " if part.right_open else r" \leq ") + written(part.end)
    return f"{left}x{right}"


def region_text(region):
    parts = list(region.args) if isinstance(region, sp.Union) else [region]
    random.shuffle(parts)
    if random.random() < 0.5:
        return r" \text{ or } ".join(inequality_text(part) for part in parts)
    return r" \cup ".join(interval_text(part) for part in parts)


def region_pair(equal):
    borders = sorted({rational() for _ in range(4)})
    if len(borders) < 4:
        return fraction_pair(equal)
    flags = [random.random() < 0.5 for _ in range(4)]
    ends = [-sp.oo if random.random() < 0.3 else borders[0], *borders[1:3], sp.oo if random.random() < 0.3 else borders[3]]

    def build(ends, flags):
        return sp.Union(sp.Interval(ends[0], ends[1], flags[0], flags[1]), sp.Interval(ends[2], ends[3], flags[2], flags[3]))

    region = build(ends, flags)
    other = region
    if not equal:
        if random.random() < 0.5:
            other = build(ends, [flags[0], not flags[1], flags[2], flags[3]])
        else:
            other = build([ends[0], ends[1] - sp.Rational(1, 100), ends[2], ends[3]], flags)
    return region_text(region), region_text(other), region == other


STRUCTURES = [fraction_pair, matrix_pair, set_pair, region_pair]

made = 0
while made < COUNT:
    if random.random() < 0.4:
        a, b, equal = random.choice(STRUCTURES)(random.random() < 0.5)
        print(json.dumps({"a": a, "b": b, "equal": bool(equal)}))
        made += 1
        continue
    try:
        e = expression(random.choice([1, 2, 2, 3]))
        if e.has(sp.zoo, sp.nan, sp.oo) or len(str(e)) > 160 or e == 0:
            continue
        equal = random.random() < 0.5
        other = random.choice(REWRITES)(e) if equal else perturbed(e)
        if other.has(sp.zoo, sp.nan, sp.oo) or len(str(other)) > 300:
            continue
        if not equal and not differ(e, other):
            continue
        if equal and differ(e, other):
            continue
        write = random.choice(["latex", "ascii", "mixed"])
        show = {"latex": sp.latex, "ascii": AnswerPrinter().doprint}
        a = show["ascii" if write == "ascii" else "latex"](e)
        b = show["latex" if write == "latex" else "ascii"](other)
        print(json.dumps({"a": a, "b": b, "equal": equal}))
        made += 1
    except Exception:
        continue
