import { describe, expect, it } from "vitest";
import { brandOf, byteLengthOf } from "./brands";
import { keep, keptText } from "./capture/preview";
import { encode } from "./encode";

describe("brandOf", () => {
  it.each([
    ["date", new Date(0)],
    ["error", new (class Failed extends TypeError {})("no")],
    ["map", new Map()],
    ["set", new (class Bag extends Set {})()],
    ["promise", Promise.resolve()],
    ["bytes", new Uint8Array(3)],
    ["bytes", new DataView(new ArrayBuffer(2))],
    ["bytes", new SharedArrayBuffer(1)],
    [undefined, {}],
    [undefined, Object.create(Date.prototype)],
  ])("says %s", (brand, value) => {
    expect(brandOf(value)).toBe(brand);
  });
});

describe("byteLengthOf", () => {
  it("asks no getter of the value's own class", () => {
    class Bytes extends Uint8Array {
      override get byteLength(): number {
        throw new Error("asked");
      }
    }
    expect(byteLengthOf(new Bytes(3))).toBe(3);
    expect(byteLengthOf(new DataView(new ArrayBuffer(2)))).toBe(2);
    expect(byteLengthOf(new SharedArrayBuffer(1))).toBe(1);
  });
});

describe("an object that inherits from a proxy", () => {
  const sprung: PropertyKey[] = [];
  const traps = new Proxy({}, { get: (_, trap) => void sprung.push(trap) });
  const heir = Object.create(new Proxy({ n: 1 }, traps), { own: { value: 2, enumerable: true } });

  it("is written without springing a trap", () => {
    expect(encode(heir, { at: "input", lossy: [] })).toBe('{"own":2}');
    expect(keptText(keep(heir))).toBe('{"$":"o","v":{"own":2},"c":"Object"}');
    expect(sprung).toEqual([]);
  });
});
