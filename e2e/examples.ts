import { spawn } from "node:child_process";
import path from "node:path";
import { nodeFlags, type TestServer } from "./server";

/**
 * Runs the equipment example over its first orders, as its own process, which sends what it does through the SDK.
 * @returns what it printed, a line for each order
 */
export function runEquipmentOrders(server: TestServer, { orders }: { orders: number }): Promise<string> {
  const child = spawn(process.execPath, [...nodeFlags, "src/main.ts", String(orders)], {
    cwd: path.resolve(import.meta.dirname, "../examples/equipment-order"),
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, CASEBOOK_URL: server.url, CASEBOOK_API_KEY: server.apiKey, OPENAI_BASE_URL: "" },
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve(output) : reject(new Error(`The example ended with ${code}`))));
  });
}
