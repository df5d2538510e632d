import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'
import { AppError } from '#lib/domain/errors.ts'
import { CachedValue } from '../cached-value.ts'
import { ConfigEntries, installation } from '../config-entries.ts'

const secrets = new ConfigEntries('device_secret', z.object({ secret: z.string().min(32) }))
const id = 'current'

/** What browsers keep after a sign-in, by which they are told from strangers. It opens nothing. */
export class DeviceMarks {
  private readonly secret: CachedValue<string>

  constructor(db: Database) {
    this.secret = new CachedValue(() => getSecret(db), Infinity)
  }

  async make(account: string): Promise<string> {
    const device = randomBytes(16).toString('base64url')
    return `${device}.${await this.signatureOf(device, account)}`
  }

  /** Whether somebody was in this account with this mark's browser. */
  async isOf(mark: string, account: string): Promise<boolean> {
    const [device = '', signature = ''] = mark.split('.')
    const [given, right] = [Buffer.from(signature), Buffer.from(await this.signatureOf(device, account))]
    return given.length === right.length && timingSafeEqual(given, right)
  }

  private async signatureOf(device: string, account: string): Promise<string> {
    return createHmac('sha256', await this.secret.get())
      .update(`${device}\n${account}`)
      .digest('base64url')
  }
}

/** The secret of this installation, made where it is missing. Of two that make it at once, both use the first. */
async function getSecret(db: Database): Promise<string> {
  const known = await secrets.newest(db, installation, id)
  if (known !== null) return known.body.secret
  const body = { secret: randomBytes(32).toString('base64url') }
  const write = { project: installation, id, expectedVersion: 0, actor: 'web', reason: 'first sign-in' }
  try {
    return (await secrets.write(db, { ...write, now: new Date(), body })).body.secret
  } catch (error) {
    const made = await secrets.newest(db, installation, id)
    if (made !== null && error instanceof AppError && error.code === 'conflict') return made.body.secret
    throw error
  }
}
