import vm from "node:vm";
import type { Program } from "./generate/program";
import type { Runnable } from "./instrument";
import { type Random, randomFrom } from "./random";
import { type Stack, stackOf } from "./stacks";
import { createWorld, type World } from "./world";

/** All that a run of a program let anyone observe. */
export type Observation = {
  lines: string[];
  markers: string[];
  /** Where the errors that were seen came from. */
  stacks: Stack[];
  /** Promises that were broken and never looked at. */
  unhandled: number;
};

/** Runs what runs the program: plainly, or inside something, as a workflow. */
export type Surroundings = <Result>(body: () => Promise<Result>) => Promise<Result>;

const maxTicks = 300;
/** Ticks that go on after the end, for what was left running. */
const ticksAfter = 25;

let unhandled = 0;
process.on("unhandledRejection", () => void unhandled++);

// A function's text is the one thing that instrumenting changes and says that it does.
const functionText = Function.prototype.toString;
Function.prototype.toString = function (this: () => unknown) {
  const text = functionText.call(this);
  return /\{ \[native code\] \}$/.test(text) ? text : "function text";
};

/** Runs a program once in a world of its own. */
export async function execute(program: Program, runnable: Runnable, surroundings: Surroundings): Promise<Observation> {
  const stacks: Stack[] = [];
  const world = createWorld((error) => stacks.push(stackOf(error, program.file, runnable)));
  unhandled = 0;
  await surroundings(() => perform(program, runnable, world));
  // Broken promises are told of after the microtasks.
  await new Promise((resolve) => setImmediate(resolve));
  return { lines: world.lines, markers: world.markers, stacks, unhandled };
}

/** @returns what `main` gave, in a list, since the value itself may be a thenable */
async function perform(program: Program, { code }: Runnable, world: World): Promise<unknown[]> {
  const out: { main?: (...given: unknown[]) => unknown } = {};
  let isOver = false;
  try {
    load(program, code, world, out);
  } catch (error) {
    world.note(`module failed ${world.describe(error)}`);
  }
  const ticking = tickUntil(() => isOver, world);
  const result: unknown[] = [];
  const ended = drive(program, world, { main: () => out.main?.(...givenTo(world)), result }).then(() => {
    isOver = true;
  });
  await Promise.race([ended, ticking]);
  isOver = true;
  await ticking;
  return result;
}

/**
 * True for every eighth program that is not asynchronous: its `main` is called before the module's own code has run, as
 * by another module of an import cycle. Functions are there already, and nothing else is.
 */
export function isCyclic({ seed, kind }: Program): boolean {
  return seed % 8 === 0 && kind === "sync";
}

/** Runs the module's own code. */
function load(program: Program, code: string, world: World, out: object): void {
  const names = Object.keys(world.globals);
  const strictness = /^\W*["']use strict/.test(program.source) ? '"use strict";' : "";
  const ahead = isCyclic(program) ? `${strictness}EARLY(main);` : "";
  const options = { filename: program.file, columnOffset: -ahead.length };
  const early = (main: (...given: unknown[]) => unknown) => {
    try {
      world.note(`early ${world.describe(main(...givenTo(world)))}`);
    } catch (error) {
      world.note(`failed early ${world.describe(error)}`);
    }
  };
  const module = vm.compileFunction(ahead + code, ["OUT", "EARLY", ...names], options);
  module.call(undefined, out, early, ...Object.values(world.globals));
}

async function tickUntil(isOver: () => boolean, world: World): Promise<void> {
  let left = maxTicks;
  while (left-- > 0) {
    await undefined;
    world.tick();
    if (isOver() && left > ticksAfter) left = ticksAfter;
  }
}

function givenTo(world: World): unknown[] {
  const { P } = world.globals as { P: (name: string, target: object) => object };
  return [
    2,
    { n: 1, s: "a", o: { n: 2, s: "b" }, a: [1, 2], m: (x: unknown) => x },
    [1, 2, 3],
    "refund",
    P("given", { n: 3, s: "n", m: () => 4 }),
  ];
}

/** Calls `main` and, where it gives values one by one, takes them, sends some back, and sometimes ends it early. */
async function drive(
  program: Program,
  world: World,
  { main, result }: { main: () => unknown; result: unknown[] },
): Promise<void> {
  const told = (what: string, value: unknown) => {
    result.push(value);
    world.note(`${what} ${world.describe(value)}`);
  };
  try {
    const made = main();
    if (program.kind === "sync") return told("result", made);
    if (program.kind === "async") return told("result", await made);
    await take(randomFrom(program.seed ^ 0x9e3779b9), made as AsyncGenerator, told);
  } catch (error) {
    told("failed", error);
  }
}

async function take(random: Random, made: AsyncGenerator, told: (what: string, value: unknown) => void): Promise<void> {
  const inBursts = random.chance(0.3);
  for (let step = 0; step < 12; step++) {
    const form = random.weighted({ next: 10, return: 1, throw: 1 });
    const sent = random.pick([undefined, 0, "sent", 3]);
    const asked = () =>
      form === "next" ? made.next(sent) : form === "return" ? made.return(sent) : made.throw(new Error("sent"));
    const others = inBursts ? [made.next(1), made.next(2)] : [];
    const given = await asked();
    told("gave", given);
    for (const other of others) told("gave", await other);
    if (given.done) return;
  }
}
