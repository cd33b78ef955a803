import type { CommandName } from "@/db/commands";
import type { Outcome } from "./commit-group";

export type Signal = "traces" | "logs";

/** All about an OTLP body but its bytes. */
export type OtlpOrigin = { project: string; signal: Signal; contentType: string; publicUrl: string };

/** What the main thread asks of the writer. Bytes are the decompressed body and move instead of being copied. */
export type WriterRequest =
  | { id: number; kind: "command"; name: CommandName; args: unknown }
  | ({ id: number; kind: "otlp"; bytes: Uint8Array } & OtlpOrigin)
  | { id: number; kind: "close" };

/** The answers of one group, sent after its commit. */
export type WriterAnswers = { id: number; outcome: Outcome }[];

export type WriterData = { databaseUrl: string; redact: string | undefined };
