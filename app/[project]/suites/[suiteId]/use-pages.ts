"use client";

import { useState } from "react";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/action";
import { reach } from "@/lib/reach";

type Page<Item> = { items: Item[]; nextCursor: string | null };

/** A list that grows page by page, from the page the server rendered. */
export function usePages<Item>(first: Page<Item>, load: (cursor: string) => Promise<ActionResult<Page<Item>>>) {
  const [more, setMore] = useState<Page<Item> & { after: string | null }>();
  const [isLoading, setLoading] = useState(false);
  // A first page that changed (a label was added) starts the list anew.
  const later = more?.after === first.nextCursor ? more : undefined;
  const cursor = later ? later.nextCursor : first.nextCursor;

  const loadMore = async () => {
    if (cursor === null || isLoading) return;
    setLoading(true);
    const result = await reach(load(cursor));
    setLoading(false);
    if (!result.ok) return toast(result.error.message, { tone: "negative" });
    const items = [...(later?.items ?? []), ...result.data.items];
    setMore({ items, nextCursor: result.data.nextCursor, after: first.nextCursor });
  };

  return {
    items: later ? [...first.items, ...later.items] : first.items,
    loadMore: cursor === null ? undefined : () => void loadMore(),
  };
}
