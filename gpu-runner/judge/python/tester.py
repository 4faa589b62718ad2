"""Runs the tests of a benchmark, which are trusted, against a program in another process. One job a line; says `C` and a
call, or `V` and a verdict."""
import builtins
import math
import sys
import types


class Gone(BaseException):
    """The program's process can answer no more; what was asked has failed."""


class Raised(Exception):
    pass


READER, SEND = open_channel()
CALLS_A_FRAME = 64


def ask(call):
    SEND(b"C" + write_line(call))
    line = READER.readline()
    if not line or line.startswith(b"!"):
        raise Gone()
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return {"x": "Exception"}


def result(reply):
    """The value of a reply; raises what the program raised, and for a reply that is none."""
    if not isinstance(reply, dict) or len(reply) != 1:
        raise Raised("malformed")
    if "v" in reply:
        try:
            return unpack(reply["v"])
        except (TypeError, ValueError, RecursionError, AttributeError):
            raise Raised("malformed") from None
    kind = getattr(builtins, str(reply.get("x")), Exception)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        kind = Raised
    try:
        error = kind("raised by the program")
    except TypeError:
        error = Raised("raised by the program")
    raise error


def stub(name, of=None):
    def call(*args, **named):
        return result(ask({"name": name, "of": of, "args": pack(list(args)), "named": pack(named)}))

    call.__name__ = name
    return call


def module_of(name):
    module = types.ModuleType(name)
    sys.modules[name] = module
    return module


def passed(tests):
    return {"passed": tests, "total": tests, "failure": None}


def failed(number, total, failure):
    return {"passed": number, "total": total, "failure": failure}


def run_check(job):
    """HumanEval: helpers from the prompt, then check(candidate)."""
    space = module_of("tests").__dict__
    exec(compile(job["prompt"], "prompt.py", "exec"), space)
    entry = stub(job["entryPoint"])
    space[job["entryPoint"]] = entry
    exec(compile(job["test"], "test.py", "exec"), space)
    try:
        space["check"](entry)
    except Exception as error:
        return failed(0, 1, class_name(error))
    return passed(1)


def called_names(source):
    import ast

    return {
        node.func.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def run_asserts(job):
    """MBPP: statements that call the program's functions by name."""
    space = module_of("tests").__dict__
    exec(compile(job["setup"], "setup.py", "exec"), space)
    for number, test in enumerate(job["tests"]):
        for name in called_names(test):
            if name not in space and not hasattr(builtins, name):
                space[name] = stub(name)
        if job["entryPoint"]:
            space[job["entryPoint"]] = stub(job["entryPoint"])
        try:
            exec(compile(test, "test.py", "exec"), space)
        except Exception as error:
            return failed(number, len(job["tests"]), class_name(error))
    return passed(len(job["tests"]))


def plain_values(text):
    """Values of a benchmark's file, in which Python may have written Infinity and NaN."""
    return json.loads(text)


def answers(job, inputs):
    """Replies of the program, one an input, asked in batches."""
    start = 0
    while start < len(inputs):
        some = inputs[start:start + CALLS_A_FRAME]
        calls = [{"name": job["entryPoint"], "of": job.get("className"), "args": pack(args)} for args in some]
        replies = ask(calls)
        if not isinstance(replies, list) or not 0 < len(replies) <= len(some):
            replies = [{"x": "Exception"}] * len(some)
        for offset, reply in enumerate(replies):
            yield start + offset, reply
        start += len(replies)


def run_record(job):
    """What the reference solution answers; inputs that it refuses are no tests."""
    outputs = []
    for _, reply in answers(job, plain_values(job["inputs"])):
        outputs.append(reply if isinstance(reply, dict) and "v" in reply else None)
    return {"outputs": outputs}


def are_floats(value):
    if isinstance(value, (list, tuple)):
        return len(value) > 0 and all(isinstance(item, float) for item in value)
    return isinstance(value, float)


def close(found, wanted, tolerance):
    if isinstance(wanted, (list, tuple)):
        return (
            type(found) is type(wanted)
            and len(found) == len(wanted)
            and all(close(one, other, tolerance) for one, other in zip(found, wanted))
        )
    if isinstance(wanted, dict):
        return (
            type(found) is dict
            and found.keys() == wanted.keys()
            and all(close(found[key], wanted[key], tolerance) for key in wanted)
        )
    if isinstance(wanted, float) or isinstance(found, float):
        if not isinstance(found, (int, float)) or not isinstance(wanted, (int, float)):
            return False
        if math.isnan(wanted):
            return math.isnan(found)
        return found == wanted or abs(found - wanted) <= tolerance + 1e-7 * abs(wanted)
    return same(found, wanted)


def same(found, wanted):
    try:
        return bool(found == wanted)
    except Exception:
        return False


def matches(found, wanted, args, job, helpers):
    if job.get("rule") == "root":
        # Several roots may be right: what is asked for is a zero of the polynomial.
        value = helpers["poly"](*args, found)
        return abs(value) <= max(job["tolerance"], 1e-4)
    if same(found, wanted):
        return True
    if job.get("rule") == "unordered":
        return same(set(found), set(wanted))
    tolerance = job["tolerance"]
    if not tolerance and are_floats(wanted):
        tolerance = 1e-6
    return bool(tolerance) and close(found, wanted, tolerance)


def is_test(args, want, job, helpers):
    """An input that the reference refuses asks nothing, nor does one whose zero it misses: its steps depend on how `sum` rounds."""
    if want is None or job.get("rule") != "root":
        return want is not None
    try:
        return matches(unpack(want["v"]), None, args, job, helpers)
    except Exception:
        return False


def run_inputs(job):
    """The + sets: stored expected outputs, compared here, where the program is not."""
    helpers = {}
    if job.get("rule") == "root":
        exec(compile(job["prompt"], "prompt.py", "exec"), helpers)
    pairs = zip(plain_values(job["inputs"]), job["expected"])
    kept = [(args, want) for args, want in pairs if is_test(args, want, job, helpers)]
    if not kept:
        raise ValueError("the reference answers no input")
    for number, reply in answers(job, [args for args, _ in kept]):
        args, want = kept[number]
        try:
            right = matches(result(reply), unpack(want["v"]), args, job, helpers)
        except Exception as error:
            return failed(number, len(kept), class_name(error))
        if not right:
            return failed(number, len(kept), "WrongValue")
    return passed(len(kept))


def loose(value):
    """Tuples count as lists where a judge compares what came through JSON."""
    if isinstance(value, (list, tuple)):
        return [loose(item) for item in value]
    if isinstance(value, dict):
        return {key: loose(item) for key, item in value.items()}
    return value


def run_calls(job):
    """LiveCodeBench, functional: one JSON value a line of input, one JSON value of output."""
    total = len(job["tests"])
    for number, test in enumerate(job["tests"]):
        args = [json.loads(line) for line in test["input"].split("\n") if line.strip()]
        try:
            found = loose(result(ask({"name": job["entryPoint"], "of": job["className"], "args": pack(args)})))
            wanted = json.loads(test["output"])
            right = same(found, wanted) or (job["tolerance"] and close(found, wanted, job["tolerance"]))
        except Exception as error:
            return failed(number, total, class_name(error))
        if not right:
            return failed(number, total, "WrongValue")
    return passed(total)


RUNS = {
    "python-check": run_check,
    "python-asserts": run_asserts,
    "python-inputs": run_inputs,
    "python-call": run_calls,
    "record": run_record,
}


def main():
    while True:
        line = READER.readline()
        if not line:
            return
        try:
            job = json.loads(line)
            verdict = RUNS[job["style"]](job)
        except Gone:
            verdict = {"passed": 0, "total": None, "failure": "Gone"}
        except BaseException as error:
            verdict = {"broken": class_name(error) + ": " + str(error)[:300]}
        SEND(b"V" + write_line(verdict))


main()
