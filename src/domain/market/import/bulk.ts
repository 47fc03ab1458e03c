/** What whoever imports needs of the database: a connection of its own, and words for what the disk says. */
export { type Bulk, openBulk } from '../../../db/market/bulk.js';
export type { MainTx } from '../../../db/store.js';
export { diskTrouble } from '../../../db/backup/files.js';
