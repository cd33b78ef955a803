import type { Shape } from "./shape";
import { containerShapes } from "./shapes-containers";
import { flowShapes } from "./shapes-flow";
import { functionShapes } from "./shapes-functions";
import { limitShapes } from "./shapes-limits";
import { variableShapes } from "./shapes-variables";

/** Every data-flow shape, with the links its conditions must carry. */
export const shapes: Shape[] = [
  ...variableShapes,
  ...containerShapes,
  ...functionShapes,
  ...flowShapes,
  ...limitShapes,
];
