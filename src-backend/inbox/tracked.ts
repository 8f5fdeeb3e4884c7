interface Versioned {
  id: string;
  version: number;
}

/**
 * The rows of one kind that a transaction works on, each once: whoever loads a row that is already here gets the one
 * that may have been changed. Changed rows get their next version when they are written.
 */
export class Tracked<Row extends Versioned> {
  private readonly rows = new Map<string, Row>();
  private readonly added = new Set<Row>();
  private readonly touched = new Set<Row>();

  get(id: string): Row | undefined {
    return this.rows.get(id);
  }

  /** A row as it is in the database. */
  load(row: Row): Row {
    const known = this.rows.get(row.id);
    if (known !== undefined) return known;
    this.rows.set(row.id, row);
    return row;
  }

  add(row: Row): Row {
    this.rows.set(row.id, row);
    this.added.add(row);
    return row;
  }

  /** Call after having changed the row. */
  touch(row: Row): void {
    if (!this.added.has(row)) this.touched.add(row);
  }

  isNew(row: Row): boolean {
    return this.added.has(row);
  }

  newRows(): Row[] {
    return [...this.added];
  }

  changedRows(): Row[] {
    return [...this.touched];
  }

  /** Raises the versions of what was touched; call once, right before writing. */
  raiseVersions(): void {
    for (const row of this.touched) row.version++;
  }
}
