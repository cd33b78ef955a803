import type { Statement } from "better-sqlite3";
import { sql } from "drizzle-orm";
import type { Search } from "../database";
import { searchWords } from "../search-words";
import type { tables } from "./tables";

type Seq = (typeof tables)["judgments"]["seq"];

/** FTS5 over `judgments_fts` (contentless; rowid is the judgment's seq), filled by the writer, without triggers. */
export function createSearch(seqColumn: Seq, prepare: (text: string) => Statement): Search {
  return {
    async index(entries) {
      for (const { seq, text } of entries) {
        prepare("delete from judgments_fts where rowid = ?").run(seq);
        prepare("insert into judgments_fts (rowid, text) values (?, ?)").run(seq, text);
      }
    },
    matches(query) {
      const words = searchWords(query);
      const match = words
        .map(({ word, isPrefix }) => `"${word.replaceAll('"', '""')}"${isPrefix ? "*" : ""}`)
        .join(" ");
      if (match === "") return sql`1 = 1`;
      return sql`${seqColumn} in (select rowid from judgments_fts where judgments_fts match ${match})`;
    },
  };
}
