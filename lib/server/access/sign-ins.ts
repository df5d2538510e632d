import { randomUUID } from 'node:crypto'
import type { Database } from '#clickhouse/client.ts'
import { findSignIn, listSignIns, saveSignIn, type SignInRow } from '#clickhouse/tables/sign-ins.ts'
import { AppError } from '#lib/domain/errors.ts'
import { isToken, newToken, tokenHash } from './token.ts'

/** What is kept of the device for its owner to recognise it. */
export type Device = { userAgent: string; address: string }

const minuteMs = 60_000
const dayMs = 86_400_000
/** A sign-in ends when it was not used for so long, */
export const idleMs = 7 * dayMs
/** and in any case so long after the password was given. */
export const absoluteMs = 30 * dayMs
/** A token is changed for another when it is this old; the old one serves a little longer, for what is on its way. */
const rotateMs = dayMs
const overlapMs = minuteMs
/** How often it is written that somebody is there. */
const noteMs = 5 * minuteMs
/** A token that was looked up is taken from memory this long: an end elsewhere is followed after that. */
const cacheMs = 3_000
const maxCached = 10_000

type Clock = { now?: () => number }
type Cached = { row: Promise<SignInRow | null>; atMs: number }

/** Who is signed in. Tokens are looked up by hash, at most every three seconds each. */
export class SignIns {
  private readonly db: Database
  private readonly now: () => number
  private readonly cache = new Map<string, Cached>()

  constructor(db: Database, { now = Date.now }: Clock = {}) {
    this.db = db
    this.now = now
  }

  /** A new sign-in; the token leaves here once. */
  async start(userId: string, device: Device): Promise<{ token: string; row: SignInRow }> {
    const nowMs = this.now()
    const row = { signInId: randomUUID(), userId, signedInAt: nowMs, endsAt: nowMs + absoluteMs, ...cut(device) }
    return this.issue({ ...row, issuedAt: nowMs, seenAt: nowMs })
  }

  /** The sign-in of this token if it is worth something now. Rejects when the database cannot say. */
  async verify(token: string): Promise<SignInRow | null> {
    if (!isToken(token)) return null
    const row = await this.lookUp(tokenHash(token))
    const nowMs = this.now()
    if (row === null || row.endsAt <= nowMs || row.seenAt + idleMs <= nowMs) return null
    if (nowMs - row.seenAt > noteMs) await this.save({ ...row, seenAt: nowMs })
    return row
  }

  /** Another token for a sign-in whose token is old; null while it is young. */
  async rotate(row: SignInRow): Promise<string | null> {
    const nowMs = this.now()
    if (nowMs - row.issuedAt < rotateMs || row.endsAt - nowMs <= overlapMs) return null
    const { token } = await this.issue({ ...row, issuedAt: nowMs, seenAt: nowMs })
    await this.save({ ...row, seenAt: nowMs, endsAt: nowMs + overlapMs })
    return token
  }

  /** The user's sign-ins, one for each device, the last seen first. */
  async list(userId: string): Promise<SignInRow[]> {
    const rows = await listSignIns(this.db, { userId, nowMs: this.now() })
    const alive = rows.filter(({ seenAt }) => seenAt + idleMs > this.now())
    return [...Map.groupBy(alive, ({ signInId }) => signInId).values()].flatMap(([newest]) => newest ?? [])
  }

  /** Ends a sign-in with all its tokens: here at once, in other processes within three seconds. */
  async end(userId: string, signInId: string): Promise<void> {
    const nowMs = this.now()
    const rows = await listSignIns(this.db, { userId, nowMs })
    const ended = rows.filter((row) => row.signInId === signInId)
    if (ended.length === 0) throw new AppError('not_found', 'This sign-in has ended before.')
    await Promise.all(ended.map((row) => this.save({ ...row, endsAt: nowMs })))
  }

  private async issue(row: Omit<SignInRow, 'tokenHash'>): Promise<{ token: string; row: SignInRow }> {
    const token = newToken()
    const issued = { ...row, tokenHash: tokenHash(token) }
    await this.save(issued)
    return { token, row: issued }
  }

  private async save(row: SignInRow): Promise<void> {
    await saveSignIn(this.db, row)
    this.remember(row.tokenHash, { row: Promise.resolve(row), atMs: this.now() })
  }

  private lookUp(hash: string): Promise<SignInRow | null> {
    const known = this.cache.get(hash)
    if (known !== undefined && this.now() - known.atMs < cacheMs) return known.row
    const row = findSignIn(this.db, { tokenHash: hash }).then(([found]) => found ?? null)
    const cached = { row, atMs: this.now() }
    this.remember(hash, cached)
    row.catch(() => {
      if (this.cache.get(hash) === cached) this.cache.delete(hash)
    })
    return row
  }

  private remember(hash: string, cached: Cached): void {
    this.cache.delete(hash)
    this.cache.set(hash, cached)
    if (this.cache.size <= maxCached) return
    const [oldest] = this.cache.keys()
    if (oldest !== undefined) this.cache.delete(oldest)
  }
}

function cut({ userAgent, address }: Device): Device {
  return { userAgent: userAgent.slice(0, 300), address: address.slice(0, 64) }
}
