import type { EngineSession } from './engine-session.ts'

/** Has no row before the first. */
const failedWrites = "SELECT value FROM system.events WHERE event = 'WriteBufferFromFileDescriptorWriteFailed'"

/**
 * How many writes to files have failed in this process. The engine of `chdb` goes on after one: where a ClickHouse
 * server throws CANNOT_WRITE_TO_FILE_DESCRIPTOR, its WriteBufferFromFileDescriptor::nextImpl leaves the rest out, and an
 * insert into a full disk succeeds. Only this count tells.
 */
export async function countFailedWrites(session: EngineSession): Promise<number> {
  const { bytes } = await session.query(failedWrites)
  return Number(Buffer.from(bytes).toString())
}
