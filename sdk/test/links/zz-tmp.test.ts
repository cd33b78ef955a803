import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { afterAll, beforeAll, it } from "vitest";
import { startMemory } from "../capture/load-audited";
import { perturb } from "./perturb";
import { generateWorkflow } from "./workflows";

const memory = startMemory();
it("x", async () => {
  const s = new Session();
  s.connect();
  await s.post("Profiler.enable");
  await s.post("Profiler.start");
  const cpu = process.cpuUsage();
  const total = { replays: 0, divergences: 0, n: 0, v: 0, c: 0, w: 0, vl: 0, cl: 0, un: 0 };
  const N = Number(process.env.N ?? 100);
  for (let i = 0; i < N; i++) {
    memory.reset();
    const f = await perturb(generateWorkflow(20261122 + i));
    total.replays += f.replays;
    total.divergences += f.divergences;
    total.n++;
    total.v += f.via.value;
    total.c += f.via.control;
    total.w += f.via.window;
    total.vl += f.valueLinks;
    total.cl += f.changedLinks;
    total.un += f.unlinked.length;
    if (f.unlinked.length) console.log(20261122 + i, JSON.stringify(f.unlinked));
  }
  const used = process.cpuUsage(cpu);
  const { profile } = await s.post("Profiler.stop");
  console.log(JSON.stringify(total), (used.user + used.system) / 1e6, "s");
  const self = new Map<string, number>();
  const dt = profile.timeDeltas!;
  const by = new Map(profile.nodes.map((n) => [n.id, n]));
  profile.samples!.forEach((id, i) => {
    const n = by.get(id)!;
    const k =
      n.callFrame.functionName + " " + n.callFrame.url.split("/").slice(-2).join("/") + ":" + n.callFrame.lineNumber;
    self.set(k, (self.get(k) ?? 0) + dt[i]!);
  });
  console.log(
    [...self]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 25)
      .map(([k, v]) => (v / 1e6).toFixed(2) + " " + k)
      .join("\n"),
  );
}, 200000);
