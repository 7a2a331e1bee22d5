import { mergeConfig } from "vitest/config";
import tests from "../../vitest.config.ts";

export default mergeConfig(tests, { test: { runner: "./tests/access/taken-away-runner.ts" } });
