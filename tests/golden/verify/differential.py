"""Random pairs of expressions, equal and perturbed, labelled by sympy: one JSON object a line.

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


made = 0
while made < COUNT:
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
