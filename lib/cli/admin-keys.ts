import type { Database } from '#clickhouse/client.ts'
import { KeyInput, KeyRotation, keyState } from '#lib/domain/access/key.ts'
import { AppError } from '#lib/domain/errors.ts'
import { KeyKind, type ApiKey } from '#lib/domain/project.ts'
import { createKey, listKeys, revokeKey } from '#lib/server/keys.ts'
import { rotateKey } from '#lib/server/keys/rotate-key.ts'
import { DEFAULT_PROJECT } from '#lib/server/projects.ts'

export const keyUsage = `npm run admin -- key create [--project <id>] [--kind ${KeyKind.options.join('|')}] [--name <name>] [--days <n>]
                            [--tenant <tenant>] [--environment <environment>]
                            [--requests-per-minute <n>] [--bytes-per-minute <n>]
npm run admin -- key list [--project <id>]
npm run admin -- key rotate <key id> [--project <id>] [--overlap-hours <n>] [--reason <text>]
npm run admin -- key revoke <key id> [--project <id>] [--reason <text>]
`

export const keyOptions = {
  project: { type: 'string' },
  kind: { type: 'string' },
  name: { type: 'string' },
  days: { type: 'string' },
  tenant: { type: 'string' },
  environment: { type: 'string' },
  'requests-per-minute': { type: 'string' },
  'bytes-per-minute': { type: 'string' },
  'overlap-hours': { type: 'string' },
  reason: { type: 'string' },
} as const

type KeyValues = { [Name in keyof typeof keyOptions]?: string }
type KeyCommand = (db: Database, values: KeyValues, keyId: string) => Promise<string[]>

const actor = 'cli'
const hourMs = 3_600_000

/** `key <verb>` → what it does; the lines it returns are printed. */
export const keyCommands: readonly [string, KeyCommand][] = [
  ['key create', createKeyCommand],
  ['key list', listKeysCommand],
  ['key rotate', rotateKeyCommand],
  ['key revoke', revokeKeyCommand],
]

async function createKeyCommand(db: Database, values: KeyValues): Promise<string[]> {
  const kind = KeyKind.safeParse(values.kind ?? 'ingest')
  if (!kind.success) throw new AppError('bad_request', `--kind must be one of ${KeyKind.options.join(', ')}`)
  const parsed = KeyInput.safeParse({
    kind: kind.data,
    name: values.name,
    tenant: values.tenant,
    environment: values.environment,
    days: wholeNumber('--days', values.days),
    requestsPerMinute: wholeNumber('--requests-per-minute', values['requests-per-minute']),
    bytesPerMinute: wholeNumber('--bytes-per-minute', values['bytes-per-minute']),
  })
  if (!parsed.success) throw new AppError('bad_request', parsed.error.issues[0]?.message ?? 'an option does not fit')
  const { days, requestsPerMinute, bytesPerMinute, ...settings } = parsed.data
  const now = new Date()
  const { key, secret } = await createKey(db, {
    ...settings,
    project: values.project ?? DEFAULT_PROJECT,
    quota: { requestsPerMinute, bytesPerMinute },
    expiresAt: days === null ? null : new Date(now.getTime() + days * 24 * hourMs),
    actor,
    now,
  })
  return [`Key ${key.keyId} (${key.kind}, project ${key.project}). The secret is shown this once:`, secret]
}

async function listKeysCommand(db: Database, { project = '' }: KeyValues): Promise<string[]> {
  return (await listKeys(db, project)).map((key) =>
    [key.keyId, key.project, key.kind, `${key.prefix}…`, boundTo(key), key.name || '-', stateText(key)].join('\t'),
  )
}

async function rotateKeyCommand(
  db: Database,
  { project = DEFAULT_PROJECT, reason = '', 'overlap-hours': hours }: KeyValues,
  keyId: string,
): Promise<string[]> {
  const parsed = KeyRotation.safeParse({ overlapHours: hours === undefined ? undefined : Number(hours), reason })
  if (!parsed.success) throw new AppError('bad_request', '--overlap-hours must be a number of hours from 0 to 720')
  const { overlapHours } = parsed.data
  const overlapMs = overlapHours * hourMs
  const { key, secret, replaced } = await rotateKey(db, { project, keyId, overlapMs, actor, reason, now: new Date() })
  return [
    `Key ${key.keyId} takes the place of ${keyId}, which ends ${replaced.expiresAt}. The secret is shown this once:`,
    secret,
  ]
}

async function revokeKeyCommand(
  db: Database,
  { project = DEFAULT_PROJECT, reason = '' }: KeyValues,
  keyId: string,
): Promise<string[]> {
  const key = await revokeKey(db, { project, keyId, actor, reason, now: new Date() })
  return [`Key ${key.keyId} is revoked; receivers refuse it within 5 seconds.`]
}

/** Undefined where the option is not given. */
function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new AppError('bad_request', `${option} must be a whole number above 0`)
}

function boundTo({ tenant, environment }: ApiKey): string {
  const bindings = [tenant, environment === null ? null : `env:${environment}`].filter((bound) => bound !== null)
  return bindings.join(' ') || '-'
}

function stateText(key: ApiKey): string {
  switch (keyState(key, Date.now())) {
    case 'revoked':
      return `revoked ${key.revokedAt}`
    case 'expired':
      return `expired ${key.expiresAt}`
    case 'ending':
      return `valid until ${key.expiresAt}, then ${key.replacedBy}`
    case 'active':
      return key.expiresAt === null ? 'valid' : `valid until ${key.expiresAt}`
  }
}
