/** Who may know whom in web/src: `npm run check` holds the code to it. */
const stages = "^src/recogniser/(rasterise|ink|segment|normalise|picture-header|contract)\\.ts$";
const tests = "\\.test\\.ts$";

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "app-knows-only-the-library-s-front",
      severity: "error",
      from: { path: "^src/app/" },
      to: { path: "^src/(recogniser|node)/", pathNot: "^src/recogniser/index\\.ts$" },
    },
    {
      name: "recogniser-knows-neither-page-nor-node",
      severity: "error",
      from: { path: "^src/recogniser/", pathNot: tests },
      to: { path: "^src/(app|node)/|^node:", dependencyTypesNot: ["npm"] },
    },
    {
      name: "only-the-classifier-knows-tensorflow",
      severity: "error",
      from: { pathNot: "^src/recogniser/classifier\\.ts$" },
      to: { path: "@tensorflow/" },
    },
    {
      name: "stages-know-only-types",
      severity: "error",
      from: { path: stages },
      to: { pathNot: "^src/recogniser/types\\.ts$" },
    },
    {
      name: "only-worker-and-node-compose-the-stages",
      severity: "error",
      from: { pathNot: `^src/(recogniser/worker|node/main)\\.ts$|${tests}` },
      to: { path: "^src/recogniser/(rasterise|ink|segment|normalise|classifier|decode|worker)\\.ts$" },
    },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, pathNot: [tests, "^src/(app|node)/main\\.ts$", "^src/recogniser/worker\\.ts$"] },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { conditionNames: ["import", "types", "default"] },
  },
};
