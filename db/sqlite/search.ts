import { sql } from "drizzle-orm";
import type { Db, Search } from "../database";
import { searchWords } from "../search-words";

/** FTS5 over `judgments_fts` (contentless; rowid is the judgment's seq), filled by the writer, without triggers. */
export function createSearch(db: () => Db): Search {
  return {
    async index(entries) {
      for (const { seq, text } of entries) {
        await db().orm.run(sql`delete from judgments_fts where rowid = ${seq}`);
        await db().orm.run(sql`insert into judgments_fts (rowid, text) values (${seq}, ${text})`);
      }
    },
    matches(query) {
      const words = searchWords(query);
      const match = words
        .map(({ word, isPrefix }) => `"${word.replaceAll('"', '""')}"${isPrefix ? "*" : ""}`)
        .join(" ");
      if (match === "") return sql`1 = 1`;
      return sql`${db().tables.judgments.seq} in (select rowid from judgments_fts where judgments_fts match ${match})`;
    },
  };
}
