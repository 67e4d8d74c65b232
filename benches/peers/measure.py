"""Running commands in turn, and taking their times and their memory."""
import os
import statistics
import subprocess
import sys
import time


class Result:
  """What the runs of one command took."""

  def __init__(self):
    self.seconds = []
    self.memory = 0
    self.output = ''

  @property
  def best(self):
    return min(self.seconds)

  @property
  def median(self):
    return statistics.median(self.seconds)


def once(command, codes=(0,), folder=None):
  """Runs a command: (seconds from start to end, peak memory in bytes, standard output)."""
  begin = time.perf_counter()
  process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
  output = process.stdout.read()
  _, status, usage = os.wait4(process.pid, 0)
  seconds = time.perf_counter() - begin
  process.returncode = os.waitstatus_to_exitcode(status)
  process.stdout.close()
  if process.returncode not in codes:
    sys.exit('%s ended with %d' % (' '.join(map(str, command)), process.returncode))
  return seconds, usage.ru_maxrss * 1024, output


def in_turn(runs, contenders):
  """Runs every contender `runs` times, one after the other, so that what else the machine does meets all of them.

  A contender is (name, function that gives what `once` does, how many runs at most). Gives a Result for each name."""
  results = {name: Result() for name, _, _ in contenders}
  for number in range(runs):
    for name, run, at_most in contenders:
      if number < at_most:
        seconds, memory, output = run()
        result = results[name]
        result.seconds.append(seconds)
        result.memory = max(result.memory, memory)
        result.output = output
  return results


def duration(seconds):
  """For a person."""
  return '%.2f s' % seconds if seconds >= 1 else '%.1f ms' % (seconds * 1000)


def table(results, against):
  """Prints a row for each result: `against` is the name of the one that the others are compared with."""
  print('| | best | median | times %s | peak memory | runs |' % against)
  print('| --- | ---: | ---: | ---: | ---: | ---: |')
  for name, result in results.items():
    print('| %s | %s | %s | %.2f | %.0f MB | %d |' % (
      name, duration(result.best), duration(result.median), result.best / results[against].best,
      result.memory / 1e6, len(result.seconds)))
  spread = max(result.median / result.best for result in results.values())
  print('\nNoise: the median of a row is up to %.0f %% above its best.\n' % ((spread - 1) * 100))
