import { expect, test } from "vitest";
import { strokeOf } from "./keys";

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test.each([
  [{ ...plain, key: "j" }, "j"],
  [{ ...plain, key: "k", metaKey: true }, "mod+k"],
  [{ ...plain, key: "K", ctrlKey: true }, "mod+k"],
  [{ ...plain, key: "?", shiftKey: true }, "?"],
  [{ ...plain, key: "Enter" }, "enter"],
  [{ ...plain, key: "ArrowDown", shiftKey: true }, "shift+arrowdown"],
  [{ ...plain, key: " " }, "space"],
])("%o is written %s", (event, text) => {
  expect(strokeOf(event)).toBe(text);
});
