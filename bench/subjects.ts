import { capture } from "./capture.ts";
import { replay } from "./replay.ts";
import { size } from "./size.ts";
import type { Subject } from "./subject.ts";

/** Everything that can be measured, by the name it is asked for. */
export const subjects = { capture, size, replay } satisfies Record<string, Subject>;
