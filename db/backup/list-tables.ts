import type pg from "pg";

export type StoredTable = { schema: string; name: string; columns: string[] };

/** Schemas of ours; drizzle's own table of migrations is not data. */
const SCHEMAS = ["public", "workflow"];

/** Every table with its columns, parents before children, so that rows can be read back in this order. */
export async function listTables(client: pg.Client): Promise<StoredTable[]> {
  const tables = await client.query<{ schema: string; name: string; columns: string[] }>(
    `select n.nspname as schema, c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1) group by 1, 2 order by 1, 2`,
    [SCHEMAS],
  );
  const links = await client.query<{ child: string; parent: string }>(
    `select distinct cn.nspname || '.' || c.relname as child, pn.nspname || '.' || p.relname as parent
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace
     join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
     where k.contype = 'f' and k.conrelid <> k.confrelid`,
  );
  return parentsFirst(tables.rows, links.rows);
}

/** Orders tables so that each stands after those that it refers to. Throws on a circle. Pure. */
export function parentsFirst(
  tables: readonly StoredTable[],
  links: readonly { child: string; parent: string }[],
): StoredTable[] {
  const ordered: StoredTable[] = [];
  const done = new Set<string>();
  let waiting = [...tables];
  while (waiting.length > 0) {
    const blocked = (table: StoredTable) =>
      links.some(
        (link) =>
          link.child === fullName(table) &&
          !done.has(link.parent) &&
          tables.some((other) => fullName(other) === link.parent),
      );
    const ready = waiting.filter((table) => !blocked(table));
    if (ready.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${waiting.map(fullName).join(", ")}`);
    for (const table of ready) {
      ordered.push(table);
      done.add(fullName(table));
    }
    waiting = waiting.filter((table) => !done.has(fullName(table)));
  }
  return ordered;
}

export function fullName(table: Pick<StoredTable, "schema" | "name">): string {
  return `${table.schema}.${table.name}`;
}

/** `schema.table` as an identifier in SQL. */
export function quoted(name: string): string {
  return name
    .split(".")
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join(".");
}
