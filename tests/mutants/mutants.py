#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the tests would notice a slip in the C code of the evaluator.

Operators, constants and statements of src/evaluator are changed, one at a time. Each mutant is compiled
into a shared library beside its unchanged fellows, and the test programs run with that, the quick ones
first, until one of them fails: then it is killed. A mutant that no test minds is a survivor, unless it
stands in tests/mutants/equivalents with the reason why it changes nothing that can be seen.

usage: mutants.py SOURCE BUILD WORK [--count N] [--seed S] [--jobs J] [FILE.c...]
SOURCE: top of the sources; BUILD: a configured tree of them (config.h); WORK: results are kept there, and
what was tried before is not tried again. Without --count all of them are tried, which takes hours.
"""
import argparse
import concurrent.futures
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading

ROOMS = ["base", "evaluator", "casebook", "papers", "wizard", "terminal", "plain", "commands"]
# The quick ones first. Those of the second list look at other rooms, through them at this one.
EVALUATOR_TESTS = ["expression", "evaluate", "values", "vocabulary", "answers", "calendar", "stages", "tables",
                   "candidates", "console", "reasons", "what-if", "deadlines", "completions", "number", "policy-load",
                   "article", "tiers", "moment", "proof", "docket", "naive", "bounds", "slips"]
OTHER_TESTS = ["scenarios", "triage", "flow"]
SHELL_TESTS = ["lint", "show"]
ORDER = EVALUATOR_TESTS[:18] + ["scenarios", "lint", "show", "moment", "proof", "docket", "triage", "flow", "naive", "bounds", "slips"]

# ---- mutants -----------------------------------------------------------------------------------------

SWAPS = [("==", "!="), ("!=", "=="), ("<=", "<"), (">=", ">"), ("&&", "||"), ("||", "&&"), ("++", "--"), ("--", "++"),
         ("+=", "-="), ("-=", "+="), (" < ", " <= "), (" > ", " >= "), (" + ", " - "), (" - ", " + "), (" * ", " / "),
         (" / ", " * "), (" % ", " * "), (" & ", " | "), (" | ", " & "), ("true", "false"), ("false", "true"),
         ("break;", ";"), ("continue;", ";")]
WORD = re.compile(r"\w")
# What gives memory back: without it a test does not fail here, but where leaks are looked for (sanitizers, valgrind).
GIVES_BACK = re.compile(r"(\w+_)?(free|release)\(.*\);$")


def blanked(text):
    """TEXT with comments and strings made blanks, so that places stay what they are."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def places(text):
    """(offset, old, new) of all mutants of TEXT."""
    code, offset = blanked(text), 0
    for line in code.split("\n"):
        inside = line.startswith("\t")  # a statement; outside of functions are declarations and tables
        if inside and not line.lstrip().startswith("#") and "_Static_assert" not in line:
            for old, new in SWAPS:
                at = line.find(old)
                while at >= 0:
                    before, after = line[at - 1:at], line[at + len(old):at + len(old) + 1]
                    word = WORD.match(old[-1]) or WORD.match(old[0])
                    if not (word and (WORD.match(before or " ") or WORD.match(after or " "))) and \
                            not (old in ("<=", ">=") and before in "<>") and not (old == "==" and before in "=!<>"):
                        yield offset + at, old, new
                    at = line.find(old, at + len(old))
            for match in re.finditer(r"(?<![\w.])(\d+)(?![\w.])", line):
                number = int(match.group(1))
                yield offset + match.start(), match.group(1), str(number + 1)
            for match in re.finditer(r"(?<![!\w])!(?=[\w(*])", line):
                yield offset + match.start(), "!", ""
            match = re.match(r"\t+((?:\(void\))?[a-z_]\w*\([^;{}]*\);)$", line)
            if match:
                yield offset + match.start(1), match.group(1), ";"
        offset += len(line) + 1


def mutants_of(name, text):
    """Each with a name of its own that stays while its line does."""
    lines, seen = text.split("\n"), {}
    for at, old, new in sorted(places(text)):
        number = text.count("\n", 0, at)
        key = (lines[number].strip(), old, new)
        seen[key] = seen.get(key, 0) + 1
        nth = "" if seen[key] == 1 else " (%d)" % seen[key]
        yield {"file": name, "at": at, "old": old, "new": new, "line": number + 1,
               "id": "%s\t%s\t%s -> %s%s" % (name, lines[number].strip(), old.strip(), new.strip() or "nothing", nth)}


# ---- building ----------------------------------------------------------------------------------------

class Workshop:
    def __init__(self, source, build, work):
        self.source, self.build, self.work = (os.path.abspath(path) for path in (source, build, work))
        self.base = os.path.join(self.work, "base")
        modules = ["formw", "panelw", "ncursesw", "jansson", "libseccomp", "nettle", "check", "vterm"]
        ask = lambda *what: subprocess.run(["pkg-config", *what, *modules], check=True, capture_output=True, text=True).stdout.split()
        self.flags = ["-std=gnu11", "-O1", "-g0", "-w", "-fPIC", "-DHAVE_CONFIG_H", "-I" + self.build,
                      "-I" + os.path.join(self.source, "tests"), *ask("--cflags")]
        self.flags += ["-I" + os.path.join(self.source, "src", room) for room in ROOMS]
        self.flags += ['-D%s="%s"' % (name, "/nonexistent") for name in ("DATA_DIR", "PROGRAM_DIR", "LOCALE_DIR")]
        self.libraries = ask("--libs") + ["-liniparser", "-lunistring", "-lpthread"]

    def compile(self, source, target):
        return subprocess.run(["gcc", *self.flags, "-c", source, "-o", target], stderr=subprocess.DEVNULL).returncode == 0

    def sources(self, room):
        folder = os.path.join(self.source, "src", room)
        return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".c")]

    def object_of(self, source):
        return os.path.join(self.base, os.path.basename(os.path.dirname(source)) + "-" + os.path.basename(source) + ".o")

    def link(self, target, objects, shared, more=()):
        kind = ["-shared", "-Wl,-soname," + os.path.basename(target)] if shared else []
        subprocess.run(["gcc", *kind, "-o", target, *objects, *more], check=True)

    def prepare(self):
        os.makedirs(self.base, exist_ok=True)
        wanted = [source for room in ROOMS for source in self.sources(room)]
        wanted.append(os.path.join(self.source, "src", "main.c"))
        tests = [os.path.join(self.source, "tests", "test-%s.c" % name) for name in EVALUATOR_TESTS + OTHER_TESTS]
        naive = [os.path.join(self.source, "tests", name) for name in ("naive.c", "naive-pack.c", "naive-read.c", "naive-days.c")]
        with concurrent.futures.ThreadPoolExecutor() as pool:
            for source, done in zip(wanted + tests + naive, pool.map(lambda s: self.compile(s, self.object_of(s)), wanted + tests + naive)):
                if not done:
                    sys.exit("mutants: %s does not compile" % source)
        inner = [self.object_of(source) for room in ("base", "evaluator") for source in self.sources(room)]
        outer = [self.object_of(source) for room in ROOMS[2:] for source in self.sources(room)]
        library = os.path.join(self.base, "libinner.so")  # found by its name: that of the mutant comes first
        self.link(library, inner, True, self.libraries)
        self.inner = inner
        outer_library = os.path.join(self.base, "libouter.so")
        self.link(outer_library, outer, True, [library, *self.libraries])
        both = [outer_library, library, *self.libraries]
        os.makedirs(os.path.join(self.base, "src"), exist_ok=True)
        self.link(os.path.join(self.base, "src", "tuikuan"), [self.object_of(os.path.join(self.source, "src", "main.c"))], False, both)
        with open(os.path.join(self.base, "src", "build-tree"), "w") as mark:
            mark.write(self.source + "\n")
        for source in tests:
            more = [self.object_of(extra) for extra in naive] if source.endswith("test-naive.c") else []
            self.link(os.path.join(self.base, os.path.basename(source)[:-2]), [self.object_of(source), *more], False, both)

    # ---- running

    def environment(self, folder):
        home = os.path.join(folder, "home")
        os.makedirs(home, exist_ok=True)
        programs = os.path.join(folder, "src")
        if not os.path.exists(programs):
            os.symlink(os.path.join(self.base, "src"), programs)
        return dict(os.environ, LD_LIBRARY_PATH=folder + ":" + self.base, CK_FORK="no", TK_SRCDIR=self.source,
                    TK_BUILDDIR=folder, top_srcdir=self.source, top_builddir=folder, srcdir=self.source,
                    TUIKUAN_LOCALEDIR=os.path.join(self.build, "po", "locale"), HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home, LC_ALL="C.UTF-8",
                    TK_COMPLETIONS="50", TK_CASES="100", TMPDIR=folder)

    def run(self, name, folder, limit):
        """Whether the test passes."""
        command = [os.path.join(self.base, "test-" + name)]
        if name in SHELL_TESTS:
            command = ["sh", os.path.join(self.source, "tests", name + ".sh")]
        process = subprocess.Popen(command, cwd=folder, env=self.environment(folder), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            return process.wait(timeout=limit) == 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return False


def measure(shop, order):
    """Seconds that each test may take; those that do not pass unchanged are no judges."""
    folder, limits = os.path.join(shop.work, "clean"), {}
    os.makedirs(folder, exist_ok=True)
    shutil.copy(os.path.join(shop.base, "libinner.so"), folder)
    for name in order:
        begin = os.times().elapsed
        if not shop.run(name, folder, 300):
            sys.exit("mutants: the test %s fails on unchanged code" % name)
        limits[name] = 5 + 8 * (os.times().elapsed - begin)
    return limits


def judge(shop, mutant, folder, limits):
    """"no code", "killed by TEST" or "SURVIVED"."""
    with open(os.path.join(shop.source, "src", "evaluator", mutant["file"])) as file:
        text = file.read()
    changed = text[:mutant["at"]] + mutant["new"] + text[mutant["at"] + len(mutant["old"]):]
    source, target = os.path.join(folder, mutant["file"]), os.path.join(folder, "mutant.o")
    with open(source, "w") as file:
        file.write(changed)
    if not shop.compile(source, target):
        return "no code"
    same = os.path.join(shop.base, "evaluator-%s.o" % mutant["file"])
    with open(target, "rb") as one, open(same, "rb") as other:
        if one.read() == other.read():
            return "same code"
    objects = [target if name == same else name for name in shop.inner]
    shop.link(os.path.join(folder, "libinner.so"), objects, True, shop.libraries)
    for name, limit in limits.items():
        if not shop.run(name, folder, limit):
            return "killed by " + name
    if mutant["new"] == ";" and GIVES_BACK.match(mutant["old"]):
        return "leak"
    return "SURVIVED"


# ---- all of it ---------------------------------------------------------------------------------------

def read_equivalents(path):
    with open(path) as file:
        return {"\t".join(line.rstrip("\n").split("\t")[:3]) for line in file if line.strip() and not line.startswith("#")}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("source")
    parser.add_argument("build")
    parser.add_argument("work")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    wants = parser.parse_intermixed_args()

    shop = Workshop(wants.source, wants.build, wants.work)
    shop.prepare()
    equivalents = read_equivalents(os.path.join(shop.source, "tests", "mutants", "equivalents"))
    mutants = []
    for source in shop.sources("evaluator"):
        name = os.path.basename(source)
        if not wants.files or name in wants.files:
            with open(source) as file:
                mutants += mutants_of(name, file.read())
    there_are = len(mutants)
    random.Random(wants.seed).shuffle(mutants)
    if wants.count:
        mutants = mutants[:wants.count]
    results, path = {}, os.path.join(shop.work, "results")
    if os.path.exists(path):
        with open(path) as file:
            for line in file:
                result, _, name = line.rstrip("\n").partition("\t")
                results[name] = result
    limits = measure(shop, ORDER)
    local, lock, folders = threading.local(), threading.Lock(), iter(range(1000))

    def work_on(mutant):
        if mutant["id"] in results or mutant["id"] in equivalents:
            return
        if not hasattr(local, "folder"):
            with lock:
                local.folder = os.path.join(shop.work, "worker-%d" % next(folders))
            os.makedirs(local.folder, exist_ok=True)
        result = judge(shop, mutant, local.folder, limits)
        with lock, open(path, "a") as file:
            results[mutant["id"]] = result
            file.write("%s\t%s\n" % (result, mutant["id"]))
            if result == "SURVIVED":
                print("%s:%d\t%s" % (mutant["file"], mutant["line"], mutant["id"]), flush=True)

    with concurrent.futures.ThreadPoolExecutor(wants.jobs) as pool:
        list(pool.map(work_on, mutants))
    said = [results.get(mutant["id"], "equivalent") for mutant in mutants]
    killed = sum(result.startswith("killed") for result in said)
    none = sum(result in ("no code", "same code") for result in said)
    survived = said.count("SURVIVED")
    print("%d of %d mutants: %d killed, %d leak, which the leak checkers see, %d are no other program, %d listed as "
          "equivalent, %d survived" %
          (len(mutants), there_are, killed, said.count("leak"), none, said.count("equivalent"), survived))
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
