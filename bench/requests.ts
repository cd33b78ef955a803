import { createRandom } from "example-kit";
import type { Request } from "./programs/coverage-review.ts";

/** Requests that spread over every way through the review; the same ones on every call. */
export function listRequests(count: number): Request[] {
  const random = createRandom("coverage requests");
  const maybe = <Value>(probability: number, value: Value) => (random.chance(probability) ? value : undefined);
  return Array.from({ length: count }, (_, index) => ({
    payer: random.weighted({ medicare: 5, commercial: 4, medicaid: 3, self_pay: 1 }),
    kind: {
      output: random.pick(["oxygen", "wheelchair", "bed", "pump", "walker"] as const),
      confidence: random.chance(0.05) ? null : round(0.4 + random.next() * 0.6),
    },
    urgency: {
      output: random.weighted({ routine: 5, discharge: 3, unknown: 2 }),
      confidence: round(random.next()),
    },
    patient: {
      age: random.between(2, 97),
      state: random.pick(["NY", "TX", "OH", "CA", "FL"]),
      ...optional("hospice", maybe(0.05, true)),
      weightKg: random.chance(0.2) ? null : random.between(40, 160),
    },
    order: {
      months: random.between(1, 24),
      price: random.between(20, 400),
      ...optional("code", maybe(0.9, `E${1_000 + (index % 400)}`)),
      previous: Array.from({ length: random.between(0, 3) }, () => ({
        code: `E${1_000 + random.between(0, 400)}`,
        year: random.between(2018, 2025),
      })),
    },
    notes: {
      faceToFace: random.chance(0.9),
      ...optional("saturation", maybe(0.8, random.between(80, 97))),
      ...optional("mobility", maybe(0.7, { walksMeters: random.between(0, 90), transfers: random.chance(0.8) })),
    },
  }));
}

const round = (value: number) => Math.round(value * 1000) / 1000;

function optional<Name extends string, Value>(name: Name, value: Value | undefined) {
  return (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };
}
