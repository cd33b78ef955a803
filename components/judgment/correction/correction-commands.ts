import type { Command } from "@/components/commands/command";
import { canonicalJson } from "@/lib/contract/canonical-json";
import type { Json } from "@/lib/contract/json";

type Given = {
  choices: Json[];
  answer: Json;
  canFilter: boolean;
  canCommit: boolean;
  canTakeBack: boolean;
  onHighlight: (answer: Json) => void;
  onCommit: () => void;
  onTakeBack: () => void;
  onNote: () => void;
  onUnsure: () => void;
  onFilter: () => void;
};

const group = "Correction";

/** The keys of the correction panel. */
export function correctionCommands({ choices, answer, ...given }: Given): Command[] {
  const at = choices.findIndex((choice) => canonicalJson(choice) === canonicalJson(answer));
  const walk = (by: number) => {
    const next = choices[at < 0 ? 0 : (at + by + choices.length) % choices.length];
    if (next !== undefined) given.onHighlight(next);
  };
  const hasChoices = choices.length > 0;
  return [
    ...choices.slice(0, 9).map((choice, index) => ({
      name: `correction.choice.${index + 1}`,
      title: `Highlight ${String(choice).slice(0, 60)}`,
      group,
      keys: String(index + 1),
      isKeyOnly: true,
      effect: () => given.onHighlight(choice),
    })),
    {
      name: "correction.next",
      title: "Next answer",
      group,
      keys: "arrowdown",
      isKeyOnly: true,
      isAvailable: hasChoices,
      effect: () => walk(1),
    },
    {
      name: "correction.previous",
      title: "Previous answer",
      group,
      keys: "arrowup",
      isKeyOnly: true,
      isAvailable: hasChoices,
      effect: () => walk(-1),
    },
    {
      name: "correction.commit",
      title: "Confirm, or correct to the highlighted answer",
      group,
      keys: "enter",
      isAvailable: given.canCommit,
      effect: given.onCommit,
    },
    {
      name: "correction.takeBack",
      title: "Take your label back",
      group,
      keys: "u",
      isAvailable: given.canTakeBack,
      effect: given.onTakeBack,
    },
    { name: "correction.note", title: "Add a note", group, keys: "n", effect: given.onNote },
    { name: "correction.unsure", title: "Say that you are unsure", group, keys: "0", effect: given.onUnsure },
    {
      name: "correction.filter",
      title: "Find an answer",
      group,
      keys: "f",
      isAvailable: given.canFilter,
      effect: given.onFilter,
    },
  ];
}
