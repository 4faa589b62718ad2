"""Runs a program that nobody trusts: loads it, then answers calls with values or names of exceptions. Decides nothing."""


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

    while True:
        line = reader.readline()
        if not line:
            return
        calls = json.loads(line)
        if isinstance(calls, list):
            reply = [answer(call) for call in calls]
        else:
            reply = answer(calls)
        try:
            written = write_line(reply)
        except BaseException as error:
            written = write_line({"x": class_name(error)})
        send(written)


serve()
