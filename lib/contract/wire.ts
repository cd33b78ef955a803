/**
 * The attribute names of the wire (design.md §3; docs/reference/wire.md, held to this list by a test).
 * This module imports nothing, so the SDK bundles it as it is.
 */
export const wire = {
  kind: "casebook.kind",
  name: "casebook.name",
  workflowName: "casebook.workflow.name",
  workflowVersion: "casebook.workflow.version",
  subjectType: "casebook.subject.type",
  subjectId: "casebook.subject.id",
  seq: "casebook.seq",
  key: "casebook.key",
  input: "casebook.input",
  output: "casebook.output",
  error: "casebook.error",
  lossy: "casebook.lossy",
  replay: "casebook.replay",
  task: "casebook.judgment.task",
  choices: "casebook.judgment.choices",
  confidence: "casebook.judgment.confidence",
  scores: "casebook.judgment.scores",
  rationale: "casebook.judgment.rationale",
  decider: "casebook.judgment.decider",
  actionEffect: "casebook.action.effect",
  branchArm: "casebook.branch.arm",
  branchOutcome: "casebook.branch.outcome",
  branchPath: "casebook.branch.path",
  branchFacts: "casebook.branch.facts",
  branchRows: "casebook.branch.rows",
  sites: "casebook.sites",
} as const;

/** Names of OpenTelemetry's own that our SDK writes next to them. */
export const wireReused = {
  errorType: "error.type",
  filePath: "code.file.path",
  functionName: "code.function.name",
  lineNumber: "code.line.number",
  provider: "gen_ai.provider.name",
  requestModel: "gen_ai.request.model",
  responseModel: "gen_ai.response.model",
  inputTokens: "gen_ai.usage.input_tokens",
  outputTokens: "gen_ai.usage.output_tokens",
  commit: "vcs.ref.head.revision",
  repository: "vcs.repository.url.full",
  serviceName: "service.name",
  serviceVersion: "service.version",
} as const;

/** Largest JSON text of one attribute, in bytes of UTF-8; the SDK cuts to it and names what it cut in `casebook.lossy`. */
export const maxJsonBytes = 32 * 1024;
