#!/usr/bin/env bash
# Makes the reference model again from nothing: data, training, GGUF, fixture, evaluation, manifest and card.
#
#   PYTHON=path/to/python gpu-runner/reference-model/reproduce.sh WORK_DIR
#
# The Python needs torch 2.13 (CPU), numpy and regex. About an hour and a half on one core. Training stops and resumes
# at checkpoints in WORK_DIR. Bits may differ with another version of PyTorch or another processor.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=gpu-runner/reference-model
work=${1:?name a folder to work in}
python=${PYTHON:-python3}

npx tsx $here/data/write-data.ts "$work/data" --examples 600000
"$python" $here/training/train.py "$work/data" "$work/run"
"$python" $here/training/export_gguf.py "$work/run" $here/plumbline-reference.gguf
"$python" $here/training/make_fixture.py "$work/data" "$work/run" gpu-runner/engines/reference/fixtures/greedy.json
npx tsx $here/evaluation/evaluate.ts $here/plumbline-reference.gguf --per-level 75 > "$work/evaluation.json"
"$python" $here/training/describe_run.py "$work/data" "$work/run" > "$work/training.json"
npx tsx $here/evaluation/write-card.ts "$work/evaluation.json" "$work/training.json"
