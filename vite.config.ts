/// <reference types="@remix-run/node" />
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

// Options of Remix live in remix.config.js. The `#` aliases are package imports: Vite reads them from package.json.
export default defineConfig({
  plugins: [remix(remixConfig)],
  build: { target: "es2022" },
});
