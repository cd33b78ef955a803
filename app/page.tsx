import { redirect } from "next/navigation";
import { homePath } from "./home-path";
import { requirePerson } from "./session";

export default async function RootPage() {
  await requirePerson();
  redirect(await homePath());
}
