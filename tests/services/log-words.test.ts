import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

test("REL-H5: saved, refused, in conflict or broken: the words of a plan are in no line of the log, and the fault is", () => {
  const marker = "Markerwordinaplan";
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--import", "tsx", path.join(import.meta.dirname, "log-probe.ts")], { cwd: path.resolve(import.meta.dirname, "../.."), encoding: "utf8", env: { ...process.env, LOG_LEVEL: "trace", MARKER: marker } });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout).toContain(JSON.stringify({ probed: [409, 200, 400, 422, 500] }));
  const lines = stdout.split("\n").filter((line) => line.includes('"level":50')).map((line) => JSON.parse(line) as { err: { code: string; table: string } });
  expect(lines.length).toBeGreaterThanOrEqual(3);
  for (const { err } of lines) expect(err).toMatchObject({ code: "23514", table: "plan" });
  expect(stdout).not.toContain(marker);
}, 120_000);
