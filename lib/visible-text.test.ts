import { expect, it } from "vitest";
import { visibleText } from "./visible-text";

it("shows terminal escapes and NUL instead of obeying them", () => {
  expect(visibleText("a\u0000b\u001b[31mred\u007f")).toBe("a⟨U+0000⟩b⟨U+001B⟩[31mred⟨U+007F⟩");
});

it("names direction overrides and invisible marks", () => {
  expect(visibleText("user\u202Etxt.exe\u200B")).toBe("user⟨U+202E⟩txt.exe⟨U+200B⟩");
});

it("leaves ordinary text, tabs and lines as they are", () => {
  const text = "größe\t5 × 3\n<script>alert(1)</script> 日本語 👩‍👩‍👧";
  expect(visibleText(text)).toBe(text);
});

it("turns carriage returns before line feeds into plain lines", () => {
  expect(visibleText("a\r\nb\rc")).toBe("a\nb⟨U+000D⟩c");
});
