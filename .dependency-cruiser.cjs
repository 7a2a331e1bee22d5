// Who may import whom: the table of docs/architecture.md, held by a machine. Arrows point down only.
const room = (name, from, allowed, extra = {}) => ({
  name: `${name}-imports-only-what-lies-below`,
  severity: "error",
  from: { path: from, ...extra.from },
  to: { path: "^(schemas|crosswalks|db|app|tests|server\\.js)", pathNot: allowed, ...extra.to },
});

module.exports = {
  forbidden: [
    room("schemas", "^schemas/", ["^schemas/"]),
    room("crosswalks", "^crosswalks/", ["^crosswalks/", "^schemas/"]),
    room("domain", "^app/domain/", ["^app/domain/", "^schemas/"]),
    room("db", "^db/", ["^db/", "^schemas/"]),
    room("adapters", "^app/adapters/", ["^schemas/"], { to: { pathNot: ["^schemas/", "^app/adapters/documents/", "^app/adapters/readers/", "^app/adapters/storage/"] } }),
    room("services", "^app/services/", ["^app/services/", "^app/domain/", "^schemas/", "^db/repos/", "^db/client", "^app/(file-)?context\\.server\\.ts$"]),
    room("context", "^app/(file-)?context\\.server\\.ts$", ["^app/(file-)?context\\.server\\.ts$", "^db/", "^app/adapters/", "^crosswalks/", "^schemas/"]),
    room("http", "^app/http/", ["^app/http/", "^app/(file-)?context\\.server\\.ts$", "^app/services/", "^schemas/", "^app/domain/"]),
    room("jobs-and-worker", "^app/(jobs/|worker\\.server\\.ts$)", ["^app/jobs/", "^app/worker\\.server\\.ts$", "^app/(file-)?context\\.server\\.ts$", "^app/services/", "^schemas/", "^app/domain/"]),
    room("cli", "^app/cli/", ["^app/cli/", "^app/(file-)?context\\.server\\.ts$", "^app/services/", "^schemas/", "^app/domain/"]),
    room("ui", "^app/ui/", ["^app/ui/", "^app/domain/", "^schemas/", "^app/styles/"]),
    {
      name: "ui-never-imports-server-modules",
      severity: "error",
      from: { path: "^app/ui/" },
      to: { path: "\\.server\\.(ts|tsx)$" },
    },
    room("routes", "^app/routes/", ["^app/http/", "^app/services/", "^app/ui/", "^app/domain/", "^schemas/", "^app/styles/", "^app/routes/"]),
    {
      name: "no-route-imports-another",
      comment: "A piece used by two routes moves to ui or services; a route's own pieces may take its types.",
      severity: "error",
      from: { path: "^app/routes/" },
      to: { path: "^app/routes/([^/]+|[^/]+/route)\\.tsx?$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "the-kit-knows-no-product-words",
      severity: "error",
      from: { path: "^app/ui/kit/" },
      to: { path: "^(app/domain|schemas|app/ui/(?!kit/))" },
    },
    {
      name: "types-of-context-only",
      comment: "A service takes the Context type; building one is for the edges.",
      severity: "error",
      from: { path: "^app/services/" },
      to: { path: "^app/(file-)?context\\.server\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "pure-rooms-touch-nothing-outside",
      comment: "The domain reads no clock, file, environment or database; schemas know zod only.",
      severity: "error",
      from: { path: "^(app/domain|schemas)/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "domain-uses-pure-libraries",
      severity: "error",
      from: { path: "^app/domain/" },
      to: { path: "node_modules/", pathNot: "node_modules/(fraction\\.js|date-fns|@marcbachmann/cel-js|zod)/" },
    },
    { name: "schemas-use-zod-only", severity: "error", from: { path: "^schemas/" }, to: { path: "node_modules/", pathNot: "node_modules/zod/" } },
    { name: "database-libraries-stay-in-db", severity: "error", from: { path: "^app/", pathNot: "^app/(context|worker)\\.server\\.ts$" }, to: { path: "node_modules/(pg|kysely|graphile-worker)/", dependencyTypesNot: ["type-only"] } },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
    { name: "nothing-unresolved", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^virtual:" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^build/|^tests/(?!layers)|\\.css$|\\?url$|\\?raw$)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: require("node:path").join(__dirname, "tsconfig.json") },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"], extensions: [".ts", ".tsx", ".js", ".json", ".css"] },
  },
};
