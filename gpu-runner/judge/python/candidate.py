"""Runs a program that nobody trusts: loads it, then answers calls with values or names of exceptions. Decides nothing."""


BATCH_BYTES = 1024 * 1024


def serve():
    import sys
    import types

    reader, send = open_channel()
    module = types.ModuleType("solution")
    sys.modules["solution"] = module
    try:
        with open("/prog/solution.py", "rb") as file:
            source = file.read().decode("utf-8", "replace")
        exec(compile(source, "solution.py", "exec"), module.__dict__)
        send(write_line({"loaded": True}))
    except BaseException as error:
        send(write_line({"loaded": False, "error": class_name(error)}))
        return

    def answer(call):
        try:
            if call.get("of"):
                function = getattr(getattr(module, call["of"])(), call["name"])
            else:
                function = module.__dict__[call["name"]]
            value = function(*unpack(call["args"]), **unpack(call.get("named", {"d": []})))
            return {"v": pack(value)}
        except BaseException as error:
            return {"x": class_name(error)}

    def written(reply):
        try:
            return write_line(reply)
        except BaseException as error:
            return write_line({"x": class_name(error)})

    while True:
        line = reader.readline()
        if not line:
            return
        calls = json.loads(line)
        if not isinstance(calls, list):
            send(written(answer(calls)))
            continue
        # A long answer ends the batch early; the rest is asked again.
        replies = []
        size = 0
        for call in calls:
            replies.append(written(answer(call)))
            size += len(replies[-1])
            if size > BATCH_BYTES:
                break
        send(b"[" + b",".join(replies) + b"]")


serve()
