/** Advisory lock of the one writer of the tree; advisory locks are the database's own, so two nodes on one server do not meet. */
export const LEDGER_LOCK = 6_962_001;
