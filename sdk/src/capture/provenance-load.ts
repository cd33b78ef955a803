import { as, type CallPlan, type FlowPlan, type SitePlan, type Term } from "./provenance-plan";

/** A source of a value, as `Term` says it. */
export type Source = { from: number; which: number; path: string; at: string; as: number; when: number[] | undefined };

/** A variable: functions further out (-1 for the module), and its slot. */
export type Place = { from: number; which: number };

type Into = { object: Source; key: string; first: number };

/** `CallPlan`, laid out for use. */
export type CallFlow = Omit<CallPlan, "args" | "receiver" | "result" | "into"> & {
  args: Source[][];
  receiver: Source[];
  result: Source[];
  into: Into | undefined;
};

/** `SitePlan`, every one of the same form: this is looked at once per row. */
export type SiteFlow = {
  reads: Source[];
  group: number[] | undefined;
  writes: Place | undefined;
  isFresh: boolean;
  into: Into | undefined;
  under: number[] | undefined;
  behind: number[] | undefined;
  decides: Place[] | undefined;
  param: SitePlan["param"];
  call: CallFlow | undefined;
  isChoice: boolean;
  isTurn: boolean;
  isAwaited: boolean;
  isOutcome: boolean;
  isCatch: boolean;
  isThrow: boolean;
};

export type Flow = {
  sites: (SiteFlow | undefined)[];
  untold: { by: number; fn: number; args: Source[][] }[];
};

/** Reads a module's static flow; undefined where its prelude holds none. */
export function loadFlow(text: string): Flow | undefined {
  if (text === "") return undefined;
  const { sites, untold, decisions } = JSON.parse(text) as FlowPlan;
  return {
    sites: sites.map((plan) => (plan === 0 ? undefined : siteFlow(plan, decisions))),
    untold: untold.map(([by, fn, args]) => ({ by, fn, args: args.map(sourcesOf) })),
  };
}

function siteFlow(plan: SitePlan, decisions: number[][]): SiteFlow {
  return {
    reads: sourcesOf(plan.reads),
    group: plan.group,
    writes: plan.writes && { from: plan.writes[0], which: plan.writes[1] },
    isFresh: plan.isFresh ?? false,
    into: plan.into && { object: sourceOf(plan.into.object), key: plan.into.key, first: 0 },
    under: plan.under === undefined ? undefined : decisions[plan.under],
    behind: plan.behind === undefined ? undefined : decisions[plan.behind],
    decides: plan.decides?.map(([from, which]) => ({ from, which })),
    param: plan.param,
    call: plan.call && callFlow(plan.call),
    isChoice: plan.isChoice ?? false,
    isTurn: plan.isTurn ?? false,
    isAwaited: plan.isAwaited ?? false,
    isOutcome: plan.isOutcome ?? false,
    isCatch: plan.isCatch ?? false,
    isThrow: plan.isThrow ?? false,
  };
}

function callFlow({ args, receiver, result, into, ...rest }: CallPlan): CallFlow {
  return {
    ...rest,
    args: args.map(sourcesOf),
    receiver: sourcesOf(receiver),
    result: sourcesOf(result),
    into: into && { object: sourceOf(into.object), key: into.key, first: into.from },
  };
}

function sourcesOf(terms: readonly Term[] | undefined): Source[] {
  return (terms ?? []).map(sourceOf);
}

function sourceOf([from, which, path = "", at = "", how = as.part, when]: Term): Source {
  return { from, which, path, at, as: how, when };
}
