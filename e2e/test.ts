import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { runEquipmentOrders } from "./examples";
import { loadExamples, startServer, type TestServer } from "./server";

export { expect };

type StorageState = Exclude<BrowserContextOptions["storageState"], string | undefined>;

type Fixtures = {
  /** Sends one OTLP/JSON export request to a project (`default` unless told) and fails unless all of it was taken. */
  sendOtlp: (request: { body: object; project?: string; signal?: "traces" | "logs" }) => Promise<void>;
  /** Calls the JSON API with the bootstrap key and returns the parsed body. */
  api: (path: string, init?: { method?: string; body?: object; project?: string }) => Promise<unknown>;
};

type WorkerFixtures = {
  /** One server for all tests of a worker: keep apart by project, workflow or subject. */
  server: TestServer;
  /** The same with both example programs run over some hundred inputs, in project `default`: ask for it by name. */
  examples: { inputs: number };
  /** A captured order of the equipment example in project `default`: a chain of conditions, a call and a loop. */
  captured: { traceId: string; pointId: string };
  /** The signed-in person's cookies; every page starts with them. */
  signedIn: StorageState;
};

/** The specs' `test`: pages are signed in and relative addresses lead to a real, built server of the worker's own. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  examples: [
    async ({ server }, use) => {
      const inputs = 600;
      await loadExamples(server, { count: inputs });
      await use({ inputs });
    },
    { scope: "worker", timeout: 240_000 },
  ],
  captured: [
    async ({ server }, use) => {
      await runEquipmentOrders(server, { orders: 41 });
      const query = "/api/v1/judgments?project=default&subject=order:EO-10041&point=machine_type";
      const { items } = (await request(server, query, {})) as { items: { traceId: string; pointId: string }[] };
      const [judgment] = items;
      if (!judgment) throw new Error("The example sent no order EO-10041.");
      await use(judgment);
    },
    { scope: "worker", timeout: 120_000 },
  ],
  signedIn: [
    async ({ server, browser }, use) => {
      const context = await browser.newContext();
      await signIn(await context.newPage(), server.signInUrl);
      const state = await context.storageState();
      await context.close();
      await use(state);
    },
    { scope: "worker" },
  ],
  baseURL: ({ server }, use) => use(server.url),
  storageState: ({ signedIn }, use) => use(signedIn),
  sendOtlp: ({ server }, use) =>
    use(async ({ body, project = "default", signal = "traces" }) => {
      const answer = await request(server, `/v1/${signal}?project=${project}`, { method: "POST", body });
      expect(answer, "the server took every span").not.toHaveProperty("partialSuccess.errorMessage");
    }),
  api: ({ server }, use) =>
    use((path, { project = "default", ...init } = {}) => {
      const separator = path.includes("?") ? "&" : "?";
      return request(server, `${path}${separator}project=${project}`, init);
    }),
});

/** Follows the one-time link to the first screen. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.getByRole("navigation").first()).toBeVisible();
}

async function request(server: TestServer, path: string, init: { method?: string; body?: object }): Promise<unknown> {
  const response = await fetch(`${server.url}${path}`, {
    method: init.method ?? "GET",
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    ...(init.body && { body: JSON.stringify(init.body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${init.method ?? "GET"} ${path} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
