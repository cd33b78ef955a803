import { capture } from "./capture.ts";
import { size } from "./size.ts";
import type { Subject } from "./subject.ts";

/** Everything that can be measured, by the name it is asked for. */
export const subjects = { capture, size } satisfies Record<string, Subject>;
