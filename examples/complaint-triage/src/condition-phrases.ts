import { mistype, type Random } from "example-kit";
import type { ItemCondition } from "./types.ts";

type KnownCondition = Exclude<ItemCondition, "unknown">;

const things = ["item", "package", "parcel", "box", "order", "product", "thing", "blender", "jacket", "headset"];

// What people write is not what the classifier was taught: the stream has wordings of its own.
const taught: Record<KnownCondition, string[]> = {
  unopened: [
    "The {thing} is still unopened.",
    "I have not opened the {thing}.",
    "It is still sealed in its {thing}.",
    "I never opened it, the {thing} is brand new.",
    "The seal on the {thing} is intact.",
  ],
  opened: [
    "I already opened the {thing}.",
    "The {thing} has been opened and used.",
    "I tried the {thing} once.",
    "I opened the {thing} and tested it.",
    "I used the {thing} for a few days.",
  ],
  damaged: [
    "The {thing} arrived damaged.",
    "The {thing} is broken.",
    "There is a crack in the {thing}.",
    "The {thing} came with dents and scratches.",
    "The {thing} does not turn on, it is defective.",
  ],
};
const heard: Record<KnownCondition, string[]> = {
  unopened: [
    "btw the {thing} is unopened",
    "The {thing} is still sealed, I never opened it.",
    "I did not even open the {thing}.",
    "{thing} still in the original packaging, not opened",
    "The tape on the {thing} has never been cut.",
  ],
  opened: [
    "I opened the {thing} yesterday.",
    "the {thing} is opened but fine",
    "I have tried the {thing} a couple of times.",
    "I wore it twice and do not like the {thing}.",
    "Yes, I did open the {thing} to look inside.",
  ],
  damaged: [
    "the {thing} was broken when it came",
    "When I opened the {thing} there were scratches all over.",
    "The {thing} is cracked on one side.",
    "My {thing} arrived totally smashed.",
    "The {thing} was crushed and wet.",
  ],
};

/** A synthetic sentence about the state of what was bought, as taught to the classifier or as heard in the stream. */
export function conditionSentence(condition: KnownCondition, from: "taught" | "heard", random: Random): string {
  const template = random.pick((from === "taught" ? taught : heard)[condition]);
  return mistype(template.replaceAll("{thing}", random.pick(things)), {
    random,
    rate: from === "heard" ? 0.02 : 0.005,
  });
}
