import { casebook } from "casebook/build";
import { defineConfig } from "vitest/config";

// The models train at their first question and one test plays the whole demo, which takes long on a busy machine.
export default defineConfig({ plugins: [casebook.vite()], test: { testTimeout: 300_000 } });
