import type { Database } from '#clickhouse/client.ts'
import { KeyInput, KeyRotation, keyState } from '#lib/domain/access/key.ts'
import { AppError } from '#lib/domain/errors.ts'
import { KeyKind, type ApiKey } from '#lib/domain/project.ts'
import { createKey, listKeys, revokeKey } from '#lib/server/keys.ts'
import { rotateKey } from '#lib/server/keys/rotate-key.ts'
import { DEFAULT_PROJECT } from '#lib/server/projects.ts'
import type { AdminCommand, OptionValues } from './admin-command.ts'

const actor = 'cli'
const hourMs = 3_600_000

export const keyCommands: readonly AdminCommand[] = [
  {
    name: 'key create',
    says: 'Makes a key and prints its secret, this once.',
    argument: '',
    options: ['project', 'kind', 'name', 'days', 'tenant', 'environment', 'requests-per-minute', 'bytes-per-minute'],
    run: create,
  },
  {
    name: 'key list',
    says: 'Lists keys, of all projects where none is named; no secret can be shown again.',
    argument: '',
    options: ['project'],
    run: list,
  },
  {
    name: 'key rotate',
    says: 'Makes a key with the settings of an old one, which still works for some hours (24).',
    argument: '<key id>',
    options: ['project', 'overlap-hours', 'reason'],
    run: rotate,
  },
  {
    name: 'key revoke',
    says: 'Ends a key, within 5 seconds everywhere.',
    argument: '<key id>',
    options: ['project', 'reason'],
    run: revoke,
  },
]

async function create(db: Database, values: OptionValues): Promise<string[]> {
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

async function list(db: Database, { project = '' }: OptionValues): Promise<string[]> {
  return (await listKeys(db, project)).map((key) =>
    [key.keyId, key.project, key.kind, `${key.prefix}…`, boundTo(key), key.name || '-', stateText(key)].join('\t'),
  )
}

async function rotate(
  db: Database,
  { project = DEFAULT_PROJECT, reason = '', 'overlap-hours': hours }: OptionValues,
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

async function revoke(
  db: Database,
  { project = DEFAULT_PROJECT, reason = '' }: OptionValues,
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
