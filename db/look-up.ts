/** Both databases bound the parameters of one statement; at two columns a key this stays far below. */
const partSize = 1_000;

/** Looks keys up part by part, so that a request may hold any number of them. @returns the rows of all parts */
export async function lookUp<Key, Row>(keys: Key[], find: (part: Key[]) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < keys.length; from += partSize) {
    for (const row of await find(keys.slice(from, from + partSize))) rows.push(row);
  }
  return rows;
}
