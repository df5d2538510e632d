/** Records of one batch, and bytes of their text, at most; a record larger than this comes alone. */
const maxRecords = 200
const maxBytes = 4 * 1024 * 1024

/** Cuts a list into batches of which each fits into memory, in the same order. */
export function* recordBatches<Item>(items: Iterable<Item>, bytesOf: (item: Item) => number): Generator<Item[]> {
  let batch: Item[] = []
  let bytes = 0
  for (const item of items) {
    const size = bytesOf(item)
    if (batch.length > 0 && (batch.length >= maxRecords || bytes + size > maxBytes)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(item)
    bytes += size
  }
  if (batch.length > 0) yield batch
}
