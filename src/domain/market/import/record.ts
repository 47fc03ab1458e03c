import { desc, eq } from 'drizzle-orm';
import { auditFromMain } from '../../../db/audit/trail.js';
import { dataImports } from '../../../db/schema/main/index.js';
import type { MainTx } from '../../../db/store.js';

/** The last import of the same bytes, if there was one. */
export interface EarlierImport {
  readonly id: number;
  /** UTC milliseconds. */
  readonly importedAt: number;
}

export interface ImportFigures {
  readonly format: string;
  readonly sha256: string;
  readonly rowsRead: number;
  readonly rowsAdded: number;
  readonly rowsChanged: number;
  readonly rowsRejected: number;
}

/** The format stands in the file itself, so that it is not known before the first row. */
const NOT_YET_KNOWN = 'unknown';

/** Notes that a file is being imported, and finds out whether it was before. */
export async function beginImport(
  tx: MainTx,
  file: { fileName: string; sha256: string; at: number },
): Promise<{ importId: number; earlier: EarlierImport | undefined }> {
  const [earlier] = await tx
    .select({ id: dataImports.id, importedAt: dataImports.importedAt })
    .from(dataImports)
    .where(eq(dataImports.sha256, file.sha256))
    .orderBy(desc(dataImports.id))
    .limit(1);
  const [made] = await tx
    .insert(dataImports)
    .values({
      format: NOT_YET_KNOWN,
      fileName: file.fileName.slice(0, 255),
      sha256: file.sha256,
      rowsRead: 0,
      rowsAdded: 0,
      rowsChanged: 0,
      rowsRejected: 0,
      importedAt: file.at,
    })
    .returning({ id: dataImports.id });
  if (!made) throw new Error('the import could not be noted');
  return { importId: made.id, earlier };
}

/** Notes what came of it, also in the audit trail. */
export async function endImport(
  tx: MainTx,
  importId: number,
  figures: ImportFigures,
  by: { userId: string; at: number },
): Promise<void> {
  await tx.update(dataImports).set(figures).where(eq(dataImports.id, importId));
  await auditFromMain(tx, {
    userId: by.userId,
    actor: 'operator',
    action: 'market_data.imported',
    entityType: 'data_imports',
    entityId: String(importId),
    newData: { ...figures },
    rationale: { code: 'operator_command', arguments: ['import'] },
    at: by.at,
  });
}
