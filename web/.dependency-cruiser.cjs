/** Who may know whom in web/src: `npm run check` holds the code to it. */
const stages =
  "^src/recogniser/(rasterise|windows|normalise|contract|components|stroke-width|picture/(ink|flatten|writing|rules|dust|desk|edge-lines|picture-header)|number/(features|line|seams|ink-pieces|stroke-pieces|segment|paths)|line/(ctc|spelling))\\.ts$";
/** What all of them may use: words, measures and filters. */
const tools = "types|bounds|logs|median|components|stroke-width|windows";
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
      from: { path: "^src/app/", pathNot: tests },
      to: { path: "^src/(recogniser|node)/", pathNot: "^src/recogniser/index\\.ts$" },
    },
    {
      // The front knows its worker's address only once it is built: tests put the words of types.ts in its place.
      name: "the-app-s-tests-know-the-words-too",
      severity: "error",
      from: { path: "^src/app/.*\\.test\\.ts$" },
      to: { path: "^src/(recogniser|node)/", pathNot: "^src/recogniser/(index|types)\\.ts$" },
    },
    {
      name: "recogniser-knows-neither-page-nor-command-nor-service-worker",
      severity: "error",
      from: { path: "^src/recogniser/" },
      to: { path: "^src/(app|node|offline)/" },
    },
    {
      // They are fetched and installed apart, and may be of different versions.
      name: "page-and-service-worker-share-words-alone",
      severity: "error",
      from: { path: "^src/app/" },
      to: { path: "^src/offline/", pathNot: "^src/offline/words\\.ts$" },
    },
    {
      name: "service-worker-knows-only-its-words",
      severity: "error",
      from: { path: "^src/offline/" },
      to: { path: "^src/(app|recogniser|node)/" },
    },
    {
      name: "what-runs-in-a-browser-needs-no-node",
      severity: "error",
      from: { path: "^src/(app|recogniser|offline)/", pathNot: tests },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "only-graphs-and-backends-know-tensorflow",
      severity: "error",
      from: { pathNot: "^src/recogniser/(graph|classifier\\.test|(wasm|cpu)-backend)\\.ts$" },
      to: { path: "@tensorflow/" },
    },
    {
      name: "stages-know-only-types",
      severity: "error",
      from: { path: stages },
      to: { pathNot: `^src/recogniser/(${tools}|number/(features|line|seams))\\.ts$` },
    },
    {
      name: "pictures-know-neither-numbers-nor-sheets",
      severity: "error",
      from: { path: "^src/recogniser/picture/" },
      to: { path: "^src/recogniser/(number|sheet)/" },
    },
    {
      name: "numbers-and-sheets-know-of-pictures-their-ink-alone",
      severity: "error",
      from: { path: "^src/recogniser/(number|sheet)/", pathNot: tests },
      to: { path: "^src/recogniser/picture/", pathNot: "^src/recogniser/picture/picture\\.ts$" },
    },
    {
      name: "numbers-know-no-sheets",
      severity: "error",
      from: { path: "^src/recogniser/number/" },
      to: { path: "^src/recogniser/sheet/" },
    },
    {
      name: "only-worker-and-node-compose-the-stages",
      severity: "error",
      from: {
        pathNot: `^src/(recogniser/((wasm-|cpu-)?worker|late-reading|classifier|digit|number/number|number/number-line|number/glance|number/hypotheses|line/(strip|line-net|marks)|page/page-net|picture/(picture|paper|paper-edges|photograph|edge-frame)|sheet/(sheet|page-layout|gathering|quarters))|node/main)\\.ts$|${tests}`,
      },
      to: {
        path: "^src/recogniser/(rasterise|normalise|classifier|graph|(wasm|cpu)-backend|digit|late-reading|worker|picture/(ink|flatten|writing|rules|paper|paper-edges|photograph|dust|desk|edge-lines|decode|picture)|number/((ink|stroke)-pieces|segment|paths|number))\\.ts$",
      },
    },
    {
      name: "no-orphans",
      severity: "error",
      from: {
        orphan: true,
        pathNot: [tests, "^src/(app|node)/main\\.ts$", "^src/recogniser/(wasm|cpu)-worker\\.ts$"],
      },
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
