/**
 * What runs first inside either engine: put back what `-S` takes away and run the program, whose path is the only
 * argument, as `__main__`.
 */
export const LAUNCHER = `
def launch():
    import builtins, sys
    builtins.exit = builtins.quit = sys.exit
    sys.argv = sys.argv[1:]
    place = sys.argv[0]
    with open(place, "rb") as file:
        code = compile(file.read(), place, "exec")
    space = sys.modules["__main__"].__dict__
    del space["launch"]
    space["__file__"] = place
    exec(code, space)

launch()
`;

/** Before it where descriptors of the host's process may have come along. */
export const CLOSE_INHERITED = "import os; os.closerange(3, 65536); del os\n";

/** The launcher as an expression whose value is the exit code, for an interpreter that does not end by itself. */
export const launchWithin = (place: string): string => `
def finish(source, place):
    import sys, traceback
    code = 0
    sys.argv = ["", place]
    try:
        exec(source, sys.modules["__main__"].__dict__)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            code = end.code or 0
        else:
            print(end.code, file=sys.stderr)
            code = 1
    except BaseException:
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            pass
    return code & 255

finish(${JSON.stringify(LAUNCHER)}, ${JSON.stringify(place)})
`;
