import { millis, uint32, uint64, type Column } from './columns.ts'

/** When a record came and was written. Times are milliseconds since the epoch. */
export type Receipt = {
  /** First reception; kept when the record is written anew. */
  receivedAt: number
  /** Just before the insert: the worker's change cursor runs over it. */
  writtenAt: number
}

const secondsPerDay = 86_400
/** Records further in the past or in the future go to the partition at the border. */
const pastDays = 30
const futureSeconds = 3_600

/** `partition_at` and the receipt's columns; of two versions of a record the later written one replaces the other. */
export function receiptColumns<Source extends Receipt>(timeNs: (source: Source) => bigint): Column<Source>[] {
  return [
    uint32('partition_at', (source) => partitionSeconds(timeNs(source), source.receivedAt)),
    millis('received_at', (source) => source.receivedAt),
    { ...millis('written_at', (source: Source) => source.writtenAt), isWriteTime: true },
    { ...uint64('row_version', (source: Source) => source.writtenAt), isWriteTime: true },
  ]
}

/**
 * The record's time in seconds, clamped to [received − 30 days, + 1 hour]: a broken clock cannot
 * open old or future partitions, so an insert stays far under 100 of them.
 */
export function partitionSeconds(timeNs: bigint, receivedAt: number): number {
  const received = Math.floor(receivedAt / 1000)
  const own = Number(timeNs / 1_000_000_000n)
  return Math.min(Math.max(own, received - pastDays * secondsPerDay), received + futureSeconds)
}
