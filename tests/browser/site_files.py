"""The files of the built site that tests put faults in the place of, by their addresses."""

import re

WEIGHTS = re.compile(r"/compact-\w+/group1-shard1of1\.bin$")
GRAPH = re.compile(r"/compact-\w+/model\.json$")
CONTRACT = re.compile(r"/compact-\w+/contract\.json$")
#: Those that the page can do without at first come after it.
LATE_SCRIPT = re.compile(r"/chunk-\w+\.js$")
#: What the worker imports when it is to read more than a drawn digit.
LATE_READING = re.compile(r"/late-reading-\w+\.js$")
#: What makes previews and cuts of pictures.
DARKROOM = re.compile(r"/darkroom-\w+\.js$")
METRICS = re.compile(r"/metrics\.json$")
WORKER = re.compile(r"/wasm-worker-\w+\.js$")
CPU_WORKER = re.compile(r"/cpu-worker-\w+\.js$")
WASM = re.compile(r"\.wasm$")
