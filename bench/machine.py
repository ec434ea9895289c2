"""What the kernel says about processes and about this machine."""
import os, pathlib, platform

TICK = os.sysconf("SC_CLK_TCK")


def stat(pid):
    # The name may hold spaces and brackets: what counts comes after the last bracket.
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return {"parent": int(fields[1]), "own": int(fields[11]) + int(fields[12]), "children": int(fields[13]) + int(fields[14])}


def cpu_seconds(pid):
    """User and system time of one process with all its threads."""
    return stat(pid)["own"] / TICK


def tree_cpu_seconds(root):
    """The same of a process and everything below it; what ended meanwhile counts through its parent."""
    stats = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                stats[int(entry)] = stat(int(entry))
            except (FileNotFoundError, ProcessLookupError):
                pass
    total, members = stats[root]["own"] + stats[root]["children"], {root}
    grown = True
    while grown:
        grown = False
        for pid, one in stats.items():
            if one["parent"] in members and pid not in members:
                members.add(pid)
                total += one["own"]
                grown = True
    return total / TICK


def resident_megabytes(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def describe():
    model = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    memory = int(pathlib.Path("/proc/meminfo").read_text().split()[1]) / 1024 / 1024
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Linux {platform.release()}"
