import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { chromium } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../../scripts/chromium.mjs";
import { readPackedSdk } from "../packed";
import { type Receiver, startReceiver } from "../receiver";
import { expectSettled } from "./captured";
import { isInstall, lastLine, readSection } from "./guide";
import { createProject, type Project } from "./project";

let receiver: Receiver;
let project: Project;
const steps = readSection("Vite");
const runs = steps.flatMap((step) => ("run" in step && !isInstall(step) ? [step.run] : []));

beforeAll(async () => {
  receiver = await startReceiver({ packed: readPackedSdk() });
  project = createProject({ CASEBOOK_URL: receiver.url, CASEBOOK_API_KEY: "k" });
  await project.follow(readSection("Install"));
  await project.follow(steps.filter((step) => "save" in step || isInstall(step)));
});
afterAll(async () => {
  await receiver.close();
  project.remove();
});

describe("a Vite app that follows the guide", () => {
  it("captures in its built server, and its build sends the source and keeps a copy", async () => {
    const [build = "", serve = ""] = (runs[0] ?? "").trim().split("\n");
    const { stdout } = await project.run(build);
    expect(stdout).toContain("casebook: 2 functions in src/triage.ts\n");
    expect([...receiver.tables.keys()].map((sha256) => `${sha256}.json`)).toEqual(
      readdirSync(path.join(project.folder, "dist/casebook-sites")),
    );
    const server = await project.serve(serve);
    expect(await (await fetch(server.url)).text()).toBe("approve");
    await expectSettled(receiver);
    expect((await server.stop()).stderr).toBe("");
  });

  it("captures in the development server", async () => {
    receiver.spans.length = 0;
    const server = await project.serve(lastLine(runs[1]));
    expect(await (await fetch(server.url)).text()).toBe("approve");
    await expectSettled(receiver);
    expect((await server.stop()).stderr).toBe("");
  });
});

const client = `import { triage } from "./triage";

const say = (text: unknown) => document.body.append(\`[\${text}]\`);
addEventListener("error", ({ message }) => say(message));
addEventListener("unhandledrejection", ({ reason }) => say(reason));
for (const name of ["warn", "error"] as const) console[name] = say;
say(await triage({ text: "The kettle arrived broken. I want my money back.", days: 12 }));
`;

describe("a browser's bundle with an audited function", () => {
  it("is left as it is, so that nobody reads the source in it", async () => {
    const { said, bundle } = await buildClient("casebook.vite()");
    expect(said).toContain("casebook: not captured in browsers: 2 functions in src/triage.ts\n");
    expect(bundle).not.toContain("ask your model here");
    expect(await seenInChromium()).toBe("[approve]");
  });

  it("runs untouched and silent without a provider where it is captured all the same", async () => {
    const { bundle } = await buildClient("casebook.vite({ browser: true })");
    expect(bundle).toContain("ask your model here");
    expect(await seenInChromium()).toBe("[approve]");
  });
});

async function buildClient(plugin: string): Promise<{ said: string; bundle: string }> {
  const config = steps
    .flatMap((step) => ("save" in step && step.save === "vite.config.ts" ? [step.text] : []))
    .join("");
  project.save("vite.config.ts", config.replace("casebook.vite()", plugin));
  project.save("index.html", '<!doctype html><body><script type="module" src="/src/client.ts"></script></body>');
  project.save("src/client.ts", client);
  const { stdout } = await project.run("npx vite build --outDir dist/client");
  const assets = path.join(project.folder, "dist/client/assets");
  const bundle = readdirSync(assets).map((name) => readFileSync(path.join(assets, name), "utf8"));
  return { said: stdout, bundle: bundle.join("\n") };
}

/** The text of the built page's body once its script has run. */
async function seenInChromium(): Promise<string> {
  const folder = path.join(project.folder, "dist/client");
  const server = createServer(({ url = "/" }, response) => {
    const name = url === "/" ? "index.html" : url.slice(1);
    if (!existsSync(path.join(folder, name))) return void response.writeHead(404).end();
    response.setHeader("content-type", name.endsWith(".js") ? "text/javascript" : "text/html");
    response.end(readFileSync(path.join(folder, name)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const body = page.locator("body");
    await body.getByText("[").waitFor();
    return (await body.textContent()) ?? "";
  } finally {
    await browser.close();
    server.close();
  }
}
