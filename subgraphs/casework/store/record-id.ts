const recordId = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** An id as casework gives them. Any other is unknown without being looked up. */
export function isRecordId(id: string): boolean {
  return recordId.test(id);
}
