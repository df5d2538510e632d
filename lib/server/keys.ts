import { hash, randomBytes, randomUUID } from 'node:crypto'
import { listConfig } from '#clickhouse/queries/config/list-config.ts'
import { newestConfig } from '#clickhouse/queries/config/newest-config.ts'
import { writeConfig } from '#clickhouse/queries/config/write-config.ts'
import type { Database } from '#clickhouse/client.ts'
import { AppError } from '#lib/domain/errors.ts'
import { ApiKey, type KeyKind, type KeyQuota } from '#lib/domain/project.ts'
import { requireProject } from './projects.ts'

const keyKind = 'api_key'
const secretBytes = 32
/** `tacho_ingest_` and six more: enough to recognise a key, too little to guess the rest. */
const shownSecretChars = 6

export const unlimited: KeyQuota = { requestsPerMinute: null, bytesPerMinute: null }

export type CreateKey = {
  project: string
  kind: KeyKind
  name: string
  tenant: string | null
  environment?: string | null
  quota?: KeyQuota
  expiresAt: Date | null
  /** Id of the key that this one takes the place of. */
  replaces?: string
  actor: string
  reason?: string
  now: Date
}

export type NewKey = { key: ApiKey; secret: string }

/** Creates a key. The secret leaves here once; only its SHA-256 is stored. */
export async function createKey(db: Database, input: CreateKey): Promise<NewKey> {
  await requireProject(db, input.project)
  const lead = `tacho_${input.kind}_`
  const secret = lead + randomBytes(secretBytes).toString('base64url')
  const key: ApiKey = {
    keyId: randomUUID(),
    project: input.project,
    kind: input.kind,
    name: input.name,
    prefix: secret.slice(0, lead.length + shownSecretChars),
    hash: hashSecret(secret),
    tenant: input.tenant,
    environment: input.environment ?? null,
    quota: input.quota ?? unlimited,
    createdBy: input.actor,
    createdAt: input.now.toISOString(),
    expiresAt: input.expiresAt?.toISOString() ?? null,
    revokedAt: null,
    replaces: input.replaces ?? null,
    replacedBy: null,
  }
  const { actor, reason = 'created', now } = input
  await writeKey(db, key, { expectedVersion: 0, actor, reason, now })
  return { key, secret }
}

/** Keys of a project, or of all when it is '', revoked ones included. */
export async function listKeys(db: Database, project: string): Promise<ApiKey[]> {
  const rows = await listConfig(db, { project, kind: keyKind })
  return rows.map((row) => ApiKey.parse(JSON.parse(row.body)))
}

/** The key and the version it is at. Throws where the project has none of this id. */
export async function requireKey(
  db: Database,
  { project, keyId }: { project: string; keyId: string },
): Promise<{ key: ApiKey; version: number }> {
  const [row] = await newestConfig(db, { project, kind: keyKind, id: keyId })
  if (!row || row.deleted === 1) throw new AppError('not_found', `There is no key ${keyId} in project "${project}"`)
  return { key: ApiKey.parse(JSON.parse(row.body)), version: row.version }
}

type RevokeKey = { project: string; keyId: string; actor: string; reason: string; now: Date }

/** Ends a key; receivers follow within `KeyVerifier`'s refresh time. */
export async function revokeKey(db: Database, { project, keyId, actor, reason, now }: RevokeKey): Promise<ApiKey> {
  const { key, version } = await requireKey(db, { project, keyId })
  if (key.revokedAt !== null) return key
  const revoked = { ...key, revokedAt: now.toISOString() }
  await writeKey(db, revoked, { expectedVersion: version, actor, reason, now })
  return revoked
}

/** Looking a secret up by its SHA-256 takes the same time whatever part of a guess is right. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'hex')
}

export type KeyVerifier = { verify(secret: string): Promise<ApiKey | null> }

type VerifierOptions = {
  loadKeys: () => Promise<ApiKey[]>
  /** Milliseconds; a parameter for tests. */
  now?: () => number
}

/** Known keys are taken from memory this long: a revocation is followed after that. */
const refreshMs = 3_000
/** An unknown secret may be a new key: the keys are read again, so often at once and a second, not for every guess. */
const missBurst = 10
const missesPerSecond = 2

/** Checks secrets against a copy of all keys that is at most three seconds old. */
export class CachedKeyVerifier implements KeyVerifier {
  private readonly loadKeys: () => Promise<ApiKey[]>
  private readonly now: () => number
  private byHash: ReadonlyMap<string, ApiKey> = new Map()
  private loadedAt = -Infinity
  private loading: Promise<void> | null = null
  /** Behind the one that runs: shared by all who find their key missing meanwhile. */
  private nextLoad: Promise<void> | null = null
  private missesLeft = missBurst
  private missAt = 0

  constructor({ loadKeys, now = Date.now }: VerifierOptions) {
    this.loadKeys = loadKeys
    this.now = now
  }

  /** The key of this secret, if it is valid now. Rejects when the keys cannot be read. */
  async verify(secret: string): Promise<ApiKey | null> {
    const secretHash = hashSecret(secret)
    await this.refresh()
    if (!this.byHash.has(secretHash)) await this.lookAgain()
    const key = this.byHash.get(secretHash)
    if (!key || key.revokedAt !== null) return null
    return key.expiresAt !== null && Date.parse(key.expiresAt) <= this.now() ? null : key
  }

  private async refresh(): Promise<void> {
    if (this.now() - this.loadedAt < refreshMs) return
    await (this.loading ?? this.startLoad())
  }

  /** Reads the keys anew, from now on: what a running load has read may be older than the key. */
  private async lookAgain(): Promise<void> {
    if (this.nextLoad === null && !this.mayLookAgain()) return
    this.nextLoad ??= this.loadBehind(this.loading)
    await this.nextLoad
  }

  private async loadBehind(running: Promise<void> | null): Promise<void> {
    // Whether that one fails is for those to hear who wait for it.
    await Promise.allSettled([running])
    this.nextLoad = null
    await this.startLoad()
  }

  private startLoad(): Promise<void> {
    this.loading = this.load().finally(() => {
      this.loading = null
    })
    return this.loading
  }

  private mayLookAgain(): boolean {
    const now = this.now()
    this.missesLeft = Math.min(missBurst, this.missesLeft + ((now - this.missAt) / 1000) * missesPerSecond)
    this.missAt = now
    if (this.missesLeft < 1) return false
    this.missesLeft -= 1
    return true
  }

  private async load(): Promise<void> {
    const startedAt = this.now()
    const keys = await this.loadKeys()
    this.byHash = new Map(keys.map((key) => [key.hash, key]))
    this.loadedAt = startedAt
  }
}

type KeyWrite = { expectedVersion: number; actor: string; reason: string; now: Date }

/** The next version of a key; throws `conflict` where somebody else was faster. */
export function writeKey(db: Database, key: ApiKey, write: KeyWrite): Promise<unknown> {
  const { project, keyId: id } = key
  return writeConfig(db, { project, kind: keyKind, id, body: JSON.stringify(key), deleted: false, ...write })
}
