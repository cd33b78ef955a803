import { isError, isProxy } from "./brands";
import type { SecretTexts } from "./capture/secret-texts";
import { dataOf } from "./encode";
import { isRedactedText } from "./redaction";
import { safely } from "./safely";

/** A data property's value; of a proxy, whose traps the program would see sprung, nothing. */
function untrappedDataOf(owner: object, key: string): unknown {
  return isProxy(owner) ? undefined : dataOf(owner, key)?.value;
}

/** What can be told of anything thrown; `isHidden` where its message tells a secret and is not among it. */
export type DescribedError = { name: string; message: string; isHidden: boolean };

/**
 * Name and message of anything thrown, read without running its code.
 * @param secrets texts that no message may tell
 */
export function describeError(error: unknown, secrets?: SecretTexts): DescribedError {
  if (!isError(error)) return { name: "Error", ...toldMessage(error, secrets) };
  const own = dataOf(error, "name")?.value;
  const inherited = safely(() => untrappedDataOf(Object.getPrototypeOf(error), "name"));
  const constructorName = safely(() => {
    const found = untrappedDataOf(Object.getPrototypeOf(error), "constructor");
    return typeof found === "function" ? untrappedDataOf(found, "name") : undefined;
  });
  const name = [own, inherited, constructorName].find((text) => typeof text === "string" && text !== "");
  return {
    name: typeof name === "string" ? name.slice(0, 200) : "Error",
    ...toldMessage(dataOf(error, "message")?.value, secrets),
  };
}

function toldMessage(message: unknown, secrets: SecretTexts | undefined): Omit<DescribedError, "name"> {
  if (typeof message !== "string") return { message: "", isHidden: false };
  const isHidden = isRedactedText(message) || (secrets?.isIn(message) ?? false);
  return { message: isHidden ? "[redacted]" : message.slice(0, 4_000), isHidden };
}
