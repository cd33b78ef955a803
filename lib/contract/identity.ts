import type { KeyScope } from "./vocabulary";

/**
 * Who is asking: a person with a session (all scopes on every project) or a key (its project and scopes).
 * `id` and `name` are what labels and audit events carry.
 */
export type Actor = { kind: "person" | "key"; id: string; name: string; project: string | null; scopes: KeyScope[] };
