"""Judges cases with Math-Verify and prints one JSON line: rights by case id, CPU seconds, per-case milliseconds.

Usage: python3 verify-peer.py FILE [SECONDS]. Each case runs under an alarm of SECONDS (5), as the peer's own does. Bare sides are
wrapped in dollars where they have none; texts are passed as they are.
"""
import json
import resource
import signal
import sys
import time

from math_verify import parse, verify

cases = json.load(open(sys.argv[1]))
limit = float(sys.argv[2]) if len(sys.argv) > 2 else 5.0


class Late(Exception):
    pass


def stop(*_):
    raise Late()


signal.signal(signal.SIGALRM, stop)


def prediction_of(case):
    made = case.get("prediction_gen")
    return made["prefix"] + made["unit"] * made["count"] + made["suffix"] if made else case["prediction"]


def wrapped(text):
    return text if "$" in text or "\\boxed" in text or "\\(" in text or "\\[" in text else "$" + text + "$"


def judge(case):
    gold = wrapped(case["gold"])
    answer = prediction_of(case)
    if case["mode"] != "text":
        answer = wrapped(answer)
    return verify(parse(gold, parsing_timeout=None), parse(answer, parsing_timeout=None), timeout_seconds=None)


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


equal, times, late = {}, [], 0
before = cpu()
for case in cases:
    started = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        equal[case["id"]] = bool(judge(case))
    except Late:
        equal[case["id"]] = None
        late += 1
    except Exception:
        equal[case["id"]] = None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    times.append(1000 * (time.perf_counter() - started))
print(json.dumps({"equal": equal, "cpuSeconds": cpu() - before, "ms": times, "late": late}))
