#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines and branches that a run went through, folder by folder, from lcov's record.

usage: table.py SOURCE RECORD EXCEPTIONS [--missed FOLDER]

Branches that nothing can make happen are named in EXCEPTIONS, each with the reason: file below src, tab, the line, tab,
why. The aim is that in evaluator and base each branch is gone through or named, and nine in ten elsewhere. Fails where
fewer are than there were (REACHED, which is raised when more are), and where a name is of no use any more. --missed
lists the lines with branches that are neither."""

import collections
import sys

AIMS = {"evaluator": 1.0, "base": 1.0}
AIM = 0.9
REACHED = {"base": 0.99, "casebook": 0.98, "commands": 0.80, "evaluator": 0.99, "papers": 0.91, "plain": 0.92,
           "press": 0.91, "terminal": 0.91, "wizard": 0.93}


def read_record(path):
    """By file below src: {line: hits}, {branch of a line: hits}."""
    lines = collections.defaultdict(dict)
    branches = collections.defaultdict(dict)
    name = None
    for text in open(path):
        key, _, value = text.rstrip("\n").partition(":")
        if key == "SF":
            name = value.split("/src/", 1)[1] if "/src/" in value else None
        elif name and key == "DA":
            line, hits = value.split(",")[:2]
            lines[name][int(line)] = lines[name].get(int(line), 0) + int(hits)
        elif name and key == "BRDA":
            line, block, branch, hits = value.split(",")
            at = (int(line), block, branch)
            branches[name][at] = branches[name].get(at, 0) + (0 if hits == "-" else int(hits))
    return lines, branches


def read_exceptions(path):
    """{(file, line): reason}."""
    named = {}
    for text in open(path):
        if text.strip() and not text.startswith("#"):
            name, line, reason = text.rstrip("\n").split("\t")
            named[name, line] = reason
    return named


def main():
    source, record, exceptions = sys.argv[1:4]
    listed = sys.argv[5] if sys.argv[4:5] == ["--missed"] else None
    lines, branches = read_record(record)
    named = read_exceptions(exceptions)
    used = set()
    unnamed = []
    excepted = collections.Counter()
    missed = collections.Counter()
    total = collections.Counter()
    for name in branches:
        folder = name.split("/")[0]
        text = open(f"{source}/src/{name}").read().split("\n")
        total[folder] += len(branches[name])
        for (line, _, _), hits in branches[name].items():
            if hits:
                continue
            missed[folder] += 1
            at = (name, text[line - 1].strip())
            if at in named:
                used.add(at)
                excepted[folder] += 1
            elif folder == listed:
                unnamed.append(f"{name}:{line}: {at[1]}")
    print(f"{'folder':12} {'lines':>18} {'branches':>18} {'named':>6} {'aim':>6}")
    low = []
    for folder in sorted(total):
        of = [hits for name in lines if name.split("/")[0] == folder for hits in lines[name].values()]
        hit, gone = sum(1 for hits in of if hits), total[folder] - missed[folder] + excepted[folder]
        share = gone / total[folder]
        aim = AIMS.get(folder, AIM)
        print(f"{folder:12} {hit:>6}/{len(of)} {hit / len(of):6.1%} {gone:>6}/{total[folder]} {share:6.1%} "
              f"{excepted[folder]:>6} {aim:6.0%}{'' if share >= aim else '  missed'}")
        if share < REACHED.get(folder, 0):
            low.append(f"{folder}: fewer branches than before ({REACHED[folder]:.0%})")
    for text in sorted(set(unnamed)):
        print(f"not gone through: {text}")
    for name, line in sorted(set(named) - used):
        print(f"named, but gone through or not there: {name}: {line}")
    for text in low:
        print(text)
    return 1 if low or set(named) - used else 0


if __name__ == "__main__":
    sys.exit(main())
