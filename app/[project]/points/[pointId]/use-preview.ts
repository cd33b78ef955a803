"use client";

import { useEffect, useState } from "react";
import { reach } from "@/lib/reach";
import { previewSettings } from "./actions";
import type { PreviewRow } from "./preview-samples";
import { fromDraft, type SettingsDraft } from "./settings-draft";

type Options = { project: string; pointId: string; draft: SettingsDraft; isChanged: boolean; initial: PreviewRow[] };

const pauseMs = 200;

/** The newest judgments under the form's settings, asked for once the person pauses. */
export function usePreview({ project, pointId, draft, isChanged, initial }: Options) {
  const [rows, setRows] = useState<PreviewRow[]>();
  const [error, setError] = useState<string>();
  const text = JSON.stringify(fromDraft(draft));
  useEffect(() => {
    if (!isChanged) return setRows(undefined);
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const result = await reach(previewSettings({ project, pointId, settings: JSON.parse(text) }));
      if (!isCurrent) return;
      if (result.ok) setRows(result.data);
      setError(result.ok ? undefined : result.error.message);
    }, pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [project, pointId, text, isChanged]);
  return { rows: rows ?? initial, error: isChanged ? error : undefined };
}
