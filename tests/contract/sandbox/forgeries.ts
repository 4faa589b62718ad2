/** Programs that do not do what is asked and want to pass all the same. The asked function is `double`. */
export const FORGERIES: Record<string, string> = {
  "a value that equals everything":
    "class Same:\n    def __eq__(self, other): return True\n    __hash__ = None\ndef double(n): return Same()\n",
  "a number whose comparison is its own":
    "class Same(int):\n    def __eq__(self, other): return True\n    def __ne__(self, other): return False\n    __hash__ = int.__hash__\ndef double(n): return Same(7)\n",
  "an end with success at import":
    'import os\nos.write(1, b\'V{"passed":1,"total":1,"failure":null}\\n\')\nos._exit(0)\n',
  "an end with success inside the call":
    'import os\ndef double(n):\n    os.write(1, b\'V{"passed":1,"total":1,"failure":null}\\n\')\n    os._exit(0)\n',
  "verdicts on every descriptor":
    'import os\ndef double(n):\n    for number in range(64):\n        try: os.write(number, b\'V{"passed":1,"total":1,"failure":null}\\n\')\n        except OSError: pass\n    return 0\n',
  "a hook that speaks at the end":
    'import sys\nsys.excepthook = lambda *args: print(\'V{"passed":1,"total":1,"failure":null}\')\ndef double(n): raise ValueError()\n',
  "the expected value from a caller's frame":
    "import sys\ndef double(n):\n    frame = sys._getframe()\n    while frame is not None:\n        if 'expected' in frame.f_locals: return frame.f_locals['expected'] if n == 21 else 3.0\n        frame = frame.f_back\n    return None\n",
  "a writer of its own":
    "import json\njson.dumps = lambda *args, **named: '{\"v\":42}'\ndef double(n): return 0\n",
};
