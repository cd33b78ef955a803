export { type ActionOptions, action } from "./action";
export { type BranchRecorder, type BranchSpec, branch } from "./branch";
export type { Facts } from "./branch-facts";
export { configure, type Settings } from "./configure";
export { type CasebookConfig, defineConfig, type PointConfig, type PolicyRecord } from "./define-config";
export { fact } from "./fact";
export { type Answer, type DetailedAnswer, judge, type Question } from "./judge";
export type { Judgment } from "./judgment";
export { type WorkflowOptions, workflow } from "./workflow";
