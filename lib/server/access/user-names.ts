import type { Database } from '#clickhouse/client.ts'
import { listUsers } from './users.ts'

/** What everybody with an account is called, by the actor that stands in what they have made. */
export async function listUserNames(db: Database): Promise<ReadonlyMap<string, string>> {
  const users = await listUsers(db)
  return new Map(users.map(({ userId, name, email }) => [`user:${userId}`, name === '' ? email : name]))
}
