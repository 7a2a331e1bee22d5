// Runs each test as always and then again without each of the policy calls it came to: a test that fails then, each time, and passes with the call back in its place, notices it.
// ACCESS_LEFT: numbers of the calls to be tried. ACCESS_REPORT: a file for what was found.
import { writeFileSync } from "node:fs";
import { TestRunner } from "vitest";
import type { RunnerTestCase } from "vitest";

const none = -1;
/** `doubtful`: calls without which a test failed that may not fail, or pass, a second time; only a run of the whole file without that call tells. */
export type Found = { noticed: { number: number; by: string }[]; doubtful: number[] };

export default class TakenAwayRunner extends TestRunner {
  private readonly left = new Set((process.env["ACCESS_LEFT"] ?? "").split(",").map(Number));
  private readonly found: Found = { noticed: [], doubtful: [] };
  private readonly calls: { asked: { add: (number: number) => unknown }; away: number } = ((globalThis as { policyCalls?: TakenAwayRunner["calls"] }).policyCalls = { asked: new Set<number>(), away: none });

  async runTask(test: RunnerTestCase): Promise<void> {
    const asked = new Set<number>();
    this.calls.asked = asked;
    const passes = async (away: number) => {
      this.calls.away = away;
      try {
        await TestRunner.getTestFn(test as never)();
        return true;
      } catch {
        return false;
      } finally {
        this.calls.away = none;
      }
    };
    await TestRunner.getTestFn(test as never)();
    const mine = [...asked].filter((one) => this.left.has(one));
    for (const number of mine) {
      if (await passes(number)) continue;
      // A test that changes what it stands on may fail every second time, whatever is away.
      if (!(await passes(none)) || !(await passes(none))) {
        this.found.doubtful.push(...mine.filter((one) => this.left.has(one)));
        return;
      }
      if (await passes(number)) {
        // By chance, or it did for good what the call would have refused.
        this.found.doubtful.push(number);
        continue;
      }
      this.left.delete(number);
      this.found.noticed.push({ number, by: test.name });
    }
  }

  override onAfterRunFiles(): void {
    super.onAfterRunFiles();
    writeFileSync(process.env["ACCESS_REPORT"] ?? "", JSON.stringify(this.found));
  }
}
