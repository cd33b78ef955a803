import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const nodeFlags = [
  "--experimental-strip-types",
  "--disable-warning=ExperimentalWarning",
  "--import",
  "casebook/loader",
];

/**
 * The screens of captured branches, from real runs of the example programs on a server that holds nothing else.
 * @param server its origin and a key of all scopes
 * @returns each screen's name, its path and what is done before the picture
 */
export async function prepareCapturedScreens({ origin, apiKey }) {
  const call = createCaller(origin, apiKey);
  runExample("equipment-order", 103, { origin, apiKey });
  runExample("complaint-triage", 120, { origin, apiKey });
  const chain = await findBranch(call, { subject: "order:EO-10005", name: "decideSku" });
  const loop = await findBranch(call, { subject: "order:EO-10041", name: "decideSku" });
  const [refund] = await listJudgments(call, "point=complaint_type&output=refund&arm=escalate_refund&limit=1");
  await correctAndReplay(call, refund, { origin, apiKey });
  const missing = await sendWithoutSource(call);
  return [
    // As high as the whole chain: down to the line that chose the SKU.
    { name: "branch-source", path: `/default/traces/${chain.traceId}?step=${chain.spanId}`, height: 1120 },
    { name: "branch-loop", path: `/default/traces/${loop.traceId}?step=${loop.spanId}`, act: showLaterTurn },
    { name: "branch-missing", path: `/default/traces/${missing}` },
    { name: "branch-map", path: `/default/points/${refund.pointId}#branch-map`, act: showBranchMap },
    { name: "consequence-replayed", path: `/default/decisions?peek=${refund.id}`, act: chooseCorrection },
  ];
}

function createCaller(origin, apiKey) {
  return async (address, body) => {
    const response = await fetch(`${origin}${address}`, {
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
}

function runExample(name, count, { origin, apiKey }, program = ["src/main.ts", String(count)]) {
  const env = { ...process.env, CASEBOOK_URL: origin, CASEBOOK_API_KEY: apiKey, OPENAI_BASE_URL: "" };
  execFileSync(process.execPath, [...nodeFlags, ...program], {
    cwd: path.join(root, "examples", name),
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

const listJudgments = async (call, query) => (await call(`/api/v1/judgments?${query}`)).items;

async function findBranch(call, { subject, name }) {
  const { items } = await call(`/api/v1/traces?subject=${subject}`);
  const { steps } = await call(`/api/v1/traces/${items[0].traceId}`);
  return { traceId: items[0].traceId, spanId: steps.find((step) => step.branch?.name === name).spanId };
}

async function correctAndReplay(call, { id }, server) {
  await call(`/api/v1/judgments/${id}/labels`, { verdict: "incorrect", expected: "fraud" });
  runExample("complaint-triage", 0, server, [path.join(root, "sdk/bin/casebook.mjs"), "replay", "--corrections"]);
}

/** A branch whose site table never arrives. */
async function sendWithoutSource(call) {
  const traceId = randomBytes(16).toString("hex");
  const text = (key, value) => ({ key, value: { stringValue: value } });
  const rows = {
    v: 1,
    frames: [[0, 0, -1, -1]],
    rows: [
      [0, 0, "refund"],
      [0, 1, true],
      [0, 2, 12],
      [0, 3, true],
    ],
  };
  const at = Date.now();
  const span = {
    traceId,
    spanId: randomBytes(8).toString("hex"),
    name: "routeComplaint",
    kind: 1,
    startTimeUnixNano: `${at}000000`,
    endTimeUnixNano: `${at + 1}000000`,
    attributes: [
      text("casebook.kind", "branch"),
      text("casebook.name", "routeComplaint"),
      text("casebook.branch.arm", "approve_refund"),
      text("casebook.branch.rows", JSON.stringify(rows)),
      text("casebook.sites", randomBytes(32).toString("hex")),
    ],
  };
  await call("/v1/traces", { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
  return traceId;
}

const sourceOf = (page, name) => page.getByRole("region", { name: new RegExp(`^Source of ${name}`) });

async function showLaterTurn(page) {
  await sourceOf(page, "scriptedCode").scrollIntoViewIfNeeded();
  await sourceOf(page, "scriptedCode")
    .getByRole("button", { name: /^Later/ })
    .click();
}

async function showBranchMap(page) {
  await page.getByRole("article", { name: /^Map of routeComplaint/ }).scrollIntoViewIfNeeded();
}

async function chooseCorrection(page) {
  const answers = page.getByRole("region", { name: "Correction" });
  await answers.getByRole("radio", { name: /fraud/ }).click();
  await page.getByRole("region", { name: "Replayed" }).scrollIntoViewIfNeeded();
}
