import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { cutText, maxDepth, maxValueBytes, sanitizeJson, sanitizeText } from "./sanitize";

/** Texts of every awkward kind, the same ones each run. */
function* awkwardTexts(): Generator<string> {
  const units = ["a", "\0", "\ud83d", "\ude00", "😀", "é", "\\u0000", "\n", "\u001b[31m", "<script>"];
  for (const first of units) for (const second of units) for (const third of units) yield first + second + third;
}

describe("sanitizing text", () => {
  test("every result is well formed, without NUL, and cleaning it again changes nothing", () => {
    for (const text of awkwardTexts()) {
      const clean = sanitizeText(text);
      expect(clean.isWellFormed() && !clean.includes("\0")).toBe(true);
      expect(sanitizeText(clean)).toBe(clean);
    }
  });

  test("text that can be stored is untouched, whatever it would do in a terminal or a page", () => {
    for (const text of ["<script>alert(1)</script>", "\u001b[31m", "😀", ""]) expect(sanitizeText(text)).toBe(text);
  });

  test("NUL and each lone surrogate become visible escapes", () => {
    expect(sanitizeText("a\0b\ud83dc😀\ude00")).toBe("a\\u0000b\\ud83dc😀\\ude00");
  });

  test("a text over 1 MiB is cut at a character and tells its length and digest", () => {
    const text = `x${"é".repeat(maxValueBytes)}`;
    const cut = cutText(text);
    const bytes = Buffer.byteLength(text);
    const digest = createHash("sha256").update(text).digest("hex");
    expect(cut.endsWith(`é [cut by Casebook: ${bytes} bytes, SHA-256 ${digest}]`)).toBe(true);
    expect(Buffer.byteLength(cut)).toBeLessThan(maxValueBytes + 200);
    expect(cutText("é".repeat(maxValueBytes / 2))).toHaveLength(maxValueBytes / 2);
  });

  test("values are cleaned in keys, texts and depth, and __proto__ stays an ordinary key", () => {
    const value = JSON.parse('{"__proto__":{"a":"x\\u0000"},"k\\u0000":[1,null,true]}');
    const clean = sanitizeJson(value);
    expect(JSON.stringify(clean)).toBe('{"__proto__":{"a":"x\\\\u0000"},"k\\\\u0000":[1,null,true]}');
    expect(Object.getPrototypeOf(clean)).toBe(Object.prototype);
    const deep = JSON.parse("[".repeat(10_000) + "]".repeat(10_000));
    expect(JSON.stringify(sanitizeJson(deep))).toBe(
      `${"[".repeat(maxDepth)}"[nested deeper than ${maxDepth} levels]"${"]".repeat(maxDepth)}`,
    );
  });
});
